package dev.culprit.extract.memory.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.tsdb.TsdbMemory;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.standin.StandInServer;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same series in a block and behind an API give the same rows. */
final class QueryMemoryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));
    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private StandInServer server;
    private final BlockWriter writer = new BlockWriter("01JWS713P2E4MQW7T643GYGD69");

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void series(List<String> pairs, double... values) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            labels.put(pairs.get(i), pairs.get(i + 1));
        }
        long[][] samples = new long[values.length][];
        for (int i = 0; i < values.length; i++) {
            long time = NOON.plusSeconds(30L * i).toEpochMilli();
            samples[i] = new long[] {time, Double.doubleToRawLongBits(values[i])};
            server.sample(labels, time, values[i]);
        }
        writer.chunk(labels, samples);
    }

    private static List<String> of(String metric, String pod, String... more) {
        List<String> pairs = new ArrayList<>(List.of("__name__", metric, "namespace", "web", "pod", pod));
        pairs.addAll(Arrays.asList(more));
        return pairs;
    }

    private void fleet() {
        for (int i = 0; i < 12; i++) {
            String pod = "a-7d9c5f6b8-x%02d".formatted(i);
            series(
                    of("container_memory_working_set_bytes", pod, "container", "app", "image", "i", "id", "/" + i),
                    100 + i,
                    200,
                    300,
                    400);
            series(of("container_memory_working_set_bytes", pod, "id", "/pod"), 900, 900, 900, 900);
            series(of("container_spec_memory_limit_bytes", pod, "container", "app"), 5000, 5000);
            series(of("kube_pod_container_resource_limits", pod, "container", "app", "resource", "memory"), 1000, 1000);
            series(of("kube_pod_container_resource_limits", pod, "container", "app", "resource", "cpu"), 2, 2);
            series(of("kube_pod_container_status_restarts_total", pod, "container", "app"), 0, 1, 1, i);
            series(
                    of(
                            "kube_pod_container_status_last_terminated_reason",
                            pod,
                            "container",
                            "app",
                            "reason",
                            "OOMKilled"),
                    0,
                    1);
            series(of("kube_pod_owner", pod, "owner_kind", "ReplicaSet", "owner_name", "a-7d9c5f6b8"), 1, 1, 1);
        }
        series(
                List.of(
                        "__name__",
                        "kube_replicaset_owner",
                        "namespace",
                        "web",
                        "replicaset",
                        "a-7d9c5f6b8",
                        "owner_kind",
                        "Deployment",
                        "owner_name",
                        "shop"),
                1,
                1,
                1);
        series(List.of("__name__", "up", "job", "db", "instance", "h:1"), 1, 1, 1);
        series(List.of("__name__", "process_resident_memory_bytes", "job", "db", "instance", "h:1"), 10, 20, 30);
    }

    private PrometheusServer at(QueryLimits limits) {
        return PrometheusServer.open("prod", server.url())
                .with(limits.withPace(100_000, 2).withRetries(Duration.ofSeconds(10), 2, Duration.ofMillis(1)));
    }

    private List<MemoryRow> rows(MemorySource source) {
        Warehouse warehouse = new Warehouse(
                folder.resolve("warehouse" + source.getClass().getSimpleName()).toString(), new Configuration());
        ExtractMemoryJob.run(warehouse, new Configuration(), List.of(source), PERIOD, LATER);
        List<MemoryRow> rows = new ArrayList<>();
        warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY)).forEach(rows::add);
        return rows;
    }

    @Test
    void sameRowsAsOutOfABlock() throws IOException {
        fleet();
        writer.write(folder.resolve("data"));
        List<MemoryRow> block =
                rows(new TsdbMemory("prod", folder.resolve("data").toString(), SubjectLabels.DEFAULT));
        assertThat(block)
                .hasSize(26)
                .extracting(row -> row.container().workload())
                .contains("shop");
        List<MemoryRow> asked = rows(new QueryMemory(at(QueryLimits.DEFAULT), SubjectLabels.DEFAULT));
        assertThat(unsourced(asked)).isEqualTo(unsourced(block));
        assertThat(asked).extracting(MemoryRow::source).containsOnly("promql");
        server.habits().cutAt = 5;
        assertThat(rows(new QueryMemory(at(QueryLimits.DEFAULT.withMaxSamples(1L << 40)), SubjectLabels.DEFAULT)))
                .isEqualTo(asked);
    }

    private static List<String> unsourced(List<MemoryRow> rows) {
        return rows.stream()
                .map(row -> row.toString().replaceAll("source=[a-z]+", ""))
                .toList();
    }

    @Test
    void noMemoryAtAll() {
        series(List.of("__name__", "up", "job", "db", "instance", "h:1"), 1, 1, 1);
        QueryMemory source = new QueryMemory(at(QueryLimits.DEFAULT), SubjectLabels.DEFAULT);
        assertThatThrownBy(() -> rows(source))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: " + server.url()
                        + " has no container memory for 2026-11-17 to 2026-11-17: scrapes are from ");
    }

    @Test
    void anotherServer() {
        server.habits().type = "text/html";
        QueryMemory source = new QueryMemory(
                new PrometheusServer(
                        "prod",
                        server.url(),
                        new Credentials.Bearer("s3cr3t-token"),
                        Map.of(),
                        Map.of(),
                        null,
                        QueryLimits.DEFAULT),
                SubjectLabels.DEFAULT);
        assertThatThrownBy(() -> rows(source))
                .isInstanceOf(CulpritException.class)
                .hasMessage(
                        "environment prod: %s does not answer as Prometheus: vector(1): it answers text/html, not Prometheus' JSON: check the URL, and whether it asks to log in"
                                .formatted(server.url()));
    }

    @Test
    void aLookAsksForAConstantAlone() {
        QueryMemory source = new QueryMemory(at(QueryLimits.DEFAULT), SubjectLabels.DEFAULT);
        source.check();
        assertThat(server.asked()).singleElement().asString().contains("vector(1)");
        server.habits().type = "text/html";
        assertThatThrownBy(source::check)
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("does not answer as Prometheus");
    }

    /** What is billed is told in its own unit; a server of one's own sends no bill. */
    @Test
    void samplesThatWereReadAreTold() {
        fleet();
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "example");
        try {
            PrometheusServer workspace = new PrometheusServer(
                    "prod",
                    server.url(),
                    new Credentials.AwsSignature("us-west-2", Credentials.WORKSPACES, null, null),
                    Map.of(),
                    Map.of(),
                    null,
                    QueryLimits.DEFAULT);
            assertThat(summary(workspace)).containsPattern(" ignored, [1-9][0-9,]* samples read$");
            assertThat(summary(at(QueryLimits.DEFAULT))).endsWith(" of other kinds ignored");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private String summary(PrometheusServer asked) {
        Warehouse warehouse = new Warehouse(folder.resolve("told").toString(), new Configuration());
        return ExtractMemoryJob.run(
                        warehouse,
                        new Configuration(),
                        List.of(new QueryMemory(asked, SubjectLabels.DEFAULT)),
                        PERIOD,
                        LATER)
                .toString();
    }

    @Test
    void onlySeriesOfTheMatchers() {
        fleet();
        PrometheusServer other = new PrometheusServer(
                "prod",
                server.url(),
                new Credentials.None(),
                Map.of(),
                Map.of("cluster", "other"),
                null,
                QueryLimits.DEFAULT);
        assertThatThrownBy(() -> rows(new QueryMemory(other, SubjectLabels.DEFAULT)))
                .hasMessageContaining("has no container memory");
        assertThat(server.asked())
                .filteredOn(query -> query.contains("__name__"))
                .isNotEmpty()
                .allMatch(query -> query.contains("cluster=\"other\""));
    }
}
