package dev.culprit.tsdb.export;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether several sources speak as one at the same time: one after the other is a restart, in turns or at once are two. Requests
 * may come in any order.
 *
 * @param <S> what tells sources apart
 */
final class Overlaps<S> {
    private final Map<S, Span> spans = new HashMap<>();
    /** By their first times; none overlaps another as long as none was found. */
    private final TreeMap<Long, Span> apart = new TreeMap<>();

    private boolean found;

    /** Times from the first to the last, both included. */
    private record Span(long first, long last) {}

    void saw(S source, long time) {
        if (found) {
            return;
        }
        @Nullable Span before = spans.get(source);
        Span span = before == null
                ? new Span(time, time)
                : new Span(Math.min(before.first, time), Math.max(before.last, time));
        if (before != null) {
            apart.remove(before.first);
        }
        Map.@Nullable Entry<Long, Span> nearest = apart.floorEntry(span.last);
        found = nearest != null && nearest.getValue().last >= span.first;
        if (found) {
            spans.clear();
            apart.clear();
            return;
        }
        spans.put(source, span);
        apart.put(span.first, span);
    }

    boolean found() {
        return found;
    }
}
