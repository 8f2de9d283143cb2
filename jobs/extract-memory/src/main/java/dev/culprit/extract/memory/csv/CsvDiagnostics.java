package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.files.SeenInput;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.Period;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was met in CSV files, to explain why no memory came out of them. */
final class CsvDiagnostics implements SourceDiagnostics {
    private static final String CLUSTERS = "clusters";

    private final @Nullable String onlyCluster;
    private final SeenInput seen = new SeenInput(CLUSTERS);
    private @Nullable String withoutColumns;
    private boolean anyReading;

    CsvDiagnostics(@Nullable String onlyCluster) {
        this.onlyCluster = onlyCluster;
    }

    /** A file whose first line names no usable columns. */
    void withoutColumns(String reason) {
        withoutColumns = reason;
    }

    void cluster(String name) {
        seen.name(CLUSTERS, name);
    }

    @Override
    public void reading(Instant time) {
        anyReading = true;
        seen.reading(time);
    }

    @Override
    public String explain(Period period, SkippedInput skipped) {
        return "found %s; %s".formatted(seen.describe(skipped), reason(period));
    }

    private String reason(Period period) {
        if (!anyReading && withoutColumns != null) {
            return withoutColumns + ", see docs/sources/csv.md";
        }
        if (onlyCluster != null
                && !seen.names(CLUSTERS).isEmpty()
                && !seen.names(CLUSTERS).contains(onlyCluster)) {
            return "memory.cluster must name one of these clusters, or be left out";
        }
        return seen.onlyOtherDays(period)
                ? "choose another period with --from and --to"
                : "docs/sources/csv.md tells what a line must have";
    }
}
