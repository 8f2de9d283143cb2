package dev.culprit.extract.memory.performancelog;

import dev.culprit.extract.memory.files.ForeignRecord;
import dev.culprit.extract.memory.files.SeenInput;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.Period;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was met in a performance log, to explain why no memory came out of it. */
final class PerformanceLogDiagnostics implements SourceDiagnostics {
    private static final String TYPES = "events of type";
    private static final String CLUSTERS = "clusters";

    private final @Nullable String onlyCluster;
    private final SeenInput seen = new SeenInput(TYPES, CLUSTERS);

    PerformanceLogDiagnostics(@Nullable String onlyCluster) {
        this.onlyCluster = onlyCluster;
    }

    void type(String name) {
        seen.name(TYPES, name);
    }

    void cluster(String name) {
        seen.name(CLUSTERS, name);
    }

    @Override
    public void reading(Instant time) {
        seen.reading(time);
    }

    /** Events that are none of a container. */
    @Override
    public long ofOthers() {
        return seen.counts(TYPES).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(PerformanceLogParser.CONTAINER))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String explain(Period period, SkippedInput skipped) {
        String found = "found " + seen.describe(skipped);
        return ForeignRecord.explains(skipped.reasons()) ? found : found + "; " + reason(period);
    }

    private String reason(Period period) {
        if (!seen.names(TYPES).contains(PerformanceLogParser.CONTAINER)) {
            return "the performance log of Container Insights has events of type Container:"
                    + " export log group /aws/containerinsights/CLUSTER/performance";
        }
        if (onlyCluster != null && !seen.names(CLUSTERS).contains(onlyCluster)) {
            return "memory.cluster must name one of these clusters, or be left out";
        }
        return seen.onlyOtherDays(period)
                ? "choose another period with --from and --to"
                : "its events of containers have no memory that can be used";
    }
}
