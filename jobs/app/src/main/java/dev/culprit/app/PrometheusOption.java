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
import dev.culprit.tsdb.LocalPath;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option of the command that needs no configuration where it is given a Prometheus server's data. */
final class PrometheusOption {
    /** As without the option. */
    private static final int MOST_DAYS = 7;

    /** External labels that name what others call an environment, the first that there is. */
    private static final List<String> ENVIRONMENT_LABELS = List.of("environment", "env", "cluster", "prometheus");

    private static final String UNNAMED = "prometheus";

    @Option(
            names = "--prometheus",
            paramLabel = "PATH|URL",
            description =
                    "Read a Prometheus server's own data, or ask one that answers at a URL, without any configuration."
                            + " The data is its folder, a snapshot, one block or an export. Tables and report go to"
                            + " culprit-out. Default period: the data's last seven days, or the last seven until now.")
    @Nullable
    String path;

    /**
     * Assignments that stand for the configuration.
     *
     * @param withPeriod whether to choose the period by the data
     * @throws CulpritException where the path holds nothing of use
     */
    static List<String> assignments(String path, boolean withPeriod, Clock clock) {
        if (PrometheusServer.isUrl(path)) {
            return ofServer(path, withPeriod, clock);
        }
        OpenFolder folder = open(path);
        List<String> assignments = new ArrayList<>(List.of(
                "warehouse=culprit-out/warehouse",
                "report.output=culprit-out/report",
                "environments=[ { name = %s, prometheus { path = %s } } ]"
                        .formatted(
                                ConfigUtil.quoteString(environment(folder.externalLabels())),
                                ConfigUtil.quoteString(path))));
        if (withPeriod) {
            try {
                List<SeriesSource> sources = folder.sources();
                LocalDate first = day(
                        sources.stream().mapToLong(SeriesSource::minTime).min().orElse(0));
                LocalDate last = day(
                        sources.stream().mapToLong(SeriesSource::maxTime).max().orElse(1) - 1);
                LocalDate earliest = last.minusDays(MOST_DAYS - 1);
                assignments.add("period.from=" + (first.isBefore(earliest) ? earliest : first));
                assignments.add("period.to=" + last.plusDays(1));
            } catch (IOException failure) {
                throw failed(path, failure);
            }
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
        String name = environment(external(url));
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
        return TargetLook.commonLabels(client, ENVIRONMENT_LABELS);
    }

    private static LocalDate day(long millis) {
        return Period.dateOf(Instant.ofEpochMilli(millis));
    }

    private static OpenFolder open(String path) {
        try {
            Path folder = LocalPath.of(path);
            return OpenFolder.open(folder);
        } catch (IllegalArgumentException elsewhere) {
            throw new ConfigurationException(
                    "--prometheus %s: %s".formatted(Text.printable(path, 200), elsewhere.getMessage()));
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    private static CulpritException failed(String path, IOException failure) {
        String reason = failure instanceof CorruptException
                ? String.valueOf(failure.getMessage())
                : "cannot be read: " + failure;
        return new CulpritException(
                "--prometheus %s: %s".formatted(Text.printable(path, 200), Text.printable(reason, 500)), failure);
    }

    private static String environment(Map<String, String> external) {
        return ENVIRONMENT_LABELS.stream()
                .filter(external::containsKey)
                .map(external::get)
                .map(value -> value.replaceAll("[^A-Za-z0-9._-]+", "-"))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(UNNAMED);
    }
}
