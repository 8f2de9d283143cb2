package dev.culprit.analysis.history;

import dev.culprit.analysis.births.BirthCounting;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.Container;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The rows of the warehouse that speak of one container, within one period, in any order.
 *
 * @param wholePod the memory rows are of the pod, not of the container alone
 */
public record Observations(
        Container container,
        boolean wholePod,
        List<MemoryRow> memory,
        List<ScrapeRow> scrapes,
        List<FamilyRow> families,
        List<SeriesRow> series) {
    /** By hand: seconds; to move a reading by half of five minutes moves no verdict, by half of an hour it does. */
    private static final int LONGEST_MOMENT = 300;

    /** Condenses the rows. O(series) time and memory; the result holds no series. */
    public ContainerHistory history() {
        return history(SeriesColumns.of(series));
    }

    /**
     * The same, of series that come by columns.
     *
     * @param columns in the place of {@link #series}
     */
    public ContainerHistory history(SeriesColumns columns) {
        TreeMap<Instant, ScrapeRow> read = new TreeMap<>();
        scrapes.stream()
                .filter(scrape -> !scrape.status().equals(ScrapeRow.REJECTED))
                .sorted(Comparator.comparing(ScrapeRow::file))
                .forEach(scrape -> read.put(scrape.time(), scrape));
        List<ScrapeRow> ordered = List.copyOf(read.values());
        double[] times =
                ordered.stream().mapToDouble(row -> EpochSeconds.of(row.time())).toArray();
        List<Restart> restarts = Restarts.seenByScrapes(ordered);
        double[] requests = RequestCounter.of(ordered, families, restarts);
        return new ContainerHistory(
                container,
                readings(),
                wholePod,
                memory.stream()
                        .filter(row -> row.limitBytes() != null)
                        .max(Comparator.comparing(MemoryRow::time).thenComparing(MemoryRow::limitBytes))
                        .map(MemoryRow::limitBytes)
                        .orElse(Double.NaN),
                times,
                requests,
                restarts,
                times.length == 0
                        ? List.of()
                        : BirthCounting.perProcess(
                                times,
                                Restarts.spans(times, restarts),
                                Inventory.fromTheBeginning(columns, ordered, restarts)),
                SelfReportedMemory.of(ordered, families),
                Instrumentation.of(ordered, families, columns),
                null);
    }

    private Readings readings() {
        TreeMap<Instant, MemoryRow> byTime = new TreeMap<>();
        memory.forEach(row -> byTime.merge(
                row.time(), row, (one, other) -> one.workingSetBytes() >= other.workingSetBytes() ? one : other));
        List<MemoryRow> rows = List.copyOf(byTime.values());
        double[] times =
                rows.stream().mapToDouble(row -> EpochSeconds.of(row.time())).toArray();
        double step = rows.size() < 2 ? 60 : RobustStatistics.median(RobustStatistics.differences(times));
        // CloudWatch stamps a period with its start: a roll-up of an hour speaks of half an hour later.
        for (int i = 0; i < times.length; i++) {
            times[i] +=
                    rows.get(i).periodSeconds() > LONGEST_MOMENT ? rows.get(i).periodSeconds() / 2.0 : 0;
        }
        return new Readings(
                times, rows.stream().mapToDouble(MemoryRow::workingSetBytes).toArray(), step);
    }
}
