package dev.culprit.extract.memory.cloudwatch.api;

import java.time.Duration;

/**
 * How long the service is given to come round.
 *
 * @param attempts at one request before its refusal counts
 * @param pause before an incomplete answer is asked for again; doubled each time
 */
public record RetryPolicy(int attempts, Duration pause) {
    /** By hand: when it is throttled, a request is given up after about a minute of the SDK's back-off. */
    public static final RetryPolicy USUAL = new RetryPolicy(8, Duration.ofSeconds(1));
}
