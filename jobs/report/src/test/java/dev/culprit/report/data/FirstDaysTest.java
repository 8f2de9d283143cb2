package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.SeriesInventory.LabelCount;
import dev.culprit.report.data.SeriesInventory.MetricCount;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstDaysTest {
    private static final ReplicatedContainer EXPORT = Findings.unknown().container();
    private static final Instant START = Findings.FROM.plus(Duration.ofHours(9));

    @TempDir
    private Path folder;

    @Test
    void labelsWithoutMemoryAreCountedInFull() {
        FirstDay day = read(measured(false)).get(EXPORT);
        assertThat(day.verdict().sentence()).startsWith("Its labels are read, its memory is not");
        assertThat(day.inventory().series()).isEqualTo(13);
        assertThat(day.inventory().labels())
                .containsExactly(
                        new LabelCount("customer", 10, 7, 10),
                        new LabelCount("code", 2, 0, 10),
                        new LabelCount("env", 1, 0, 3));
        assertThat(day.inventory().metrics())
                .containsExactly(new MetricCount("orders_total", 10), new MetricCount("latency_bucket", 3));
    }

    @Test
    void withBothTheTimeOfTheVerdictIsNamed() {
        assertThat(read(measured(true)).get(EXPORT).verdict().brief())
                .isEqualTo("1 h of 5 h, verdict at about 14:30 UTC on 16 Nov");
    }

    @Test
    void whoWasJudgedHasNoFirstDay() {
        assertThat(FirstDays.read(warehouse(), Reports.data(Findings.plateau())))
                .isEmpty();
    }

    private Map<ReplicatedContainer, FirstDay> read(Measurements measured) {
        return FirstDays.read(warehouse(), Reports.data(new TreeMap<>(Map.of(EXPORT, measured)), Findings.unknown()));
    }

    private static Measurements measured(boolean memory) {
        Measurements measured = new Measurements();
        for (int minute = 0; minute <= 60; minute += 5) {
            Instant time = START.plus(Duration.ofMinutes(minute));
            measured.addScrape("nightly-export-0", time, 9, 0, false);
            if (memory) {
                measured.addMemory("nightly-export-0", time, 1e6, null);
            }
        }
        return measured;
    }

    /** Ten customers, seven of them new after the first scrape; another container's series do not count. */
    private Warehouse warehouse() {
        Warehouse warehouse = new Warehouse(folder.toString(), new Configuration());
        List<SeriesRow> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(
                    row("app", "orders_total", Map.of("customer", "c" + i, "code", "" + i % 2), i, Math.max(0, i - 2)));
        }
        for (int i = 0; i < 3; i++) {
            rows.add(row("app", "latency_bucket", Map.of("le", "" + i, "env", "prod"), 100 + i, 0));
        }
        rows.add(row("other", "orders_total", Map.of("customer", "x"), 200, 1));
        try (Publication publication = warehouse.publication("test")) {
            publication.write(Table.SERIES, new Partition("prod", Period.dateOf(Findings.FROM)), rows);
            publication.publish();
        }
        return warehouse;
    }

    private static SeriesRow row(String container, String metric, Map<String, String> labels, long id, int minute) {
        Instant seen = START.plus(Duration.ofMinutes(minute));
        return new SeriesRow(
                new Container("prod", null, "ops", null, "nightly-export-0", container),
                null,
                metric,
                "counter",
                labels,
                id,
                seen,
                seen,
                1);
    }
}
