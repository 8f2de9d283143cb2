package dev.culprit.app;

import com.typesafe.config.ConfigUtil;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.tsdb.LocalPath;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.nio.file.Path;
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
            paramLabel = "PATH",
            description =
                    "Read a Prometheus server's own data, without any configuration: its data folder, a snapshot or"
                            + " one block. Tables and report go to culprit-out. Default period: the data's last seven days.")
    @Nullable
    String path;

    /**
     * Assignments that stand for the configuration.
     *
     * @param withPeriod whether to choose the period by the data
     * @throws CulpritException where the path holds nothing of use
     */
    static List<String> assignments(String path, boolean withPeriod) {
        OpenFolder folder = open(path);
        List<String> assignments = new ArrayList<>(List.of(
                "warehouse=culprit-out/warehouse",
                "report.output=culprit-out/report",
                "environments=[ { name = %s, prometheus { path = %s } } ]"
                        .formatted(ConfigUtil.quoteString(environment(folder)), ConfigUtil.quoteString(path))));
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

    private static String environment(OpenFolder folder) {
        Map<String, String> external = folder.externalLabels();
        return ENVIRONMENT_LABELS.stream()
                .filter(external::containsKey)
                .map(external::get)
                .map(value -> value.replaceAll("[^A-Za-z0-9._-]+", "-"))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(UNNAMED);
    }
}
