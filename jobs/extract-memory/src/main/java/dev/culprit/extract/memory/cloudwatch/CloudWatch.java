package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.Connection;
import dev.culprit.extract.memory.cloudwatch.api.RequestLimits;
import dev.culprit.extract.memory.cloudwatch.api.RetryPolicy;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.warehouse.Publication;
import org.jspecify.annotations.Nullable;

/** CloudWatch's API: the metrics that Container Insights with enhanced observability publishes for one cluster. */
public record CloudWatch(CloudWatchCluster cluster, RequestLimits limits, RetryPolicy retries) implements MemorySource {
    public static final SourceType TYPE = new SourceType(CloudWatchCluster.SOURCE, CloudWatch::bind);

    private static CloudWatch bind(String environment, SourceKeys keys) {
        @Nullable Platform platform = keys.optional("platform", Platform::named);
        @Nullable Double calls = keys.optional("calls-per-second", CloudWatch::positive);
        @Nullable Double points = keys.optional("points-per-second", CloudWatch::positive);
        return new CloudWatch(
                new CloudWatchCluster(
                        environment,
                        platform == null ? Platform.EKS : platform,
                        keys.text("cluster"),
                        new Access(
                                keys.text("region"),
                                keys.optional("account-id", CloudWatch::accountId),
                                keys.optionalText("role-arn"),
                                keys.optionalText("external-id"))),
                new RequestLimits(
                        keys.optional("max-metrics-requested", CloudWatch::wholeNumber),
                        calls == null ? RequestLimits.USUAL.callsPerSecond() : calls,
                        points == null ? RequestLimits.USUAL.pointsPerSecond() : points),
                RetryPolicy.USUAL);
    }

    private static Long wholeNumber(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("must be a whole number");
        }
        return Long.valueOf(text);
    }

    private static String accountId(String text) {
        if (!text.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("must be the twelve digits of an AWS account");
        }
        return text;
    }

    private static Double positive(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) == 0) {
            throw new IllegalArgumentException("must be a positive number");
        }
        return Double.valueOf(text);
    }

    @Override
    public String environment() {
        return cluster.environment();
    }

    /** Publishes day by day, as each is complete. */
    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return extraction(extraction).run();
    }

    @Override
    public void check() {
        connection().check();
    }

    @Override
    public boolean isBilled() {
        return true;
    }

    @Override
    public MemoryEstimate estimate(Extraction extraction) {
        return extraction(extraction).estimate();
    }

    private CloudWatchExtraction extraction(Extraction extraction) {
        return new CloudWatchExtraction(cluster, connection(), extraction);
    }

    private Connection connection() {
        return new Connection(environment(), cluster.access(), limits, retries);
    }
}
