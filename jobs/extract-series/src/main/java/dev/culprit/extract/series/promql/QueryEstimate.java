package dev.culprit.extract.series.promql;

import dev.culprit.prometheus.server.Credentials.AwsSignature;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.TargetLook;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What reading an environment's series would ask of its server.
 *
 * @param targetDays targets, each on each of its days
 * @param requests about
 * @param samples that the server would read; 0 where it does not tell what targets have shown
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
    /** What Amazon's workspaces cost by others' copies of the price page: docs/sources/promql.md. */
    private static final double DOLLARS_PER_SAMPLE = 0.10 / 1e9;

    private static final String LINE = "%-24s %9s %12s %10s %18s %10s%s%n";

    static QueryEstimate of(PrometheusServer server, TargetLook look) {
        long samples = look.samplesRead();
        long parts = 1 + look.samples() / server.limits().samplesPerAnswer();
        return new QueryEstimate(
                server.environment(),
                look.targets().all().size(),
                look.targetDays(),
                // Two of up and two of the series, each counted and fetched.
                4 * look.targetDays() + 2 * (parts - 1),
                samples,
                server.credentials() instanceof AwsSignature ? samples * DOLLARS_PER_SAMPLE : null,
                server.limits().maxSamples());
    }

    boolean isAboveTheLimit() {
        return maxSamples != null && samples > maxSamples;
    }

    /** For the console, within 100 columns. */
    public static String table(List<QueryEstimate> estimates) {
        StringBuilder table = new StringBuilder(
                LINE.formatted("ENV", "TARGETS", "TARGET DAYS", "REQUESTS", "SAMPLES", "ESTIMATE", ""));
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
