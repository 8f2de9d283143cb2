package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Births that one label group caused in one metric family within one lifetime.
 *
 * @param start of the lifetime
 * @param labels the group, sorted
 * @param births series born after the warm-up because the group took a new value
 * @param novelValues new values of the group's widest label
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
        long births,
        double birthsPerHour,
        long novelValues,
        double seriesPerValue,
        long distinctSeries,
        long distinctSeriesWithout,
        String valuePattern,
        List<String> examples,
        @Nullable Instant lastNovelValue)
        implements Serializable {}
