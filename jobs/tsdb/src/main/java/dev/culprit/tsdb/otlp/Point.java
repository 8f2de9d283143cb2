package dev.culprit.tsdb.otlp;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A data point of any type: what its type has not is empty.
 *
 * @param attributes in order, values as text
 * @param start nanoseconds since 1970 from which on it counts, 0 where that is not told
 * @param time nanoseconds since 1970, 0 where that is not told
 * @param isStale whether it has no value: the series has ended
 * @param value of a gauge or a sum
 * @param sum null where it is not kept
 * @param buckets one more than bounds, or none
 * @param quantiles of a summary, {@code quantileValues} beside them
 */
public record Point(
        Map<String, String> attributes,
        long start,
        long time,
        boolean isStale,
        double value,
        double count,
        @Nullable Double sum,
        long[] buckets,
        double[] bounds,
        double[] quantiles,
        double[] quantileValues) {

    /** Gathers the fields of a point in whatever order they come. */
    static final class Builder {
        /** {@code DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK}. */
        private static final long NO_VALUE = 1;

        final Map<String, String> attributes = new TreeMap<>();
        long start;
        long time;
        long flags;
        double value;
        double count;

        @Nullable
        Double sum;

        long[] buckets = {};
        double[] bounds = {};
        double[] quantiles = {};
        double[] quantileValues = {};

        Point point() {
            return new Point(
                    attributes,
                    start,
                    time,
                    (flags & NO_VALUE) != 0,
                    value,
                    count,
                    sum,
                    buckets,
                    bounds,
                    quantiles,
                    quantileValues);
        }
    }
}
