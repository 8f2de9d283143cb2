package dev.culprit.extract.memory;

import dev.culprit.extract.memory.source.Dollars;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.model.CulpritException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What extracting memory would ask of CloudWatch.
 *
 * @param failure naming the environments of which it cannot be told, or null
 */
public record MemoryEstimates(
        List<MemoryEstimate> environments, @Nullable CulpritException failure) {
    private static final String LINE = "%-24s %9s %5s %7s %10s %9s %10s%s%n";

    /** For the console, within 100 columns. */
    public String table() {
        StringBuilder table = new StringBuilder(
                LINE.formatted("ENV", "SERIES", "DAYS", "CALLS", "METRICS", "LISTINGS", "ESTIMATE", ""));
        for (MemoryEstimate each : environments) {
            table.append(LINE.formatted(
                    each.environment(),
                    number(each.series()),
                    number(each.days()),
                    number(each.calls()),
                    number(each.metricsRequested()),
                    number(each.listings()),
                    each.price(),
                    each.isAboveTheLimit() ? "  above the limit" : ""));
        }
        double total =
                environments.stream().mapToDouble(MemoryEstimate::dollars).sum();
        return table.append("%s in all, at $0.01 per 1,000 metrics and listings%n".formatted(Dollars.format(total)))
                .toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
