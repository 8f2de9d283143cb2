package dev.culprit.extract.memory.cloudwatch.api;

/**
 * The complete answer to a {@link MetricCall}.
 *
 * @param values by query and period of the window; NaN where CloudWatch has none, which is no error
 */
public record CallResult(double[][] values) {}
