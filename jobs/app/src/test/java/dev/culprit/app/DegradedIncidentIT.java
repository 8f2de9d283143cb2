package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded incident with less to go by: the verdict stays or becomes uncertain, and is never another label. */
final class DegradedIncidentIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Period PERIOD =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-19T00:00:00Z"));

    @TempDir
    private static Path folder;

    private static Warehouse whole;

    @BeforeAll
    static void extractOnce() {
        whole = new Warehouse(DemoRun.warehouse().toString(), new Configuration());
    }

    /** @param without the end of the name of a pod that is left out, empty for none */
    private record Degraded(String name, Function<MemoryRow, Stream<MemoryRow>> memory, String without, int days) {
        boolean allPods() {
            return without.isEmpty();
        }

        boolean keeps(Container container) {
            return allPods() || !container.pod().endsWith(without);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> degradations() {
        Random random = new Random(1);
        Function<MemoryRow, Stream<MemoryRow>> allMemory = Stream::of;
        return Stream.of(
                        new Degraded(
                                "memory once an hour",
                                row -> Stream.of(row).filter(one -> one.time().getEpochSecond() % 3600 == 0),
                                "",
                                3),
                        new Degraded(
                                "a fifth of the readings missing",
                                row -> Stream.of(row).filter(one -> random.nextDouble() > 0.2),
                                "",
                                3),
                        new Degraded("memory three minutes late", row -> Stream.of(later(row)), "", 3),
                        new Degraded("one pod only", allMemory, "m4v9q", 3),
                        new Degraded("one day only", allMemory, "", 1))
                .map(Arguments::of);
    }

    private static MemoryRow later(MemoryRow row) {
        return new MemoryRow(
                row.container(),
                row.time().plusSeconds(180),
                row.periodSeconds(),
                row.workingSetBytes(),
                row.limitBytes(),
                row.restarts(),
                row.oomKills(),
                row.source(),
                row.derivation());
    }

    @ParameterizedTest
    @MethodSource("degradations")
    void theVerdictStaysOrBecomesUncertain(Degraded degraded) throws IOException {
        Path copy = folder.resolve(degraded.name().replace(' ', '-'));
        Warehouse thinned = new Warehouse(copy.toString(), new Configuration());
        try (Publication publication = thinned.publication("test")) {
            for (String environment : ENVIRONMENTS) {
                copy(
                        publication,
                        environment,
                        Table.CONTAINER_MEMORY,
                        MemoryRow::container,
                        degraded,
                        degraded.memory());
                if (!degraded.allPods()) {
                    copy(publication, environment, Table.SCRAPES, ScrapeRow::container, degraded, Stream::of);
                    copy(publication, environment, Table.SERIES, SeriesRow::container, degraded, Stream::of);
                    copy(publication, environment, Table.FAMILIES, FamilyRow::container, degraded, Stream::of);
                }
            }
            publication.publish();
        }
        if (degraded.allPods()) {
            for (Table<?> table : List.of(Table.SCRAPES, Table.SERIES, Table.FAMILIES)) {
                copyFiles(DemoRun.warehouse().resolve(table.name()), copy.resolve(table.name()));
            }
        }
        Period period = new Period(PERIOD.from(), PERIOD.from().plusSeconds(degraded.days() * 86_400L));
        assertThat(DemoRun.command(
                        new ByteArrayOutputStream(),
                        "correlate",
                        "--conf",
                        HOME + "/conf/demo.conf",
                        "--set",
                        "warehouse=" + copy,
                        "--to",
                        "" + period.to()))
                .isZero();
        for (String environment : ENVIRONMENTS) {
            for (Finding finding : thinned.read(Table.FINDINGS, new Partition(environment, period.lastDay()))) {
                if (environment.equals("prod") && finding.container().workload().equals("wp-proxy")) {
                    assertThat(finding.verdict()).isIn(Verdict.LABEL, Verdict.INSUFFICIENT_DATA);
                    assertThat(finding.culprits())
                            .extracting(Finding.Culprit::labels)
                            .allMatch(List.of("destination_service", "destination_service_name")::equals);
                } else {
                    assertThat(finding.verdict())
                            .as(finding.container().workload())
                            .isNotEqualTo(Verdict.LABEL);
                }
            }
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> walked = Files.walk(from)) {
            for (Path each : walked.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static <R extends Record> void copy(
            Publication publication,
            String environment,
            Table<R> table,
            Function<R, Container> container,
            Degraded degraded,
            Function<R, Stream<R>> form) {
        for (Partition partition : whole.partitions(table, environment, PERIOD)) {
            publication.write(
                    table,
                    partition,
                    whole.read(table, partition).stream()
                            .filter(row -> degraded.keeps(container.apply(row)))
                            .flatMap(form)
                            .toList());
        }
    }
}
