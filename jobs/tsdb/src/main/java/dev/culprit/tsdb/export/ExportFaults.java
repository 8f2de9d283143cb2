package dev.culprit.tsdb.export;

import dev.culprit.tsdb.series.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What could not be read of one file: of its lines the first fault in words and the others by their number, and metrics by their names. */
final class ExportFaults {
    /** Metrics that are named; what is wrong with one is mostly wrong with all. By hand. */
    private static final int MOST_NAMED = 50;

    private static final String OTHERS = "points with other faults of the like";

    private @Nullable String first;
    private long count;
    private boolean hasOthers;
    private final Map<String, Long> named = new TreeMap<>();

    /** @param fault of a line or a request, with its place in the file */
    void add(String fault) {
        first = first == null ? fault : first;
        count++;
    }

    /** @param reason the same for all points of a metric */
    void named(String reason) {
        named(reason, 1);
    }

    /** @param points that it is about */
    void named(String reason, long points) {
        boolean isRoom = named.containsKey(reason) || named.size() < MOST_NAMED;
        named.merge(isRoom ? reason : OTHERS, points, Long::sum);
    }

    /** Takes a request of another signal than metrics, which is no fault. */
    void other() {
        hasOthers = true;
    }

    /** Whether there were other signals than metrics. */
    boolean hasOthers() {
        return hasOthers;
    }

    /** Null where there is none. */
    @Nullable
    String first() {
        return first == null && !named.isEmpty() ? named.keySet().iterator().next() : first;
    }

    /** What to tell of the file. */
    List<Skipped> of(String file) {
        List<Skipped> all = new ArrayList<>();
        if (first != null) {
            all.add(new Skipped(file, "lines that cannot be read: " + first, count));
        }
        named.forEach((reason, points) -> all.add(new Skipped(file, reason, points)));
        return all;
    }
}
