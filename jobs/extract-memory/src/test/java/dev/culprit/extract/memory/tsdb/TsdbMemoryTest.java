package dev.culprit.extract.memory.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TsdbMemoryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));
    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");
    private static final String ULID = "01JWS713P2E4MQW7T643GYGD69";
    private static final String WORKING_SET = "container_memory_working_set_bytes";

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private final BlockWriter writer = new BlockWriter(ULID);

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    private static Map<String, String> labels(String metric, String... pairs) {
        Map<String, String> labels = new HashMap<>(Map.of("__name__", metric));
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    /** A series with a sample every 30 s from a minute after noon on. */
    private void series(Map<String, String> labels, int minute, double... values) {
        long[][] samples = new long[values.length][];
        for (int i = 0; i < values.length; i++) {
            samples[i] = new long[] {
                NOON.plusSeconds(60L * minute + 30L * i).toEpochMilli(), Double.doubleToRawLongBits(values[i])
            };
        }
        writer.chunk(labels, samples);
    }

    private static Map<String, String> cadvisor(String pod, String... more) {
        Map<String, String> labels = labels(WORKING_SET, more);
        labels.putAll(Map.of("namespace", "web", "pod", pod, "job", "kubelet", "metrics_path", "/metrics/cadvisor"));
        return labels;
    }

    private List<MemoryRow> run() throws IOException {
        writer.write(folder.resolve("data"));
        return rows();
    }

    private List<MemoryRow> rows() {
        ExtractMemoryJob.run(
                warehouse,
                new Configuration(),
                List.of(new TsdbMemory("prod", folder.resolve("data").toString(), SubjectLabels.DEFAULT)),
                PERIOD,
                Clock.systemUTC());
        List<MemoryRow> rows = new ArrayList<>();
        warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY)).forEach(rows::add);
        return rows;
    }

    @Test
    void containersAreMeasuredOnceWhateverElseShowsThem() throws IOException {
        series(cadvisor("a-1", "container", "app", "image", "i", "id", "1"), 0, 100, 200, 400);
        series(cadvisor("a-1", "id", "/pod"), 0, 1000, 1000);
        series(cadvisor("a-1", "image", "pause", "id", "2"), 0, 7, 7);
        series(cadvisor("a-1", "container", "POD", "image", "pause", "id", "3"), 0, 7, 7);
        Map<String, String> resource = cadvisor("a-1", "container", "app");
        resource.put("metrics_path", "/metrics/resource");
        series(resource, 0, 9, 9, 9, 9, 9, 9, 9);
        series(labels(WORKING_SET, "id", "/", "job", "kubelet"), 0, 1e9);
        assertThat(run())
                .satisfiesExactly(
                        row -> assertRow(row, "a-1", "app", 0, 150), row -> assertRow(row, "a-1", "app", 1, 400));
    }

    /** The receiver kubeletstats, whose resources are the containers themselves, and pushed. */
    @Test
    void ofWhatACollectorAsksAKubelet() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            lines.append("""
                    {"resourceMetrics":[{"resource":{"attributes":[{"key":"k8s.namespace.name","value":{"stringValue":"web"}},
                    {"key":"k8s.pod.name","value":{"stringValue":"a-1"}},{"key":"k8s.container.name","value":{"stringValue":"app"}}]},
                    "scopeMetrics":[{"scope":{"name":"github.com/open-telemetry/opentelemetry-collector-contrib/receiver/kubeletstatsreceiver"},
                    "metrics":[{"name":"container.memory.working_set","unit":"By","gauge":{"dataPoints":[{"timeUnixNano":"%d000000000","asInt":"%d"}]}}]}]}]}
                    """.formatted(NOON.plusSeconds(30L * i).getEpochSecond(), 100 + 100 * i)
                            .replace("\n", ""))
                    .append('\n');
        }
        Files.writeString(folder.resolve("data"), lines);
        assertThat(rows())
                .satisfiesExactly(
                        row -> assertRow(row, "a-1", "app", 0, 150), row -> assertRow(row, "a-1", "app", 1, 300));
    }

    private static void assertRow(MemoryRow row, String pod, String container, int minute, double bytes) {
        assertThat(row.container().pod()).isEqualTo(pod);
        assertThat(row.container().container()).isEqualTo(container);
        assertThat(row.time()).isEqualTo(NOON.plusSeconds(60L * minute));
        assertThat(row.workingSetBytes()).isEqualTo(bytes);
        assertThat(row.source()).isEqualTo("tsdb");
        assertThat(row.derivation()).isEqualTo(container == null ? "pod-working-set" : "working-set");
    }

    @Test
    void aPodIsMeasuredAsAWholeWhereNoContainerIs() throws IOException {
        series(cadvisor("a-1", "id", "/pod"), 0, 1000);
        assertThat(run()).satisfiesExactly(row -> assertRow(row, "a-1", null, 0, 1000));
    }

    @Test
    void afterARestartTheNewContainerCounts() throws IOException {
        series(cadvisor("a-1", "container", "app", "image", "i", "id", "1"), 0, 800, 800, 900, 900, 900, 900);
        series(cadvisor("a-1", "container", "app", "image", "i", "id", "2"), 1, 10, 20, 30, 40);
        assertThat(run()).extracting(MemoryRow::workingSetBytes).containsExactly(800.0, 15.0, 35.0);
    }

    @Test
    void kubeStateMetricsTellsLimitRestartsEndsAndOwner() throws IOException {
        series(cadvisor("shop-5f-1", "container", "app", "image", "i"), 0, 100, 100, 100, 100, 100, 100);
        String[] of = {
            "exported_namespace",
            "web",
            "exported_pod",
            "shop-5f-1",
            "exported_container",
            "app",
            "namespace",
            "monitoring",
            "pod",
            "ksm-1"
        };
        Map<String, String> limit = labels("kube_pod_container_resource_limits", of);
        limit.putAll(Map.of("resource", "memory", "unit", "byte"));
        series(limit, 0, 4096, 4096);
        Map<String, String> cpu = labels("kube_pod_container_resource_limits", of);
        cpu.putAll(Map.of("resource", "cpu", "unit", "core"));
        series(cpu, 0, 2, 2);
        series(
                labels("container_spec_memory_limit_bytes", "namespace", "web", "pod", "shop-5f-1", "container", "app"),
                0,
                1);
        series(labels("kube_pod_container_status_restarts_total", of), 0, 3, 3, 3, 3, 4, 4);
        Map<String, String> ended = labels("kube_pod_container_status_last_terminated_reason", of);
        ended.put("reason", "OOMKilled");
        series(ended, 0, 0, 0, 0, 0, 1, 1);
        Map<String, String> owner = labels("kube_pod_owner", of);
        owner.putAll(Map.of("owner_kind", "ReplicaSet", "owner_name", "shop-5f"));
        series(owner, 0, 1);
        series(
                labels(
                        "kube_replicaset_owner",
                        "exported_namespace",
                        "web",
                        "replicaset",
                        "shop-5f",
                        "owner_kind",
                        "Deployment",
                        "owner_name",
                        "shop"),
                0,
                1);
        List<MemoryRow> rows = run();
        assertThat(rows)
                .extracting(MemoryRow::container)
                .containsOnly(new Container("prod", null, "web", "shop", "shop-5f-1", "app"));
        assertThat(rows).extracting(MemoryRow::limitBytes).containsOnly(4096.0);
        assertThat(rows.get(2).restarts()).isEqualTo(1.0);
        assertThat(rows.get(2).oomKills()).isEqualTo(1.0);
    }

    @Test
    void aProcessTellsItsOwnMemoryWhereNobodyElseDoes() throws IOException {
        for (String pod : List.of("a-1", "b-1")) {
            String[] target = {
                "namespace", "web", "pod", pod, "container", "app", "job", "pods", "instance", pod + ":80"
            };
            series(labels("up", target), 0, 1, 1, 1);
            series(labels("process_resident_memory_bytes", target), 0, 50, 70, 80);
        }
        series(cadvisor("b-1", "container", "app", "image", "i"), 0, 100);
        List<MemoryRow> rows = run();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).derivation()).isEqualTo("process-resident");
        assertThat(rows.get(0).workingSetBytes()).isEqualTo(60);
        assertThat(rows.get(0).container()).isEqualTo(new Container("prod", null, "web", null, "a-1", "app"));
        assertThat(rows.get(2).derivation()).isEqualTo("working-set");
    }

    @Test
    void whatCannotBeReadIsToldAndTheOtherBlocksAreRead() throws IOException {
        series(cadvisor("a-1", "container", "app", "image", "i"), 0, 100);
        Path data = folder.resolve("data");
        writer.write(data);
        Path bad = new BlockWriter("01JWS713P2E4MQW7T643GYGD70")
                .chunk(cadvisor("b-1", "container", "app"), new long[] {NOON.toEpochMilli(), 1})
                .write(data);
        byte[] index = Files.readAllBytes(bad.resolve("index"));
        index[index.length - 1] ^= 1;
        Files.write(bad.resolve("index"), index);
        assertThat(rows()).hasSize(1);
        assertThat(warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", DAY)))
                .containsExactly(new UnreadRow(
                        bad.toString(), null, "table of contents has a wrong checksum: is the file cut?", 1));
    }

    @Test
    void noMemoryIsAnErrorThatSaysWhatThereIs() {
        series(labels("up", "job", "a", "instance", "b"), 0, 1);
        assertThatThrownBy(this::run)
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining(
                        "has no container memory for 2026-11-17 to 2026-11-17: scrapes are from 2026-11-17T12:00:00Z");
    }

    @Test
    void memoryThatNamesNoContainerIsToldToBeThere() {
        series(labels("up", "job", "a", "instance", "b"), 0, 1);
        series(labels(WORKING_SET, "namespace", "web", "container", "app"), 0, 100);
        series(cadvisor("a-1", "image", "i"), 0, 100);
        assertThatThrownBy(this::run)
                .isInstanceOf(CulpritException.class)
                .hasMessageEndingWith(
                        ", and container_memory_working_set_bytes is there with 2 series, and none names a container: they need the labels namespace, pod and container");
    }

    @Test
    void chunksWhoseReadingsAreLostAreCounted() throws IOException {
        series(cadvisor("a-1", "container", "app", "image", "i"), 0, 100, 200);
        writer.chunk(
                cadvisor("a-1", "container", "app", "image", "i"),
                2,
                NOON.plusSeconds(600).toEpochMilli(),
                NOON.plusSeconds(660).toEpochMilli(),
                new byte[] {0, 3, 0});
        assertThat(run()).hasSize(1);
        assertThat(warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", DAY)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.file()).isEqualTo(WORKING_SET);
                    assertThat(row.reason()).startsWith("chunks whose readings are lost: ");
                    assertThat(row.count()).isEqualTo(1);
                });
    }

    @Test
    void dataInWhichNothingWasScrapedHasNoDates() {
        series(labels("requests_total", "job", "a", "instance", "b"), 0, 1);
        assertThatThrownBy(this::run)
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining(
                        "has no container memory for 2026-11-17 to 2026-11-17: there is no series up, so nothing was scraped into it");
    }
}
