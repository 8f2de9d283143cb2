package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.ScrapeFiles;
import dev.culprit.cloudwatch.standin.promql.StreamedMemory;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded incident, asked of Amazon's two services: memory and series both. What they then bill was told before. */
final class AmazonPromqlIT {
    private static final Instant UPDATE = Instant.parse("2026-11-17T12:00:00Z");
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-17"), LocalDate.parse("2026-11-18"));
    private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", PromqlStandIn.USER, "aws.secretAccessKey", PromqlStandIn.SECRET);

    @TempDir
    private Path folder;

    @BeforeAll
    static void logIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void logOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    private static Path scrapes(String environment) {
        return DemoDay.HOME.resolve("demo/scrapes/environment=" + environment);
    }

    private static Path memory(String environment) {
        return DemoDay.HOME.resolve("demo/metric-stream/" + environment);
    }

    private String configuration(List<String> environments, String template, String endpoint) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String environment : environments) {
            blocks.add("{ name = %s, prometheus { %s, requests-per-second = 300 } }"
                    .formatted(environment, template.formatted(environment, endpoint)));
        }
        return Files.writeString(
                        folder.resolve("conf"),
                        "culprit { warehouse = \"%s\", report { output = \"%s\" }, period { from = \"2026-11-16\", to = \"2026-11-19\" }, environments = [ %s ] }"
                                .formatted(
                                        folder.resolve("warehouse"),
                                        folder.resolve("report"),
                                        String.join(",\n", blocks)))
                .toString();
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(DemoRun.command(out, arguments)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** @param column from behind: 1 is the price */
    private static long told(String table, int column) {
        return table.lines()
                .map(line -> line.strip().split(" +", -1))
                .filter(cells -> ENVIRONMENTS.contains(cells[0]))
                .mapToLong(cells -> Long.parseLong(cells[cells.length - column].replace(",", "")))
                .sum();
    }

    /** Series are told about, and at most. */
    private static void assertSeriesAreBilledAsTold(PromqlStandIn service, String configuration) {
        String table = run("extract-series", "--dry-run", "--conf", configuration);
        long look = service.bill().samples();
        service.bill().clear();
        run("extract-series", "--conf", configuration);
        long billed = service.bill().samples();
        long about = told(table, 3);
        System.out.printf(
                "extract-series: about %,d samples told, at most %,d; %,d billed, %d requests, $%.4f; the dry run %,d%n",
                about,
                told(table, 2),
                billed,
                service.bill().requests(),
                service.bill().dollars(),
                look);
        assertThat(billed).isCloseTo(about, Percentage.withPercentage(5)).isLessThanOrEqualTo(told(table, 2));
    }

    /**
     * Memory is told at most, and not by far more than is billed.
     *
     * @param slack how often what is billed
     */
    private static void assertMemoryIsBilledAsTold(PromqlStandIn service, String configuration, double slack) {
        long told = told(run("extract-memory", "--dry-run", "--conf", configuration), 2);
        service.bill().clear();
        run("extract-memory", "--conf", configuration);
        long billed = service.bill().samples();
        System.out.printf("extract-memory: %,d samples told, %,d billed%n", told, billed);
        service.bill().clear();
        assertThat(billed).isBetween((long) (told / slack), told);
    }

    /** @param controls the environments beside production */
    private void assertVerdictsOfTheDemo(String configuration, List<String> controls) throws IOException {
        run("correlate", "--conf", configuration);
        assertThat(run("report", "--conf", configuration).lines().map(AmazonPromqlIT::verdict))
                .contains("prod wp-proxy label destination_service", "prod thumbs no-label", "prod catalog steady")
                .containsAll(
                        controls.stream().map("%s wp-proxy steady"::formatted).toList());
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.path("findings")).hasSize(3 + controls.size());
    }

    @Test
    void cloudWatchLeadsToTheVerdictsOfTheFilesAndBillsWhatWasTold() throws IOException {
        try (PromqlStandIn service = PromqlStandIn.cloudWatch("us-west-2", 0)) {
            for (String environment : ENVIRONMENTS) {
                ScrapeFiles.load(scrapes(environment), "eks-" + environment, UPDATE, service.store());
                StreamedMemory.load(memory(environment), service.store());
            }
            String configuration = configuration(
                    ENVIRONMENTS,
                    "cloudwatch { region = us-west-2, cluster = eks-%1$s, endpoint = \"%2$s\" }",
                    service.endpoint());
            assertMemoryIsBilledAsTold(service, configuration, 1.15);
            assertSeriesAreBilledAsTold(service, configuration);
            assertVerdictsOfTheDemo(configuration, List.of("test", "dev"));
            service.bill().clear();
            run("extract-memory", "--conf", configuration);
            run("extract-series", "--conf", configuration);
            assertThat(service.bill().samples())
                    .as("what is final is not asked for again")
                    .isZero();
        }
    }

    @Test
    void aWorkspaceGivesTheBirthsOfTheFilesAndBillsWhatWasTold() throws IOException {
        List<String> environments = List.of("prod", "dev");
        try (PromqlStandIn service = PromqlStandIn.workspace("us-west-2", "ws-1", 0)) {
            for (String environment : environments) {
                ScrapeFiles.load(scrapes(environment), "eks-" + environment, Duration.ofMinutes(5), service.store());
                StreamedMemory.loadScraped(memory(environment), service.store());
            }
            String configuration = configuration(
                    environments,
                    "amp { region = us-west-2, workspace = ws-1, endpoint = \"%2$s\" }, matchers { cluster = eks-%1$s }",
                    service.endpoint());
            assertMemoryIsBilledAsTold(service, configuration, 1.3);
            assertSeriesAreBilledAsTold(service, configuration);
            assertVerdictsOfTheDemo(configuration, List.of("dev"));
            service.bill().clear();
            run("extract-series", "--conf", configuration);
            assertThat(service.bill().samples())
                    .as("what is final is not asked for again")
                    .isZero();
            for (String environment : environments) {
                assertSameBirths(environment);
            }
        }
    }

    private static List<SeriesRow> series(Path warehouse, String environment, LocalDate day) {
        return new Warehouse(warehouse.toString(), new Configuration())
                .read(Table.SERIES, new Partition(environment, day));
    }

    private void assertSameBirths(String environment) {
        SortedSet<String> births = new TreeSet<>();
        SortedSet<String> expected = new TreeSet<>();
        for (LocalDate day : DAYS) {
            List<SeriesRow> ofFiles = series(DemoRun.warehouse(), environment, day);
            Map<String, Instant> begin = ofFiles.stream()
                    .collect(Collectors.toMap(
                            row -> row.container().pod(), SeriesRow::firstSeen, (a, b) -> a.isBefore(b) ? a : b));
            births.addAll(births(series(folder.resolve("warehouse"), environment, day), begin));
            expected.addAll(births(ofFiles, begin));
        }
        assertThat(expected).isNotEmpty();
        assertThat(births).as(environment).isEqualTo(expected);
    }

    /**
     * When which series of which pod was first seen.
     *
     * @param begin the first scrape that the files have of a day, by pod: what is seen then is no birth
     */
    private static List<String> births(List<SeriesRow> rows, Map<String, Instant> begin) {
        return rows.stream()
                .filter(row -> row.firstSeen().isAfter(begin.get(row.container().pod())))
                .map(row -> String.join(
                        " ",
                        row.container().pod(),
                        row.firstSeen().toString(),
                        row.metric(),
                        new TreeMap<>(row.labels()).toString()))
                .toList();
    }

    /**
     * Whom enhanced observability leaves out: no limit to be a percentage of, and a sidecar that is an init container. Their series
     * are asked for as everybody's are, so those of the files do.
     */
    @Test
    void nativeSidecarsAndContainersWithoutALimitAreJudgedByBytes() throws IOException {
        try (PromqlStandIn service = PromqlStandIn.cloudWatch("us-west-2", 0)) {
            StreamedMemory.load(memory("prod"), "eks-test", StreamedMemory.Containers.UNLIMITED, service.store());
            StreamedMemory.load(memory("prod"), "eks-prod", StreamedMemory.Containers.NATIVE_SIDECARS, service.store());
            List<String> environments = List.of("prod", "test");
            String configuration = configuration(
                    environments,
                    "cloudwatch { region = us-west-2, cluster = eks-%1$s, endpoint = \"%2$s\" }",
                    service.endpoint());
            run("extract-memory", "--conf", configuration);
            giveTheSeriesOfProdTo(environments);
            run("correlate", "--conf", configuration);
            assertThat(run("report", "--conf", configuration).lines().map(AmazonPromqlIT::verdict))
                    .contains(
                            "prod wp-proxy label destination_service",
                            "prod thumbs no-label",
                            "test wp-proxy label destination_service",
                            "test thumbs no-label");
            assertThat(memoryOf("prod"))
                    .allSatisfy(row -> assertThat(row.limitBytes()).isPositive());
            assertThat(memoryOf("test"))
                    .allSatisfy(row -> assertThat(row.limitBytes()).isNull());
        }
    }

    private void giveTheSeriesOfProdTo(List<String> environments) {
        Warehouse demo = new Warehouse(DemoRun.warehouse().toString(), new Configuration());
        try (Publication publication =
                new Warehouse(folder.resolve("warehouse").toString(), new Configuration()).publication("test")) {
            for (Table<?> table : List.of(Table.SCRAPES, Table.SERIES, Table.FAMILIES)) {
                environments.forEach(environment -> give(demo, table, environment, publication));
            }
            publication.publish();
        }
    }

    private static <R extends Record> void give(
            Warehouse from, Table<R> table, String environment, Publication publication) {
        for (LocalDate day : DAYS) {
            publication.write(table, new Partition(environment, day), from.read(table, new Partition("prod", day)));
        }
    }

    private List<MemoryRow> memoryOf(String environment) {
        List<MemoryRow> rows = new Warehouse(folder.resolve("warehouse").toString(), new Configuration())
                .read(Table.CONTAINER_MEMORY, new Partition(environment, LocalDate.parse("2026-11-17")));
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.workingSetBytes()).isGreaterThan(1e6));
        return rows;
    }

    private static String verdict(String line) {
        String[] cells = line.strip().split(" +", -1);
        String[] path = cells.length > 2 ? cells[1].split("/", -1) : new String[0];
        return path.length == 3
                ? "%s %s %s%s".formatted(cells[0], path[1], cells[2], cells[2].equals("label") ? " " + cells[3] : "")
                : "";
    }
}
