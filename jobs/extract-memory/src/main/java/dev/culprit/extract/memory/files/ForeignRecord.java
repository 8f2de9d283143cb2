package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that are another source's, or hold no memory of anybody: what they are and what to do. */
public final class ForeignRecord {
    private static final String WHOSE =
            ", which does not tell whose the values are: set memory.source = cloudwatch, which asks for them";

    private static final String SET = "memory.source = ";

    private ForeignRecord() {}

    /** What a record is, null where it is nothing that is known. */
    private static @Nullable String tell(JsonNode record) {
        if (record.has("MetricDataResults")) {
            return "output of aws cloudwatch get-metric-data" + WHOSE;
        }
        if (record.has("Datapoints")) {
            return "output of aws cloudwatch get-metric-statistics" + WHOSE;
        }
        if (record.path("Metrics").isArray()) {
            return "output of aws cloudwatch list-metrics, which has no values: set memory.source = cloudwatch, which asks for them";
        }
        if (record.has("metric_name") && record.has("namespace")) {
            return "a record of a metric stream: set memory.source = metric-stream";
        }
        if (record.path("Type").isTextual() && record.has("ClusterName")) {
            return "an event of a performance log: set memory.source = performance-log";
        }
        return null;
    }

    /** Whether all that was left out says itself what to do, so that nothing is left to guess. */
    public static boolean explains(Set<String> reasons) {
        return !reasons.isEmpty() && reasons.stream().allMatch(reason -> reason.contains(SET));
    }

    /** @throws UnreadableException where the record is another source's */
    public static void refuse(JsonNode record) throws UnreadableException {
        String what = tell(record);
        if (what != null) {
            throw new UnreadableException(what);
        }
    }
}
