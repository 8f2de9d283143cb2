package dev.culprit.report.data;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A simulation of several weeks, judged week by week as correlate does, into the tables that it leaves. */
final class SimulatedWeeks {
    static final String ENVIRONMENT = "prod";

    private final Simulation simulation;
    private final List<Observations> observations;

    SimulatedWeeks(Simulation simulation) {
        this.simulation = simulation;
        this.observations = simulation.observations().stream()
                .filter(rows -> rows.container().environment().equals(ENVIRONMENT)
                        && rows.container().container().equals("proxy"))
                .toList();
    }

    /** @param number from 1 on */
    Period week(int number) {
        Instant from = simulation.period().from().plus(Duration.ofDays(7L * (number - 1)));
        return new Period(from, from.plus(Duration.ofDays(7)));
    }

    void publish(Warehouse warehouse, int number) {
        Period week = week(number);
        List<Observations> within =
                observations.stream().map(rows -> within(rows, week)).toList();
        WorkloadAnalysis.Result result =
                WorkloadAnalysis.of(within.stream().map(Observations::history).toList(), week);
        try (Publication publication = warehouse.publication("week")) {
            Partition partition = new Partition(ENVIRONMENT, week.lastDay());
            publication.write(Table.FINDINGS, partition, rows(result.findings()));
            publication.write(Table.MEMORY_TRENDS, partition, rows(result.trends()));
            publication.write(Table.LABEL_GROWTH, partition, rows(result.growth()));
            publication.write(
                    Table.CONTAINER_MEMORY,
                    partition,
                    within.stream().flatMap(rows -> rows.memory().stream()).toList());
            publication.write(
                    Table.SCRAPES,
                    partition,
                    within.stream().flatMap(rows -> rows.scrapes().stream()).toList());
            publication.publish();
        }
    }

    private static <R extends Record> List<R> rows(List<Placed<R>> placed) {
        return placed.stream().map(Placed::row).toList();
    }

    private static Observations within(Observations rows, Period week) {
        List<ScrapeRow> scrapes =
                rows.scrapes().stream().filter(row -> week.contains(row.time())).toList();
        TreeSet<Instant> times = new TreeSet<>();
        scrapes.forEach(scrape -> times.add(scrape.time()));
        List<MemoryRow> memory =
                rows.memory().stream().filter(row -> week.contains(row.time())).toList();
        List<SeriesRow> series = rows.series().stream()
                .filter(row ->
                        !row.lastSeen().isBefore(week.from()) && row.firstSeen().isBefore(week.to()))
                .map(row -> within(row, times))
                .toList();
        return new Observations(
                rows.container(),
                rows.wholePod(),
                memory,
                scrapes,
                rows.families().stream()
                        .filter(row -> week.contains(row.time()))
                        .toList(),
                series);
    }

    /** Rows of the days before and after are not read: a series that is older is there at the first scrape. */
    private static SeriesRow within(SeriesRow row, NavigableSet<Instant> scrapes) {
        return new SeriesRow(
                row.container(),
                row.processStart(),
                row.metric(),
                row.type(),
                row.labels(),
                row.seriesId(),
                scrapes.ceiling(row.firstSeen()),
                scrapes.floor(row.lastSeen()),
                row.scrapes());
    }
}
