package dev.culprit.prometheus.server;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is asked of a server, at once and in all.
 *
 * @param maxSamples that all queries of a run may read, null for no limit
 * @param samplesPerAnswer above which a question is asked in parts
 * @param seriesPerAnswer likewise; an answer of so many counts as cut
 * @param requestsPerSecond at most
 * @param requestsAtOnce at most
 * @param patience with one request, till it begins to answer and from byte to byte; in twice that time a thousand bytes a second must come
 * @param attempts at one request that is refused as too fast, or fails on its way
 * @param pause before the second attempt, doubled each time
 * @param answerBytes that an answer may have, decompressed
 * @param step between the moments at which series are looked at where samples are not asked for one by one
 */
public record QueryLimits(
        @Nullable Long maxSamples,
        long samplesPerAnswer,
        long seriesPerAnswer,
        double requestsPerSecond,
        int requestsAtOnce,
        Duration patience,
        int attempts,
        Duration pause,
        long answerBytes,
        Duration step)
        implements Serializable {
    /**
     * By hand. A tenth of what a Prometheus server reads in one query ({@code --query.max-samples} 50,000,000); two of its
     * twenty queries at once ({@code --query.max-concurrency}), for others look at it too; its own time-out of two minutes,
     * and a little; below the 30,000 series of a VictoriaMetrics server ({@code -search.maxSeries}).
     */
    public static final QueryLimits DEFAULT = new QueryLimits(
            null,
            5_000_000,
            20_000,
            50,
            2,
            Duration.ofSeconds(130),
            6,
            Duration.ofSeconds(1),
            1L << 30,
            Duration.ofMinutes(15));

    /**
     * A workspace's of Amazon's. No limit of series in an answer is told ({@code prometheus/latest/userguide/AMP_quotas}), and
     * each part that is made for their number is counted, and billed, once more. By hand: ten times as many.
     */
    public static final QueryLimits WORKSPACE = DEFAULT.withAnswers(5_000_000, 200_000, 1L << 30);

    /**
     * CloudWatch's, per account: 500 series an answer, 300,000,000 samples in 24 hours of a query, 300 requests in a second of
     * which a sixth is taken, 30 at once (AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL). An evaluation may take 20 s.
     */
    public static final QueryLimits CLOUDWATCH = DEFAULT.withAnswers(100_000_000, 500, 1L << 28)
            .withPace(50, 8)
            .withRetries(Duration.ofSeconds(60), 8, Duration.ofSeconds(1));

    public QueryLimits withMaxSamples(@Nullable Long samples) {
        return new QueryLimits(
                samples,
                samplesPerAnswer,
                seriesPerAnswer,
                requestsPerSecond,
                requestsAtOnce,
                patience,
                attempts,
                pause,
                answerBytes,
                step);
    }

    public QueryLimits withAnswers(long samples, long series, long bytes) {
        return new QueryLimits(
                maxSamples, samples, series, requestsPerSecond, requestsAtOnce, patience, attempts, pause, bytes, step);
    }

    public QueryLimits withPace(double perSecond, int atOnce) {
        return new QueryLimits(
                maxSamples,
                samplesPerAnswer,
                seriesPerAnswer,
                perSecond,
                atOnce,
                patience,
                attempts,
                pause,
                answerBytes,
                step);
    }

    public QueryLimits withRetries(Duration newPatience, int newAttempts, Duration newPause) {
        return new QueryLimits(
                maxSamples,
                samplesPerAnswer,
                seriesPerAnswer,
                requestsPerSecond,
                requestsAtOnce,
                newPatience,
                newAttempts,
                newPause,
                answerBytes,
                step);
    }

    public QueryLimits withStep(Duration newStep) {
        return new QueryLimits(
                maxSamples,
                samplesPerAnswer,
                seriesPerAnswer,
                requestsPerSecond,
                requestsAtOnce,
                patience,
                attempts,
                pause,
                answerBytes,
                newStep);
    }
}
