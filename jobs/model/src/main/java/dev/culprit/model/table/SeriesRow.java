package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series in one process lifetime on one day.
 *
 * @param metric the sample's name, {@code istio_request_bytes_bucket}
 * @param type the family's type in OpenMetrics' words
 * @param labels as in {@link dev.culprit.model.LabelSet}
 * @param scrapes number of scrapes of the day that held it
 */
public record SeriesRow(
        @Flattened(required = "container") Container container,
        @Nullable Instant processStart,
        String metric,
        String type,
        Map<String, String> labels,
        long seriesId,
        Instant firstSeen,
        Instant lastSeen,
        long scrapes)
        implements Serializable {}
