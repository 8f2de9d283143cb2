package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.model.CulpritException;
import java.time.Duration;

/** How one environment's CloudWatch is reached. */
public record Connection(String environment, Access access, RequestLimits limits, RetryPolicy retries) {
    // By hand: the SDK has no limits of its own.
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
    static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);

    /**
     * Resolves the credentials, and assumes the role where there is one.
     *
     * @throws CulpritException where that cannot be done
     */
    public void check() {
        Clients.connect(this, new RequestCost(environment, limits.metrics())).close();
    }

    String region() {
        return access.region();
    }
}
