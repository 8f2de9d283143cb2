package dev.culprit.correlate;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import dev.culprit.analysis.Incident;
import dev.culprit.analysis.Incident.Environment;
import dev.culprit.analysis.Incident.Growing;
import dev.culprit.analysis.history.Observations;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From tables to findings on real Spark. */
final class CorrelateIT {
    private static final JavaDataFrameSuiteBase FRAMES = new JavaDataFrameSuiteBase();
    private static final Growing HOSTS = new Growing(List.of("host"), "requests_total", 4, 25, 6000);
    private static final Incident INCIDENT = new Incident(1, 2)
            .with(new Environment("prod", 2, List.of(HOSTS), 0, 1e6))
            .with(new Environment("test", 1, List.of(), 0, 1e6));
    private static final List<String> ENVIRONMENTS = List.of("prod", "test");

    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static Warehouse warehouse;
    private static JobSummary summary;

    @BeforeAll
    static void correlateOnce() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        warehouse = filled("full", MemoryRow.class, row -> row);
        summary = CorrelateJob.run(context(), warehouse.toString(), ENVIRONMENTS, INCIDENT.period());
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void theGrowingLabelIsNamedWhereItGrowsAndNotElsewhere() {
        Finding prod = finding(warehouse, "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(prod.culprits().get(0).labels()).containsExactly("host");
        assertThat(prod.container().workload()).isEqualTo("shop");
        assertThat(prod.environments())
                .extracting(Finding.Elsewhere::environment)
                .containsExactly("test");
        assertThat(finding(warehouse, "test").verdict()).isEqualTo(Verdict.STEADY);
        assertThat(summary).hasToString("correlate: 2 containers judged, 1 label, 1 steady");
    }

    @Test
    void sparkReadsTheTablesThatAreWritten() {
        Dataset<Row> findings = table("findings", warehouse);
        assertThat(findings.filter("verdict = 'label'")
                        .select("namespace", "workload", "container")
                        .collectAsList())
                .hasToString("[[web,shop,proxy]]");
        assertThat(table("memory_trends", warehouse).filter("shape = 'leak'").count())
                .isEqualTo(4);
        Dataset<Row> growth = table("label_growth", warehouse)
                .select(functions.explode(functions.col("labels")).as("label"))
                .distinct();
        assertThat(growth.collectAsList()).hasToString("[[host]]");
    }

    @Test
    void aSecondRunLeavesTheSameRowsAndTheSameBytes() throws Exception {
        Warehouse again = filled("again", MemoryRow.class, row -> row);
        CorrelateJob.run(context(), again.toString(), ENVIRONMENTS, INCIDENT.period());
        CorrelateJob.run(context(), again.toString(), ENVIRONMENTS, INCIDENT.period());
        for (String table : List.of("findings", "memory_trends", "label_growth")) {
            FRAMES.assertDataFrameEquals(table(table, warehouse), table(table, again));
            assertThat(filesOf(again, table)).isEqualTo(filesOf(warehouse, table));
        }
    }

    /** Memory as another tool would write it: only the columns that must be there. */
    record BareMemory(
            String namespace,
            String pod,
            String container,
            Instant time,
            int periodSeconds,
            double workingSetBytes,
            String source,
            String derivation) {}

    @Test
    void optionalColumnsMayBeMissing() {
        Warehouse bare = filled(
                "bare",
                BareMemory.class,
                row -> new BareMemory(
                        row.container().namespace(),
                        row.container().pod(),
                        row.container().container(),
                        row.time(),
                        row.periodSeconds(),
                        row.workingSetBytes(),
                        row.source(),
                        row.derivation()));
        CorrelateJob.run(context(), bare.toString(), ENVIRONMENTS, INCIDENT.period());
        Finding prod = finding(bare, "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(prod.memory().hoursToLimit()).isNull();
        FRAMES.assertDataFrameEquals(
                table("label_growth", warehouse).drop("cluster"),
                table("label_growth", bare).drop("cluster"));
    }

    /** Memory without the one column that nothing can be said without. */
    record NoBytes(String namespace, String pod, String container, Instant time, int periodSeconds, String source) {}

    @Test
    void aMissingRequiredColumnIsNamed() {
        Warehouse broken = filled(
                "broken",
                NoBytes.class,
                row -> new NoBytes(
                        row.container().namespace(),
                        row.container().pod(),
                        row.container().container(),
                        row.time(),
                        row.periodSeconds(),
                        row.source()));
        assertThatThrownBy(() -> CorrelateJob.run(context(), broken.toString(), ENVIRONMENTS, INCIDENT.period()))
                .hasRootCauseInstanceOf(CulpritException.class)
                .rootCause()
                .hasMessageContaining("container_memory")
                .hasMessageContaining("working_set_bytes");
    }

    @Test
    void anEmptyWarehouseIsAnErrorThatSaysWhatToRun() {
        String empty = folder.resolve("empty").toString();
        assertThatThrownBy(() -> CorrelateJob.run(context(), empty, ENVIRONMENTS, INCIDENT.period()))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("run the extract jobs first");
    }

    @Test
    void aPeriodWithoutRowsIsEmptyToo() {
        Period before = new Period(
                INCIDENT.period().from().minusSeconds(86_400), INCIDENT.period().from());
        assertThatThrownBy(() -> CorrelateJob.run(context(), warehouse.toString(), ENVIRONMENTS, before))
                .isInstanceOf(CulpritException.class);
    }

    /** A warehouse with the incident's rows, memory in whatever form. */
    private static <M extends Record> Warehouse filled(String name, Class<M> memory, Function<MemoryRow, M> form) {
        Warehouse filled = new Warehouse(folder.resolve(name).toString(), new Configuration());
        Table<M> memoryTable = new Table<>("container_memory", memory);
        try (Publication publication = filled.publication("test")) {
            for (String environment : ENVIRONMENTS) {
                List<Observations> pods = INCIDENT.observations().stream()
                        .filter(pod -> pod.container().environment().equals(environment))
                        .toList();
                byDay(environment, pods, Observations::memory, MemoryRow::time)
                        .forEach((partition, rows) -> publication.write(
                                memoryTable, partition, rows.stream().map(form).toList()));
                byDay(environment, pods, Observations::scrapes, row -> row.time())
                        .forEach((partition, rows) -> publication.write(Table.SCRAPES, partition, rows));
                byDay(environment, pods, Observations::families, row -> row.time())
                        .forEach((partition, rows) -> publication.write(Table.FAMILIES, partition, rows));
                byDay(environment, pods, Observations::series, row -> row.firstSeen())
                        .forEach((partition, rows) -> publication.write(Table.SERIES, partition, rows));
            }
            publication.publish();
        }
        return filled;
    }

    private static <R extends Record> Map<Partition, List<R>> byDay(
            String environment,
            List<Observations> pods,
            Function<Observations, List<R>> rows,
            Function<R, Instant> time) {
        return pods.stream()
                .flatMap(pod -> rows.apply(pod).stream())
                .collect(groupingBy(row -> new Partition(environment, Period.dateOf(time.apply(row)))));
    }

    private static Finding finding(Warehouse warehouse, String environment) {
        List<Finding> findings = warehouse.read(
                Table.FINDINGS, new Partition(environment, INCIDENT.period().lastDay()));
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private static Dataset<Row> table(String name, Warehouse warehouse) {
        return spark.read().parquet(new org.apache.hadoop.fs.Path(warehouse.toString(), name).toString());
    }

    private static Map<String, List<Byte>> filesOf(Warehouse warehouse, String table) throws Exception {
        Path root = Path.of(java.net.URI.create(warehouse.toString())).resolve(table);
        Map<String, List<Byte>> files = new java.util.TreeMap<>();
        try (Stream<Path> walked = Files.walk(root)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                files.put(root.relativize(file).toString(), bytes);
            }
        }
        return files;
    }
}
