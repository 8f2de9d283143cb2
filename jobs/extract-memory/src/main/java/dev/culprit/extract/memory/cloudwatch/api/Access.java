package dev.culprit.extract.memory.cloudwatch.api;

import org.jspecify.annotations.Nullable;

/**
 * Where metrics are read, and as whom.
 *
 * @param accountId of the account that the metrics are of, where they are read through a monitoring account; else null
 * @param roleArn role to assume, or null for the credentials of the SDK's default chain
 * @param externalId that the role's trust policy demands, or null
 */
public record Access(
        String region,
        @Nullable String accountId,
        @Nullable String roleArn,
        @Nullable String externalId) {
    /** With the credentials of the SDK's default chain. */
    public static Access to(String region) {
        return new Access(region, null, null, null);
    }
}
