package dev.culprit.prometheus.server;

import dev.culprit.model.Secrets;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** As whom an API is asked. Secrets are masked from the moment that they are known, and never part of {@code toString}. */
public sealed interface Credentials extends Serializable {
    /** Names of services in signatures: CloudWatch's, and that of Amazon Managed Service for Prometheus. */
    String CLOUDWATCH = "monitoring";

    String WORKSPACES = "aps";

    /** For whoever asks nobody. */
    record None() implements Credentials {}

    /** HTTP's Basic. */
    record Basic(String username, String password) implements Credentials {
        public Basic {
            Secrets.add(password);
        }

        @Override
        public String toString() {
            return "Basic[" + username + "]";
        }
    }

    /** A token, which is sent as it is. */
    record Bearer(String token) implements Credentials {
        public Bearer {
            Secrets.add(token);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /**
     * AWS's signature, version 4, by the credentials of the SDK's default chain.
     *
     * @param service {@code aps} or {@code monitoring}
     * @param roleArn role to assume, or null
     * @param externalId that the role's trust policy demands, or null
     */
    record AwsSignature(
            String region,
            String service,
            @Nullable String roleArn,
            @Nullable String externalId) implements Credentials {
        public AwsSignature {
            Secrets.add(externalId);
        }

        @Override
        public String toString() {
            return "AwsSignature[%s, %s, %s]".formatted(region, service, roleArn);
        }
    }
}
