package dev.culprit.cloudwatch.standin;

import dev.culprit.cloudwatch.standin.MetricDataRequest.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of GetMetricData. The limit of points runs through all results, so the last one of a page may go on in the
 * next; results that are yet to begin, or complete since an earlier page, are not mentioned.
 *
 * <p>A place in the whole answer counts one for every point and one for every result that is complete.
 *
 * @param next the place of the following page, or null
 */
record Page(List<Result> results, @Nullable Integer next) {
    static final String COMPLETE = "Complete";
    static final String PARTIAL = "PartialData";

    record Result(
            Query query,
            Points points,
            String status,
            @Nullable String message) {}

    static Page of(List<Query> queries, List<Points> answers, int place, int limit) {
        List<Result> results = new ArrayList<>();
        int room = limit;
        int base = 0;
        for (int index = 0; index < queries.size(); index++) {
            Points all = answers.get(index);
            int end = base + all.size() + 1;
            if (place < end) {
                int from = Math.max(0, place - base);
                if (room == 0 && all.size() > 0) {
                    return new Page(results, base + from);
                }
                int to = Math.min(all.size(), from + room);
                boolean complete = to == all.size();
                results.add(new Result(queries.get(index), all.slice(from, to), complete ? COMPLETE : PARTIAL, null));
                if (!complete) {
                    return new Page(results, base + to);
                }
                room -= to - from;
            }
            base = end;
        }
        return new Page(results, null);
    }

    int points() {
        return results.stream().mapToInt(result -> result.points().size()).sum();
    }
}
