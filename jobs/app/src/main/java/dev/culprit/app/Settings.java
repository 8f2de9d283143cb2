package dev.culprit.app;

import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.report.ReportSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration.
 *
 * @param from start of the period, null where the configuration leaves it open; {@code to} its exclusive end
 * @param falseDiscoveryRate share of innocent labels among those that are named, in the mean and at most
 */
record Settings(
        String warehouse,
        @Nullable Instant from,
        @Nullable Instant to,
        List<EnvironmentSettings> environments,
        ReportSettings report,
        boolean failOnFinding,
        double falseDiscoveryRate) {

    /** One environment. A source that is null is not extracted. */
    record EnvironmentSettings(
            String name,
            @Nullable MemorySource memory,
            @Nullable ArchiveSource scrapes) {}

    List<String> environmentNames() {
        return environments.stream().map(EnvironmentSettings::name).toList();
    }

    List<MemorySource> memorySources() {
        return environments.stream()
                .map(EnvironmentSettings::memory)
                .filter(Objects::nonNull)
                .toList();
    }

    List<ArchiveSource> scrapeSources() {
        return environments.stream()
                .map(EnvironmentSettings::scrapes)
                .filter(Objects::nonNull)
                .toList();
    }
}
