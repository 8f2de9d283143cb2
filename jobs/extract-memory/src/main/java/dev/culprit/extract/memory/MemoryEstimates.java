package dev.culprit.extract.memory;

import dev.culprit.extract.memory.source.Dollars;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.model.CulpritException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What extracting memory would ask of CloudWatch and of servers that send a bill.
 *
 * @param failure naming the environments of which it cannot be told, or null
 */
public record MemoryEstimates(
        List<MemoryEstimate> environments, @Nullable CulpritException failure) {
    private static final String LINE = "%-24s %9s %5s %7s %10s %9s %10s%s%n";

    private static final String QUERIES = "%-24s %9s %5s %9s %18s %10s%s%n";

    /** For the console, within 100 columns: what is listed and what is queried are billed by different things. */
    public String table() {
        StringBuilder table = new StringBuilder();
        List<MemoryEstimate> metrics =
                environments.stream().filter(each -> each.samples() == null).toList();
        List<MemoryEstimate> queries =
                environments.stream().filter(each -> each.samples() != null).toList();
        if (!metrics.isEmpty() || queries.isEmpty()) {
            table.append(LINE.formatted("ENV", "SERIES", "DAYS", "CALLS", "METRICS", "LISTINGS", "ESTIMATE", ""));
            for (MemoryEstimate each : metrics) {
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
            table.append("%s in all, at $0.01 per 1,000 metrics and listings%n".formatted(total(metrics)));
        }
        if (!queries.isEmpty()) {
            table.append(QUERIES.formatted("ENV", "SERIES", "DAYS", "REQUESTS", "SAMPLES AT MOST", "ESTIMATE", ""));
            for (MemoryEstimate each : queries) {
                table.append(QUERIES.formatted(
                        each.environment(),
                        number(each.series()),
                        number(each.days()),
                        number(each.calls()),
                        number(each.samples() == null ? 0 : each.samples()),
                        each.price(),
                        each.isAboveTheLimit() ? "  above max-samples" : ""));
            }
            table.append("%s in all, by samples that are read%n".formatted(total(queries)));
        }
        return table.toString();
    }

    private static String total(List<MemoryEstimate> some) {
        return Dollars.format(some.stream().mapToDouble(MemoryEstimate::dollars).sum());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
