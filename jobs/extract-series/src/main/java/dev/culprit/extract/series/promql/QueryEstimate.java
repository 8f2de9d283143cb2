package dev.culprit.extract.series.promql;

import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.cloudwatch.MomentForecast;
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
 * @param samples that the server would read, about; 0 where it does not tell what targets have shown
 * @param samplesAtMost where they are as many between two looks as at the fuller of the two, and may all have changed
 * @param dollars what it would cost, about; null where nobody sends a bill
 * @param maxSamples the limit, or null for none
 * @param isHeldAtMost whether a run asks for no series where there may be more than the limit
 */
public record QueryEstimate(
        String environment,
        long targets,
        long targetDays,
        long requests,
        long samples,
        long samplesAtMost,
        @Nullable Double dollars,
        @Nullable Long maxSamples,
        boolean isHeldAtMost) {
    /** How often a dry run looks at CloudWatch. */
    static final Duration LOOK = Duration.ofHours(1);

    private static final String LINE = "%-20s %8s %12s %10s %16s %16s %10s%n";

    /**
     * @param looked samples that the look itself has read, as a run's will again
     * @param requests that it took
     */
    static QueryEstimate of(PrometheusServer server, TargetLook look, long looked, long requests) {
        boolean isTold = look.samples() > 0;
        long samples = isTold ? looked + look.samplesRead() : 0;
        long parts = 1 + look.samples() / server.limits().samplesPerAnswer();
        return new QueryEstimate(
                server.environment(),
                look.targets().all().size(),
                look.targetDays(),
                // Two of up and two of the series, each counted and fetched.
                requests + 4 * look.targetDays() + 2 * (parts - 1),
                samples,
                isTold ? looked + look.samplesReadAtMost() : 0,
                server.isBilled() && isTold ? samples * SamplePrice.of(server) : null,
                server.limits().maxSamples(),
                !server.isCloudWatch());
    }

    /**
     * Of CloudWatch.
     *
     * @param look at all days
     * @param others samples that tell which containers there are
     */
    static QueryEstimate of(PrometheusServer server, MetricLook look, MomentForecast forecast, long others) {
        long samples = others + forecast.samples();
        return new QueryEstimate(
                server.environment(),
                look.targets().all().size(),
                look.targetDays(),
                look.requests(server.limits().seriesPerAnswer()),
                samples,
                others + forecast.samplesAtMost(),
                samples * SamplePrice.of(server),
                server.limits().maxSamples(),
                !server.isCloudWatch());
    }

    /** For the console, within 100 columns. */
    public static String table(List<QueryEstimate> estimates) {
        StringBuilder table = new StringBuilder(LINE.formatted(
                "ENV", "TARGETS", "TARGET DAYS", "REQUESTS", "SAMPLES ABOUT", "SAMPLES AT MOST", "ESTIMATE"));
        for (QueryEstimate each : estimates) {
            boolean isUnknown = each.samples() == 0 && each.targets() > 0;
            table.append(LINE.formatted(
                    each.environment(),
                    number(each.targets()),
                    number(each.targetDays()),
                    number(each.requests()),
                    isUnknown ? "unknown" : number(each.samples()),
                    isUnknown ? "unknown" : number(each.samplesAtMost()),
                    each.dollars() == null ? "-" : String.format(Locale.ROOT, "$%,.2f", each.dollars())));
        }
        estimates.forEach(each -> table.append(each.held()));
        return table.toString();
    }

    /** Whether a run would find nothing or end at its limit, as a line; empty where it would not. */
    private String held() {
        if (targets == 0) {
            return "%s: nobody has series there: choose another period with --from and --to, or a cluster or matchers that match%n"
                    .formatted(environment);
        }
        if (maxSamples == null || samplesAtMost <= maxSamples) {
            return "";
        }
        return "%s: %s max-samples %s: raise it, choose a shorter period, or give matchers%n"
                .formatted(
                        environment,
                        isHeldAtMost || samples > maxSamples ? "above" : "perhaps above",
                        number(maxSamples));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
