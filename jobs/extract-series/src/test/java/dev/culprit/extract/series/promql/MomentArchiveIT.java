package dev.culprit.extract.series.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.ScrapeFiles;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.text.TargetReader;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The recorded incident's leaking pod of a day, as CloudWatch's PromQL tells it at moments and as its archived scrapes do: the same
 * births, but for those that no moment falls behind.
 */
final class MomentArchiveIT {
    private static final Path PODS = Path.of("../../demo/scrapes/environment=dev");
    private static final Period DAY =
            new Period(Instant.parse("2026-11-17T00:00:00Z"), Instant.parse("2026-11-18T00:00:00Z"));
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", PromqlStandIn.USER, "aws.secretAccessKey", PromqlStandIn.SECRET);

    private static PromqlStandIn cloudWatch;
    private static QuerySource source;
    private static CollectedRows found;

    @BeforeAll
    static void ask() {
        CREDENTIALS.forEach(System::setProperty);
        cloudWatch = PromqlStandIn.cloudWatch("us-west-2", 0);
        // At noon the agent becomes another version, by which it names every series otherwise.
        ScrapeFiles.load(PODS, "eks-dev", Instant.parse("2026-11-17T12:00:00Z"), cloudWatch.store());
        source = new QuerySource(
                new PrometheusServer(
                        "dev",
                        cloudWatch.url(),
                        new Credentials.AwsSignature("us-west-2", Credentials.CLOUDWATCH, null, null),
                        Map.of(),
                        Map.of("@resource.k8s.cluster.name", "eks-dev"),
                        null,
                        QueryLimits.CLOUDWATCH.withPace(200, 2)),
                SubjectLabels.DEFAULT);
        Archive archive = source.list(new Configuration(false));
        List<TargetDay> days =
                archive.days(DAY).values().stream().flatMap(List::stream).toList();
        assertThat(days).hasSize(1);
        assertThat(days.get(0).target().toString()).isEqualTo("dev/web/wp-proxy-7d9c5b6f4-d5f3r/istio-proxy");
        found = new CollectedRows();
        days.get(0).read(found, new Configuration(false));
    }

    @AfterAll
    static void close() {
        cloudWatch.close();
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    /** The day's own scrapes, behind the last one of the day before. */
    private static CollectedRows ofFiles() throws IOException {
        CollectedRows rows = new CollectedRows();
        TargetReader reader = new TargetReader(
                new Container("dev", "eks-dev", "web", null, "p", "istio-proxy"), ScanLimits.DEFAULT, false, rows);
        try (Stream<Path> files = Files.walk(PODS)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (int i = 0; i < sorted.size(); i++) {
                Instant time = time(sorted.get(i));
                if (time.isBefore(DAY.to())
                        && (i + 1 == sorted.size() || time(sorted.get(i + 1)).isAfter(DAY.from()))) {
                    try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(sorted.get(i)))) {
                        reader.read(time, sorted.get(i).getFileName().toString(), in);
                    }
                }
            }
        }
        reader.finish();
        return rows;
    }

    private static Instant time(Path file) {
        return Instant.parse(file.getFileName()
                .toString()
                .replace(".prom.zst", "")
                .replaceAll("T(\\d\\d)-(\\d\\d)-(\\d\\d)Z", "T$1:$2:$3Z"));
    }

    private static Set<String> born(CollectedRows rows) {
        Instant first = rows.scrapes.get(0).time();
        return rows.series.stream()
                .filter(row -> row.firstSeen().isAfter(first))
                .map(row -> row.metric() + row.labels())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void birthsAreThoseOfTheFiles() throws IOException {
        CollectedRows files = ofFiles();
        Set<String> expected = born(files);
        Set<String> told = born(found);
        assertThat(expected).hasSizeGreaterThan(600);
        assertThat(told).isEqualTo(expected);
        assertThat(births(found)).isEqualTo(births(files));
        assertThat(found.scrapes)
                .hasSize(96)
                .filteredOn(row -> "process-start".equals(row.restart()))
                .hasSameSizeAs(files.scrapes.stream()
                        .filter(row -> "process-start".equals(row.restart()))
                        .toList());
    }

    private static long births(CollectedRows rows) {
        return rows.scrapes.stream().mapToLong(row -> row.body().births()).sum();
    }

    /** Histograms come as one series each; the exporter has shown many lines. */
    @Test
    void histogramsAreTheirExportersLines() {
        assertThat(found.series.stream().map(SeriesRow::metric))
                .contains("istio_request_bytes_bucket", "istio_request_bytes_count", "istio_request_bytes_sum")
                .doesNotContain("istio_request_bytes");
    }

    @Test
    void theClientKnowsTheBill() {
        assertThat(PrometheusClient.of(source.server()).cost().samples())
                .isEqualTo(cloudWatch.bill().samples())
                .isPositive();
        assertThat(cloudWatch.bill().refused(422)).isZero();
    }
}
