package dev.culprit.cloudwatch.standin;

/** What the stand-in answers. */
public enum Operation {
    LIST_METRICS("ListMetrics"),
    GET_METRIC_DATA("GetMetricData"),
    ASSUME_ROLE("AssumeRole");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
