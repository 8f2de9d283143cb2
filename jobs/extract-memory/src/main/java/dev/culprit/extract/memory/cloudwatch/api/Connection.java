package dev.culprit.extract.memory.cloudwatch.api;

import java.time.Duration;

/** How one environment's CloudWatch is reached. */
public record Connection(String environment, Access access, RequestLimits limits, RetryPolicy retries) {
    // By hand: the SDK has no limits of its own.
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
    static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);

    String region() {
        return access.region();
    }
}
