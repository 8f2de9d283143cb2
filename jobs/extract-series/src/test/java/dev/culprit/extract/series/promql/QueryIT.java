package dev.culprit.extract.series.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What servers tell of a block when they are asked gives the rows that the block itself gives. Skipped where there is no
 * {@code prometheus} or no {@code victoria-metrics}, Debian's packages.
 */
final class QueryIT {
    private static final Path BLOCK = Path.of("../tsdb/src/test/resources/blocks/istio");
    private static final Period DAY =
            new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));

    @TempDir
    private Path folder;

    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    private static String program(String name) {
        String found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!found.isEmpty(), "no %s here: apt-get install %s".formatted(name, name));
        return found;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String start(int port, String... command) throws IOException, InterruptedException {
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        String url = "http://127.0.0.1:" + port;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isReady(url)) {
            assertThat(System.nanoTime()).as("the server is up").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return url;
    }

    private static boolean isReady(String url) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=vector(1)"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String prometheus() throws IOException, InterruptedException {
        String program = program("prometheus");
        Path data = folder.resolve("data");
        copy(BLOCK, data);
        int port = freePort();
        return start(
                port,
                program,
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n"),
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private String victoriaMetrics() throws IOException, InterruptedException {
        String program = program("victoria-metrics");
        int port = freePort();
        String url = start(
                port,
                program,
                "-storageDataPath=" + folder.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=100y");
        HttpClient http = HttpClient.newHttpClient();
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(url + "/api/v1/import"))
                                        .POST(BodyPublishers.ofString(lines()))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
        http.send(
                HttpRequest.newBuilder(URI.create(url + "/internal/force_flush"))
                        .build(),
                BodyHandlers.discarding());
        return url;
    }

    /** The block as {@code /api/v1/import} takes it, without the marks of staleness, which it cannot take. */
    private static String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (SeriesSource source : OpenFolder.open(BLOCK).sources()) {
            for (String metric : source.values(Labels.METRIC)) {
                for (long number : source.series(Map.of(Labels.METRIC, metric))) {
                    lines.append(line(source, number));
                }
            }
        }
        return lines.toString();
    }

    private static String line(SeriesSource source, long number) throws IOException {
        Labels labels = source.labels(number);
        StringJoiner names = new StringJoiner(",", "{", "}");
        for (int i = 0; i < labels.size(); i++) {
            names.add("\"%s\":\"%s\""
                    .formatted(
                            labels.name(i),
                            labels.value(i).replace("\\", "\\\\").replace("\"", "\\\"")));
        }
        SampleList samples = new SampleList();
        source.read(number, Long.MIN_VALUE, Long.MAX_VALUE, samples);
        StringJoiner values = new StringJoiner(",", "[", "]");
        StringJoiner times = new StringJoiner(",", "[", "]");
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.isStale(i)) {
                values.add(Double.toString(samples.value(i)));
                times.add(Long.toString(samples.time(i)));
            }
        }
        return "{\"metric\":%s,\"values\":%s,\"timestamps\":%s}\n".formatted(names, values, times);
    }

    private static Map<String, CollectedRows> read(ArchiveSource source) {
        source.check();
        Archive archive = source.list(new Configuration(false));
        Map<String, CollectedRows> byPod = new TreeMap<>();
        for (TargetDay day :
                archive.days(DAY).values().stream().flatMap(List::stream).toList()) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            byPod.put(day.target().toString(), rows);
            assertThat(day.bytes()).isPositive();
        }
        assertThat(archive.unread()).isEmpty();
        return byPod;
    }

    private static List<Object> scrape(ScrapeRow row) {
        return Arrays.asList(
                row.time(),
                row.status(),
                row.reason(),
                row.body().series(),
                row.body().births(),
                row.restart(),
                row.processStart());
    }

    private static void assertSame(Map<String, CollectedRows> found, Map<String, CollectedRows> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((pod, rows) -> {
            CollectedRows same = Objects.requireNonNull(found.get(pod));
            assertThat(same.scrapes.stream().map(QueryIT::scrape).toList())
                    .isEqualTo(rows.scrapes.stream().map(QueryIT::scrape).toList());
            assertThat(sorted(same.series)).isEqualTo(sorted(rows.series)).isNotEmpty();
            assertThat(families(same.families))
                    .isEqualTo(families(rows.families))
                    .isNotEmpty();
        });
    }

    private static List<SeriesRow> sorted(List<SeriesRow> rows) {
        List<SeriesRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingLong(SeriesRow::seriesId).thenComparing(SeriesRow::firstSeen));
        return sorted;
    }

    private static List<FamilyRow> families(List<FamilyRow> rows) {
        List<FamilyRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(FamilyRow::time).thenComparing(FamilyRow::metric));
        return sorted;
    }

    private static QuerySource at(String url, QueryLimits limits) {
        return new QuerySource(
                PrometheusServer.open("prod", url).with(limits.withPace(100_000, 2)), SubjectLabels.DEFAULT);
    }

    private static void assertSameAsTheBlock(String url) {
        Map<String, CollectedRows> block = read(new TsdbSource("prod", BLOCK.toString(), SubjectLabels.DEFAULT));
        assertThat(block).hasSize(2);
        QuerySource whole = at(url, QueryLimits.DEFAULT);
        assertSame(read(whole), block);
        assertThat(PrometheusClient.of(whole.server()).cost().requests()).isLessThan(30);
        QuerySource inParts = at(url, QueryLimits.DEFAULT.withAnswers(100_000, 500, 1 << 20));
        assertSame(read(inParts), block);
        assertThat(PrometheusClient.of(inParts.server()).cost().requests()).isGreaterThan(30);
    }

    @Test
    void aPrometheusServer() throws IOException, InterruptedException {
        assertSameAsTheBlock(prometheus());
    }

    @Test
    void aVictoriaMetricsServer() throws IOException, InterruptedException {
        assertSameAsTheBlock(victoriaMetrics());
    }
}
