package dev.culprit.extract.memory.cloudwatch.api;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;

/**
 * Counts what is sent, each time that it is: the SDK tries again by itself, and what a request that was not answered in time has cost
 * nobody knows. Refuses what would be beyond the limit.
 */
record AttemptCounter(RequestCost cost) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.request() instanceof GetMetricDataRequest request) {
            int metrics = request.metricDataQueries().size();
            cost.beforeCall(metrics);
            cost.called(metrics);
        } else if (context.request() instanceof ListMetricsRequest) {
            cost.listed();
        }
    }
}
