package dev.culprit.extract.memory.cloudwatch.api;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients of one environment. Retries and timeouts are set because the defaults are the legacy strategy and no
 * limit; the HTTP client is, because which one is the default depends on the class path.
 */
final class Clients implements AutoCloseable {
    private final CloudWatchClient cloudWatch;
    private final AutoCloseable credentials;

    private Clients(CloudWatchClient cloudWatch, AutoCloseable credentials) {
        this.cloudWatch = cloudWatch;
        this.credentials = credentials;
    }

    /** Resolves the credentials first: a role that cannot be assumed would else show with the first call, as something else. */
    static Clients connect(Connection connection, RequestCost cost) {
        Region region = Region.of(connection.region());
        Credentials credentials = credentials(connection, region);
        try {
            credentials.provider.resolveCredentials();
            return new Clients(
                    CloudWatchClient.builder()
                            .region(region)
                            .credentialsProvider(credentials.provider)
                            .httpClientBuilder(http())
                            .overrideConfiguration(overrides(connection).toBuilder()
                                    .addExecutionInterceptor(new AttemptCounter(cost))
                                    .build())
                            .build(),
                    credentials);
        } catch (RuntimeException failure) {
            credentials.close();
            throw CallFailure.ofCredentials(connection, failure);
        }
    }

    CloudWatchClient cloudWatch() {
        return cloudWatch;
    }

    private record Credentials(AwsCredentialsProvider provider, SdkAutoCloseable... owned) implements AutoCloseable {
        @Override
        public void close() {
            for (SdkAutoCloseable each : owned) {
                each.close();
            }
        }
    }

    private static Credentials credentials(Connection connection, Region region) {
        if (connection.access().roleArn() == null) {
            DefaultCredentialsProvider chain =
                    DefaultCredentialsProvider.builder().build();
            return new Credentials(chain, chain);
        }
        StsClient sts = StsClient.builder()
                .region(region)
                .httpClientBuilder(http())
                .overrideConfiguration(overrides(connection))
                .build();
        String session = "culprit-" + connection.environment();
        StsAssumeRoleCredentialsProvider role = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(connection.access().roleArn())
                        .externalId(connection.access().externalId())
                        .roleSessionName(session.substring(0, Math.min(64, session.length()))))
                .build();
        return new Credentials(role, role, sts);
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder().socketTimeout(Connection.ATTEMPT_TIMEOUT);
    }

    private static ClientOverrideConfiguration overrides(Connection connection) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(connection.retries().attempts())
                        .build())
                .apiCallTimeout(Connection.CALL_TIMEOUT)
                .apiCallAttemptTimeout(Connection.ATTEMPT_TIMEOUT)
                .build();
    }

    @Override
    public void close() {
        cloudWatch.close();
        try {
            credentials.close();
        } catch (Exception impossible) {
            throw new IllegalStateException("credentials cannot be closed", impossible);
        }
    }
}
