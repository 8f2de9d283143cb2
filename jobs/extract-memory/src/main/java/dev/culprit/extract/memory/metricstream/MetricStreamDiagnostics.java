package dev.culprit.extract.memory.metricstream;

import dev.culprit.extract.memory.files.ForeignRecord;
import dev.culprit.extract.memory.files.SeenInput;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.Period;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was met in a metric stream, to explain why no memory came out of it. */
final class MetricStreamDiagnostics implements SourceDiagnostics {
    private static final String NAMESPACES = "namespaces";
    private static final String METRICS = "metrics";
    private static final String CLUSTERS = "clusters";

    private final @Nullable String onlyCluster;
    private final SeenInput seen = new SeenInput(NAMESPACES, METRICS, CLUSTERS);

    MetricStreamDiagnostics(@Nullable String onlyCluster) {
        this.onlyCluster = onlyCluster;
    }

    void namespace(String name) {
        seen.name(NAMESPACES, name);
    }

    void metric(String name) {
        seen.name(METRICS, name);
    }

    void cluster(String name) {
        seen.name(CLUSTERS, name);
    }

    @Override
    public void reading(Instant time) {
        seen.reading(time);
    }

    /** Records of namespaces that are none of Container Insights'. */
    @Override
    public long ofOthers() {
        return seen.counts(NAMESPACES).entrySet().stream()
                .filter(entry -> Platform.of(entry.getKey()) == null)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String explain(Period period, SkippedInput skipped) {
        String found = "found " + seen.describe(skipped);
        return ForeignRecord.explains(skipped.reasons()) ? found : found + "; " + reason(period);
    }

    private String reason(Period period) {
        if (seen.names(NAMESPACES).isEmpty()) {
            return "a metric stream delivers JSON or OpenTelemetry, and these files hold neither";
        }
        if (seen.names(NAMESPACES).stream().allMatch(namespace -> Platform.of(namespace) == null)) {
            return "the metric stream must include the namespace ContainerInsights, which Container Insights"
                    + " in its OpenTelemetry mode does not fill";
        }
        if (seen.names(CLUSTERS).isEmpty()) {
            return "basic Container Insights has no metrics of single containers and pods:"
                    + " turn enhanced observability on";
        }
        if (onlyCluster != null && !seen.names(CLUSTERS).contains(onlyCluster)) {
            return "memory.cluster must name one of these clusters, or be left out";
        }
        return seen.onlyOtherDays(period)
                ? "choose another period with --from and --to"
                : "neither a container's percentage with its limit nor a pod's working set is among them:"
                        + " containers need memory limits, or the CloudWatch agent must be newer than August 2024";
    }
}
