package dev.culprit.cloudwatch.standin;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients, which retry nothing here, and its queries. */
final class Clients {
    private Clients() {}

    static CloudWatchClient cloudWatch(URI endpoint) {
        return cloudWatch(endpoint, AwsRetryStrategy.doNotRetry());
    }

    static CloudWatchClient cloudWatch(URI endpoint, AwsCredentials credentials, String region) {
        return cloudWatch(endpoint, credentials, region, AwsRetryStrategy.doNotRetry());
    }

    static CloudWatchClient cloudWatch(URI endpoint, RetryStrategy retries) {
        return cloudWatch(
                endpoint, AwsBasicCredentials.create(CloudWatchStandIn.USER, "any"), Site.DEFAULT.region(), retries);
    }

    private static CloudWatchClient cloudWatch(
            URI endpoint, AwsCredentials credentials, String region, RetryStrategy retries) {
        return CloudWatchClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(o -> o.retryStrategy(retries))
                .build();
    }

    static StsClient sts(URI endpoint) {
        return StsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.of(Site.DEFAULT.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CloudWatchStandIn.USER, "any")))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static MetricDataQuery query(String id, Series series, String stat, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(metricStat -> metricStat
                        .stat(stat)
                        .period(period)
                        .metric(metric -> metric.namespace(series.namespace())
                                .metricName(series.metric())
                                .dimensions(dimensions(series))))
                .build();
    }

    static MetricDataQuery query(String id, MetricStat metricStat) {
        return MetricDataQuery.builder().id(id).metricStat(metricStat).build();
    }

    private static List<Dimension> dimensions(Series series) {
        return series.dimensions().entrySet().stream()
                .map(dimension -> Dimension.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
    }
}
