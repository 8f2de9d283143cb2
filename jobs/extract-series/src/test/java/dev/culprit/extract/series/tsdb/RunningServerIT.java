package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that scrapes a target which shows one series more each time. Its folder is read while it writes, and after a
 * SIGKILL. Skipped where there is no {@code prometheus}, Debian's package.
 */
final class RunningServerIT {
    private static final int SCRAPES = 40;

    @TempDir
    private Path folder;

    private final AtomicInteger shown = new AtomicInteger();

    private static String prometheus() {
        String found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(each -> Path.of(each, "prometheus"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!found.isEmpty(), "no prometheus here: apt-get install prometheus");
        return found;
    }

    private HttpServer exporter() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            int count = shown.incrementAndGet();
            StringBuilder body = new StringBuilder("process_start_time_seconds 1.7e9\n# TYPE leak_total counter\n");
            for (int i = 1; i <= count; i++) {
                body.append("leak_total{path=\"/user/%d\"} %d%n".formatted(i, count - i));
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String prometheus, int port) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 200ms, scrape_timeout: 200ms }
                scrape_configs:
                  - job_name: leak
                    static_configs:
                      - targets: [ "127.0.0.1:%d" ]
                        labels: { namespace: shop, pod: shop-1, container: app }
                """.formatted(port));
        return new ProcessBuilder(
                        prometheus,
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    /** All rows, of as many days as the test touches. */
    private CollectedRows read() {
        Archive archive = new TsdbSource("prod", folder.resolve("data").toString(), SubjectLabels.DEFAULT)
                .list(new Configuration(false));
        CollectedRows rows = new CollectedRows();
        archive.days(new Period(archive.first(), archive.last().plusMillis(1))).values().stream()
                .flatMap(List::stream)
                .forEach((TargetDay day) -> day.read(rows, new Configuration(false)));
        assertThat(archive.unread()).isEmpty();
        return rows;
    }

    private void assertLeak(CollectedRows rows) {
        List<ScrapeRow> good = rows.scrapes.stream()
                .filter(row -> row.status().equals(ScrapeRow.OK))
                .toList();
        assertThat(good).isNotEmpty();
        // A scrape that came too late costs the server its body, not the target its series.
        for (int i = 1; i < good.size(); i++) {
            assertThat(good.get(i).body().births())
                    .isPositive()
                    .isEqualTo(
                            good.get(i).body().series() - good.get(i - 1).body().series());
        }
        assertThat(rows.series.stream()
                        .filter(row -> row.metric().equals("leak_total"))
                        .map(row -> row.labels().get("path"))
                        .distinct())
                .hasSize((int) good.get(good.size() - 1).body().series() - 1);
        assertThat(rows.families).allSatisfy(row -> assertThat(row.series()).isPositive());
        assertThat(good).allSatisfy(row -> assertThat(row.file()).isEqualTo("wal"));
    }

    private void await(int scrapes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (shown.get() < scrapes && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(shown.get()).as("scrapes").isGreaterThanOrEqualTo(scrapes);
    }

    @Test
    void aFolderIsReadWhileItsServerWritesAndAfterASigkill() throws IOException, InterruptedException {
        String prometheus = prometheus();
        HttpServer exporter = exporter();
        Process server = start(prometheus, exporter.getAddress().getPort());
        try {
            await(SCRAPES);
            CollectedRows running = read();
            assertLeak(running);
            // What a server has appended is in its log before the next scrape but one.
            assertThat(running.scrapes).hasSizeGreaterThanOrEqualTo(SCRAPES - 2);
            await(2 * SCRAPES);
            server.destroyForcibly().waitFor();
            CollectedRows killed = read();
            assertLeak(killed);
            assertThat(killed.scrapes.size()).isGreaterThan(running.scrapes.size());
            assertThat(killed.scrapes.subList(0, running.scrapes.size()))
                    .extracting(ScrapeRow::time)
                    .isEqualTo(running.scrapes.stream().map(ScrapeRow::time).toList());
        } finally {
            server.destroyForcibly().waitFor();
            exporter.stop(0);
        }
    }
}
