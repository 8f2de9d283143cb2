package dev.culprit.app;

import com.typesafe.config.ConfigUtil;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.bytes.CorruptException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option of the command that needs no configuration where it is given a Prometheus server's data. */
final class PrometheusOption {
    /** As without the option. */
    private static final int MOST_DAYS = 7;

    static final String UNNAMED = "prometheus";

    @Option(
            names = "--prometheus",
            paramLabel = "PATH|URL",
            description =
                    "Read a Prometheus server's own data, or ask one that answers at a URL, without any configuration."
                            + " The data is its folder, a snapshot, one block, a bucket of blocks or an export. Tables and report go to"
                            + " culprit-out. Default period: the data's last seven days, or the last seven until now.")
    @Nullable
    String path;

    /**
     * Assignments that stand for the configuration.
     *
     * @param asked the period; null to choose it by the data
     * @param isFinal whether no setting overrides the period: environments without data of it are left out then
     * @throws CulpritException where the path holds nothing of use
     */
    static List<String> assignments(
            String path, @Nullable Period asked, boolean isFinal, Clock clock, Supplier<Configuration> hadoop) {
        if (PrometheusServer.isUrl(path)) {
            return ofServer(path, asked == null, clock);
        }
        BlockEnvironments found;
        try {
            found = BlockEnvironments.find(path, hadoop.get());
        } catch (IllegalArgumentException none) {
            throw new ConfigurationException(
                    "--prometheus %s: %s".formatted(Text.printable(path, 200), none.getMessage()));
        } catch (IOException failure) {
            throw failed(path, failure);
        }
        LocalDate first = day(found.first());
        LocalDate last = day(found.last());
        LocalDate earliest = last.minusDays(MOST_DAYS - 1);
        LocalDate from = first.isBefore(earliest) ? earliest : first;
        Period period = asked != null ? asked : new Period(Period.startOf(from), Period.startOf(last.plusDays(1)));
        List<String> environments = isFinal ? found.within(period) : found.blocks();
        List<String> assignments = new ArrayList<>(List.of(
                "warehouse=culprit-out/warehouse",
                "report.output=culprit-out/report",
                "environments=[ %s ]".formatted(String.join(", ", environments))));
        if (asked == null) {
            assignments.add("period.from=" + from);
            assignments.add("period.to=" + last.plusDays(1));
        }
        return assignments;
    }

    private static List<String> ofServer(String text, boolean withPeriod, Clock clock) {
        String url;
        try {
            url = PrometheusServer.parseUrl(text);
        } catch (IllegalArgumentException unfit) {
            throw new ConfigurationException(
                    "--prometheus %s: %s".formatted(Text.printable(Secrets.masked(text), 200), unfit.getMessage()));
        }
        String name = BlockEnvironments.name(external(url), UNNAMED);
        List<String> assignments = new ArrayList<>(List.of(
                "warehouse=culprit-out/warehouse",
                "report.output=culprit-out/report",
                "environments=[ { name = %s, prometheus { url = %s } } ]"
                        .formatted(ConfigUtil.quoteString(name), ConfigUtil.quoteString(url))));
        if (withPeriod) {
            LocalDate last = Period.dateOf(clock.instant());
            assignments.add("period.from=" + last.minusDays(MOST_DAYS - 1));
            assignments.add("period.to=" + last.plusDays(1));
        }
        return assignments;
    }

    /**
     * A server does not tell its external labels but in its configuration; what stores several servers' series has them on each.
     */
    private static Map<String, String> external(String url) {
        PrometheusClient client = PrometheusClient.of(PrometheusServer.open(UNNAMED, url));
        TargetLook.probe(client);
        return TargetLook.commonLabels(client, BlockEnvironments.LABELS);
    }

    private static LocalDate day(long millis) {
        return Period.dateOf(Instant.ofEpochMilli(millis));
    }

    private static CulpritException failed(String path, IOException failure) {
        String reason = failure instanceof CorruptException
                ? String.valueOf(failure.getMessage())
                : "cannot be read: " + failure;
        return new CulpritException(
                "--prometheus %s: %s".formatted(Text.printable(path, 200), Text.printable(reason, 500)), failure);
    }
}
