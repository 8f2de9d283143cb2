package dev.culprit.extract.series.promql;

import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.SamplePrice;
import dev.culprit.prometheus.whole.TargetLook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What reading an environment's series would ask of its server.
 *
 * @param targetDays targets, each on each of its days
 * @param requests about
 * @param samples that the server would read, at most; 0 where it does not tell what targets have shown
 * @param dollars what it would cost, null where nobody sends a bill
 * @param maxSamples the limit, or null for none
 */
public record QueryEstimate(
        String environment,
        long targets,
        long targetDays,
        long requests,
        long samples,
        @Nullable Double dollars,
        @Nullable Long maxSamples) {
    /** How often a dry run looks at CloudWatch. */
    static final Duration LOOK = Duration.ofHours(1);

    private static final String LINE = "%-24s %9s %12s %10s %18s %10s%s%n";

    /**
     * @param looked samples that the look itself has read, as a run's will again
     * @param requests that it took
     */
    static QueryEstimate of(PrometheusServer server, TargetLook look, long looked, long requests) {
        long samples = looked + look.samplesRead();
        long parts = 1 + look.samples() / server.limits().samplesPerAnswer();
        return new QueryEstimate(
                server.environment(),
                look.targets().all().size(),
                look.targetDays(),
                // Two of up and two of the series, each counted and fetched.
                requests + 4 * look.targetDays() + 2 * (parts - 1),
                samples,
                server.isBilled() ? samples * SamplePrice.of(server) : null,
                server.limits().maxSamples());
    }

    /**
     * Of CloudWatch.
     *
     * @param look by the hour
     * @param containers samples that tell which containers there are, by the hour in a run too
     */
    static QueryEstimate of(PrometheusServer server, MetricLook look, long containers) {
        int perHour = (int) (LOOK.toMillis() / server.limits().step().toMillis());
        long samples = containers + look.samplesAtMost(perHour);
        return new QueryEstimate(
                server.environment(),
                look.targets().all().size(),
                look.targetDays(),
                look.requests(server.limits().seriesPerAnswer()),
                samples,
                samples * SamplePrice.of(server),
                server.limits().maxSamples());
    }

    boolean isAboveTheLimit() {
        return maxSamples != null && samples > maxSamples;
    }

    /** For the console, within 100 columns. */
    public static String table(List<QueryEstimate> estimates) {
        StringBuilder table = new StringBuilder(
                LINE.formatted("ENV", "TARGETS", "TARGET DAYS", "REQUESTS", "SAMPLES AT MOST", "ESTIMATE", ""));
        for (QueryEstimate each : estimates) {
            table.append(LINE.formatted(
                    each.environment(),
                    number(each.targets()),
                    number(each.targetDays()),
                    number(each.requests()),
                    each.samples() == 0 && each.targets() > 0 ? "unknown" : number(each.samples()),
                    each.dollars() == null ? "-" : String.format(Locale.ROOT, "$%,.2f", each.dollars()),
                    each.isAboveTheLimit() ? "  above max-samples" : ""));
        }
        return table.toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
