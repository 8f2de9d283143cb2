package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExporterReaderTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-16");
    private static final LocalDate LAST = LocalDate.parse("2026-11-18");
    private static final String POD = "wp-proxy-6c9d7f5b8-p9q8r";

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
    }

    @Test
    void theLastDayTellsWhatTheTargetShowsAndItsVersion() {
        publish(FIRST, "1.20.1", "istio_build", "go_goroutines", "python_info");
        publish(LAST, "1.28.2", "istio_build", "go_goroutines", "istio_requests_total");
        Exporter producer = read("istio_build", "go_goroutines", "python_info").get(Reports.PROXY);
        assertThat(producer.shows()).containsExactlyInAnyOrder("istio_build", "go_goroutines");
        assertThat(producer.istio()).isEqualTo(28);
    }

    @Test
    void aDayBeforeServesWhereTheLastHasNothing() {
        publish(FIRST, "1.20.1", "istio_build");
        assertThat(read("istio_build").get(Reports.PROXY).istio()).isEqualTo(20);
    }

    @Test
    void ofTwoVersionsTheOlderCounts() {
        try (Publication publication = warehouse.publication("test")) {
            publication.write(Table.FAMILIES, new Partition("prod", LAST), List.of(family("istio_build")));
            publication.write(
                    Table.SERIES, new Partition("prod", LAST), List.of(build("1.28.0"), build("1.27.5"), build("odd")));
            publication.publish();
        }
        assertThat(read("istio_build").get(Reports.PROXY).istio()).isEqualTo(27);
    }

    @Test
    void withoutTablesNothingIsKnownAndTheRemedyIsByName() {
        assertThat(read("istio_build")).isEmpty();
    }

    private Map<ReplicatedContainer, Exporter> read(String... families) {
        return ExporterReader.read(warehouse, Reports.data(Findings.labelLeak(), Findings.plateau()), Set.of(families));
    }

    private void publish(LocalDate date, String version, String... families) {
        try (Publication publication = warehouse.publication("test")) {
            publication.write(
                    Table.FAMILIES,
                    new Partition("prod", date),
                    List.of(families).stream().map(ExporterReaderTest::family).toList());
            publication.write(Table.SERIES, new Partition("prod", date), List.of(build(version)));
            publication.publish();
        }
    }

    private static FamilyRow family(String metric) {
        return new FamilyRow(
                new Container("prod", null, "web", null, POD, "istio-proxy"), time(), metric, "gauge", 1, null, null);
    }

    private static SeriesRow build(String version) {
        return new SeriesRow(
                new Container("prod", null, "web", null, POD, "istio-proxy"),
                null,
                "istio_build",
                "gauge",
                Map.of("component", "proxy", "tag", version),
                version.hashCode(),
                time(),
                time(),
                1);
    }

    private static Instant time() {
        return Findings.TO.minus(Duration.ofHours(2));
    }
}
