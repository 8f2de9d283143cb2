package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import dev.culprit.model.finding.LabelValues;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Births that one label group caused in one metric family within one lifetime.
 *
 * @param start of the lifetime
 * @param labels the group, sorted
 * @param distinctSeries series of the family in the lifetime
 * @param distinctSeriesWithout the same if the group's labels did not exist
 * @param lastNovelValue the scrape at which the lifetime showed a new value of the group for the last time, in any family;
 *     null in rows that were written before there was this column
 */
public record GrowthRow(
        @Flattened(required = {"workload", "container"}) Container container,
        Instant start,
        Instant end,
        String metric,
        List<String> labels,
        @Flattened Growth growth,
        long distinctSeries,
        long distinctSeriesWithout,
        @Flattened LabelValues values,
        @Nullable Instant lastNovelValue)
        implements Serializable {

    /**
     * What the group caused.
     *
     * @param births series born after the warm-up because the group took a new value
     * @param novelValues new values of the group's widest label
     */
    public record Growth(long births, double birthsPerHour, long novelValues, double seriesPerValue)
            implements Serializable {}
}
