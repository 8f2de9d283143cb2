package dev.culprit.app;

import dev.culprit.extract.series.ScrapeSource;
import dev.culprit.model.Nullable;
import dev.culprit.report.ReportSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The configuration, checked.
 *
 * @param from start of the period, where it is pinned; {@code to} its exclusive end
 */
record Settings(
        String warehouse,
        @Nullable Instant from,
        @Nullable Instant to,
        List<EnvironmentSettings> environments,
        ReportSettings report,
        boolean failOnFinding,
        List<String> mailTo) {

    /** One environment; what is null is not extracted. */
    record EnvironmentSettings(
            String name,
            @Nullable MemorySettings memory,
            @Nullable ScrapeSource scrapes) {}

    /** @param path null only for the source {@link #CLOUDWATCH} */
    record MemorySettings(
            String source, @Nullable String path, @Nullable String cluster) {
        static final String METRIC_STREAM = "metric-stream";
        static final String CLOUDWATCH = "cloudwatch";
    }

    List<String> environmentNames() {
        return environments.stream().map(EnvironmentSettings::name).toList();
    }

    List<ScrapeSource> scrapeSources() {
        return environments.stream()
                .map(EnvironmentSettings::scrapes)
                .filter(Objects::nonNull)
                .toList();
    }
}
