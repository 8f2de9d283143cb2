package dev.culprit.extract.memory.scrapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScrapeMemoryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    /** A body that was scraped some minutes after noon. */
    private void scrape(String namespace, String pod, String container, int minute, String body) throws IOException {
        Path file = folder.resolve("archive/namespace=%s/pod=%s/container=%s/2026-11-17T12-%02d-00Z.prom.gz"
                .formatted(namespace, pod, container, minute));
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<MemoryRow> run() {
        return run(ScrapeReading.DEFAULT);
    }

    private List<MemoryRow> run(ScrapeReading reading) {
        ScrapeFolder archive = new ScrapeFolder(
                "prod",
                folder.resolve("archive").toString(),
                ScrapeFolder.DEFAULT_PATTERN,
                "eks",
                null,
                null,
                null,
                reading);
        ExtractMemoryJob.run(
                warehouse, new Configuration(), List.of(new ScrapeMemory(archive)), PERIOD, Clock.systemUTC());
        List<MemoryRow> rows = new ArrayList<>();
        warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY)).forEach(rows::add);
        return rows;
    }

    private List<UnreadRow> unread() {
        List<UnreadRow> rows = new ArrayList<>();
        warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", DAY)).forEach(rows::add);
        return rows;
    }

    @Test
    void aProcessTellsItsOwnMemory() throws IOException {
        scrape("web", "a-1", "app", 0, "process_resident_memory_bytes 100\nrequests_total{path=\"/\"} 7\n");
        scrape("web", "a-1", "app", 5, "requests_total{path=\"/\"} 8\nprocess_resident_memory_bytes 2e+02\n");
        scrape("web", "b-1", "app", 0, "requests_total 7\n");
        assertThat(run())
                .extracting(
                        row -> row.container().toString(),
                        row -> row.container().cluster(),
                        MemoryRow::workingSetBytes,
                        MemoryRow::source,
                        MemoryRow::derivation)
                .containsExactly(
                        tuple("prod/web/a-1/app", "eks", 100.0, "scrapes", "process-resident"),
                        tuple("prod/web/a-1/app", "eks", 200.0, "scrapes", "process-resident"));
        assertThat(unread()).isEmpty();
    }

    /** What Istio's agent passes on of its neighbours is not Envoy's. */
    @Test
    void envoysOwnCountsWhereItPassesOnAnothers() throws IOException {
        scrape(
                "web",
                "a-1",
                "istio-proxy",
                0,
                "process_resident_memory_bytes 5\nenvoy_server_memory_physical_size{} 70\n");
        assertThat(run()).extracting(MemoryRow::workingSetBytes).containsExactly(70.0);
    }

    @Test
    void whatTheNodeMeasuresIsBetter() throws IOException {
        scrape("web", "a-1", "app", 0, "process_resident_memory_bytes 100\n");
        scrape("web", "b-1", "app", 0, "process_resident_memory_bytes 900\n");
        scrape("kube-system", "node-1", "kubelet", 0, """
            container_memory_working_set_bytes{container="app",image="i",id="1",namespace="web",pod="a-1"} 400 1763380790000
            container_memory_working_set_bytes{container="",image="",id="/pod",namespace="web",pod="a-1"} 500
            container_memory_working_set_bytes{container="POD",image="p",id="2",namespace="web",pod="a-1"} 1
            container_memory_working_set_bytes{container="",id="/"} 9000
            """);
        scrape("monitoring", "ksm-1", "ksm", 1, """
            kube_pod_container_resource_limits{namespace="web",pod="a-1",container="app",resource="memory"} 1000
            kube_pod_container_resource_limits{namespace="web",pod="a-1",container="app",resource="cpu"} 2
            kube_pod_owner{namespace="web",pod="a-1",owner_kind="ReplicaSet",owner_name="shop-5f"} 1
            kube_replicaset_owner{namespace="web",replicaset="shop-5f",owner_kind="Deployment",owner_name="shop"} 1
            """);
        assertThat(run())
                .extracting(
                        row -> row.container().toString(),
                        row -> row.container().workload(),
                        MemoryRow::workingSetBytes,
                        MemoryRow::limitBytes,
                        MemoryRow::derivation)
                .containsExactly(
                        tuple("prod/web/a-1/app", "shop", 400.0, 1000.0, "working-set"),
                        tuple("prod/web/b-1/app", null, 900.0, null, "process-resident"));
    }

    @Test
    void labelsTellWhoseItIsInABodyOfMany() throws IOException {
        scrape("all", "server", "federate", 0, """
            process_resident_memory_bytes{ns="web",pod="a-1",c="app"} 100
            process_resident_memory_bytes{ns="web",pod="b-1",c="app"} 300
            process_resident_memory_bytes{job="x"} 1
            """);
        assertThat(run(new ScrapeReading(
                        false, false, new TargetLabels(null, "ns", null, "pod", "c"), ScanLimits.DEFAULT)))
                .extracting(row -> row.container().toString(), MemoryRow::workingSetBytes)
                .contains(tuple("prod/web/a-1/app", 100.0), tuple("prod/web/b-1/app", 300.0));
    }

    /** One of them, or their sum: nobody knows what the container takes. */
    @Test
    void severalProcessesInOneBodyAreNotGuessedAt() throws IOException {
        scrape("web", "a-1", "app", 0, """
            process_resident_memory_bytes{pid="1"} 100
            process_resident_memory_bytes{pid="2"} 300
            """);
        scrape("web", "a-1", "app", 1, "process_resident_memory_bytes{app=\"x\"} 100\n");
        assertThat(run()).extracting(MemoryRow::workingSetBytes).containsExactly(100.0);
        assertThat(unread()).singleElement().satisfies(row -> {
            assertThat(row.file()).endsWith("T12-00-00Z.prom.gz");
            assertThat(row.reason()).contains("several processes", "scrapes.target-labels");
        });
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestCounts() throws IOException {
        scrape("web", "a-1", "app", 0, "process_resident_memory_bytes 100\nbroken{\n");
        scrape("web", "a-1", "app", 1, "<html>\n");
        scrape("web", "a-1", "app", 2, "process_resident_memory_bytes -5\n");
        assertThat(run()).extracting(MemoryRow::workingSetBytes).containsExactly(100.0);
        assertThat(unread())
                .as("as the table of scrapes has it")
                .contains(new UnreadRow(
                        "namespace=web/pod=a-1/container=app/2026-11-17T12-00-00Z.prom.gz",
                        "line 2 at byte 34",
                        "label set does not end",
                        1))
                .extracting(UnreadRow::reason)
                .anySatisfy(reason -> assertThat(reason).contains("is negative"))
                .hasSize(3);
        assertThatThrownBy(() -> run(new ScrapeReading(false, true, TargetLabels.NONE, ScanLimits.DEFAULT)))
                .as("strict: a body with a bad line tells nothing")
                .isInstanceOf(CulpritException.class);
    }

    @Test
    void whereNothingMatchesThePatternThatWouldIsTold() throws IOException {
        Path zip = Files.createDirectories(folder.resolve("archive")).resolve("a.zip");
        String name = "namespace=web/pod=a-1/container=app/2026-11-17T12-00-00Z.prom.gz";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(name));
            out.write("process_resident_memory_bytes 100\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(this::run)
                .isInstanceOf(CulpritException.class)
                .hasMessageEndingWith(
                        "for example a.zip/%s: scrapes.pattern = \"{*}/%s\" matches a.zip/%s;"
                                + " so does yours, with scrapes.path = .../a.zip",
                        name, ScrapeFolder.DEFAULT_PATTERN, name);
        Files.delete(zip);
        scrape("web", "a-1", "app", 0, "process_resident_memory_bytes 100\n");
        Path file = folder.resolve("archive/" + name);
        Files.move(file, Path.of(file.toString().replace(".gz", "")));
        assertThatThrownBy(this::run)
                .hasMessageEndingWith(
                        "scrapes.pattern = \"%s\" matches %s",
                        ScrapeFolder.DEFAULT_PATTERN.replace(".gz", ""), name.replace(".gz", ""));
    }

    @Test
    void anArchiveWithoutMemorySaysWhatMustBeThere() throws IOException {
        scrape("web", "a-1", "app", 0, "requests_total 7\n");
        assertThatThrownBy(this::run)
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("tells no memory in 1 bodies from 2026-11-17 to 2026-11-17: there must be"
                        + " process_resident_memory_bytes");
        Period before =
                new Period(PERIOD.from().minusSeconds(864_000), PERIOD.to().minusSeconds(864_000));
        ScrapeFolder archive =
                ScrapeFolder.of("prod", folder.resolve("archive").toString(), ScrapeFolder.DEFAULT_PATTERN);
        assertThatThrownBy(() -> ExtractMemoryJob.run(
                        warehouse, new Configuration(), List.of(new ScrapeMemory(archive)), before, Clock.systemUTC()))
                .hasMessageContaining("has no scrape from 2026-11-07T00:00:00Z")
                .hasMessageContaining("from 2026-11-17T12:00:00Z to 2026-11-17T12:00:00Z");
    }
}
