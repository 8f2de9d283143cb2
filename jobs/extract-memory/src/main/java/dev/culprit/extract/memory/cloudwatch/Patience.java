package dev.culprit.extract.memory.cloudwatch;

import java.time.Duration;

/**
 * How long the service is given to come round.
 *
 * @param attempts at one request before its refusal counts
 * @param pause before an incomplete answer is asked for again; doubled each time
 */
public record Patience(int attempts, Duration pause) {
    public static final Patience USUAL = new Patience(8, Duration.ofSeconds(1));
}
