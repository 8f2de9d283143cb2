package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All four jobs on the data folder of a killed server, without a configuration. */
final class PrometheusIT {
    private static final Path KILLED = DemoDay.HOME.resolve("jobs/tsdb/src/test/resources/killed");
    private static final Partition DAY = new Partition("prometheus", LocalDate.parse("2026-11-28"));

    @TempDir
    private Path folder;

    @Test
    void aDataFolderIsEnough() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String before = content(KILLED);
        assertThat(DemoRun.command(
                        out,
                        "run",
                        "--prometheus",
                        KILLED.toString(),
                        "--set",
                        "warehouse=" + folder.resolve("warehouse"),
                        "--set",
                        "report.output=" + folder.resolve("report")))
                .isZero();
        // Five minutes are too few to judge, and that is what is said of them.
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("shop/shop/app", "insufficient-data");
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
        List<SeriesRow> series = warehouse.read(Table.SERIES, DAY);
        assertThat(series)
                .filteredOn(row -> row.metric().equals("leak_requests_total"))
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(row.labels()).containsOnlyKeys("job", "path"));
        List<ScrapeRow> scrapes = warehouse.read(Table.SCRAPES, DAY);
        assertThat(scrapes.stream().map(ScrapeRow::file).distinct())
                .contains("wal")
                .hasSize(6);
        assertThat(scrapes.stream()
                        .skip(1)
                        .mapToLong(row -> row.body().births())
                        .sum())
                .isGreaterThan(40);
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, DAY))
                .isNotEmpty()
                .extracting(MemoryRow::derivation)
                .containsOnly("process-resident");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.path("findings")).hasSize(1);
        assertThat(content(KILLED)).as("nothing of the server's is touched").isEqualTo(before);
    }

    /** Skipped where there is no {@code prometheus}, Debian's package. */
    @Test
    void aServersAddressIsEnough() throws IOException, InterruptedException {
        String program = PrometheusTools.server();
        Path data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(KILLED)) {
            for (Path file : files.toList()) {
                Path target = data.resolve(KILLED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        Process server = new ProcessBuilder(
                        program,
                        "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n"),
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            await(url);
            List<String> options = List.of(
                    "--prometheus",
                    url + "/",
                    "--from",
                    "2026-11-28",
                    "--to",
                    "2026-11-29",
                    "--set",
                    "warehouse=" + folder.resolve("asked"),
                    "--set",
                    "report.output=" + folder.resolve("report"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(DemoRun.command(
                            out,
                            Stream.concat(Stream.of("run"), options.stream()).toArray(String[]::new)))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("shop/shop/app", "insufficient-data");
            Warehouse asked = new Warehouse(folder.resolve("asked").toString(), new Configuration());
            List<ScrapeRow> scrapes = asked.read(Table.SCRAPES, DAY);
            assertThat(scrapes).hasSize(335).extracting(ScrapeRow::file).containsOnly(url);
            assertThat(scrapes.stream()
                            .skip(1)
                            .mapToLong(row -> row.body().births())
                            .sum())
                    .isGreaterThan(40);
            assertThat(asked.read(Table.SERIES, DAY))
                    .filteredOn(row -> row.metric().equals("leak_requests_total"))
                    .hasSizeGreaterThan(40);
            assertThat(asked.read(Table.CONTAINER_MEMORY, DAY))
                    .isNotEmpty()
                    .extracting(MemoryRow::source)
                    .containsOnly("promql");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void await(String url) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (InputStream answer =
                    URI.create(url + "/api/v1/query?query=vector(1)").toURL().openStream()) {
                assertThat(answer.readAllBytes()).isNotEmpty();
                return;
            } catch (IOException notYet) {
                assertThat(System.nanoTime()).as("the server is up").isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static String content(Path folder) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return content.toString();
    }
}
