package dev.culprit.tsdb.export;

import dev.culprit.tsdb.series.Skipped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What could not be read of one file: the first fault in words, the others by their number. */
final class ExportFaults {
    private @Nullable String first;
    private long count;

    /** @param fault with its place in the file */
    void add(String fault) {
        first = first == null ? fault : first;
        count++;
    }

    /** Null where there is none. */
    @Nullable
    String first() {
        return first;
    }

    /** Empty, or one. */
    List<Skipped> of(String file) {
        return first == null ? List.of() : List.of(new Skipped(file, "lines that cannot be read: " + first, count));
    }
}
