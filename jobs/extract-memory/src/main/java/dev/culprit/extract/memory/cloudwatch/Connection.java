package dev.culprit.extract.memory.cloudwatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one environment's CloudWatch is reached.
 *
 * @param accountId of the account whose metrics a monitoring account is asked for, or null for one's own
 * @param roleArn to assume, or null for the credentials of the default chain themselves
 * @param externalId that the role demands, or null
 * @param callsPerSecond of GetMetricData; ListMetrics, whose quota is half as high, is called half as often
 * @param pointsPerSecond values asked for, whether there are any or not
 */
public record Connection(
        String environment,
        String region,
        @Nullable String accountId,
        @Nullable String roleArn,
        @Nullable String externalId,
        double callsPerSecond,
        double pointsPerSecond,
        Patience patience) {
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
    static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);
}
