package dev.culprit.cloudwatch.standin;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each site may ask for in a second, every kind of call on its own.
 *
 * @param calls of GetMetricData
 * @param points of GetMetricData's answers
 * @param listings calls of ListMetrics
 */
record Quotas(Clock clock, double calls, double points, double listings, Map<String, Quota> buckets) {
    Quotas(Clock clock, double calls, double points, double listings) {
        this(clock, calls, points, listings, new ConcurrentHashMap<>());
    }

    void takeCall(Operation operation, Site site) {
        bucket(operation + " of " + site, operation == Operation.LIST_METRICS ? listings : calls)
                .take(1);
    }

    void takePoints(int count, Site site) {
        bucket("points of " + site, points).take(count);
    }

    private Quota bucket(String name, double perSecond) {
        return buckets.computeIfAbsent(name, absent -> new Quota(clock, perSecond));
    }
}
