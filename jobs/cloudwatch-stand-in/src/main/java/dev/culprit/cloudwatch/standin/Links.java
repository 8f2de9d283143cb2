package dev.culprit.cloudwatch.standin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller can read: his own account's metrics, and as a monitoring account those of the accounts that it is linked with. */
record Links(String account, MetricStore own, Map<String, MetricStore> linked) {
    /** Null where the account is neither his own nor linked. */
    @Nullable
    MetricStore of(@Nullable String other) {
        return other == null || other.equals(account) ? own : linked.get(other);
    }
}
