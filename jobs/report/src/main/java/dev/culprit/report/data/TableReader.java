package dev.culprit.report.data;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.NullScoreRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the report needs of the tables, in one pass each and only the columns that it shows. */
final class TableReader {
    private static final Logger log = LoggerFactory.getLogger(TableReader.class);

    // These three are public because the warehouse makes them by reflection.

    /** The columns of {@code container_memory} that are drawn. */
    public record MemoryPoint(
            @Flattened Container container,
            Instant time,
            double workingSetBytes,
            @Nullable Double limitBytes) {}

    /** The columns of {@code scrapes} that are drawn. */
    public record ScrapePoint(
            @Flattened(required = "container") Container container,
            Instant time,
            long series,
            long births,
            String status,
            @Nullable String restart) {}

    /** The columns of {@code scrapes} that tell what is wrong with a file. */
    public record FaultyScrape(
            Instant time,
            String file,
            String status,
            @Nullable String reason,

            @Flattened(prefix = "cause_", bare = "kind") @Nullable
            Cause cause) {

        /** What has one cause is one row of the coverage; tables of before causes were told apart have only reasons. */
        UnreadRow unread(String otherwise) {
            String kind = cause != null ? cause.kind() : reason != null ? reason : otherwise;
            return new UnreadRow(file, cause == null ? null : cause.place(), kind, 1);
        }
    }

    private static final Table<MemoryPoint> MEMORY = new Table<>(Table.CONTAINER_MEMORY.name(), MemoryPoint.class);
    private static final Table<ScrapePoint> SCRAPES = new Table<>(Table.SCRAPES.name(), ScrapePoint.class);
    private static final Table<FaultyScrape> FAULTY = new Table<>(Table.SCRAPES.name(), FaultyScrape.class);
    private static final int DAYS_OF_A_WEEK = 7;
    private static final FilterPredicate NOT_OK =
            FilterApi.notEq(FilterApi.binaryColumn("status"), Binary.fromString(ScrapeRow.OK));

    private final Warehouse warehouse;
    private final Period period;
    private final List<ContainerFinding> cases = new ArrayList<>();
    private final SortedMap<ReplicatedContainer, List<TrendRow>> trends = new TreeMap<>();
    private final SortedMap<ReplicatedContainer, List<GrowthRow>> growth = new TreeMap<>();
    private final SortedMap<ReplicatedContainer, Measurements> measurements = new TreeMap<>();
    private final CoverageTally tally = new CoverageTally();
    private final List<String> notes = new ArrayList<>();
    private final List<FleetNull> nulls = new ArrayList<>();

    private TableReader(Warehouse warehouse, Period period) {
        this.warehouse = warehouse;
        this.period = period;
    }

    static ReportData read(Warehouse warehouse, List<String> environments, Period period) {
        return new TableReader(warehouse, period).read(new LinkedHashSet<>(environments));
    }

    private ReportData read(Iterable<String> environments) {
        environments.forEach(this::readFindings);
        if (cases.isEmpty()) {
            throw new CulpritException("no findings for %s to %s in %s: run 'culprit correlate' for this period first"
                    .formatted(period.from(), period.to(), warehouse.folder(Table.FINDINGS)));
        }
        environments.forEach(this::readMeasurements);
        measurements.values().forEach(Measurements::sort);
        tally.findGaps(measurements);
        cases.sort(ContainerFinding.GRAVEST_FIRST);
        return new ReportData(period, cases, trends, growth, measurements, tally.coverage(), notes).with(nulls);
    }

    private void readFindings(String environment) {
        List<Finding> findings = warehouse.read(Table.FINDINGS, new Partition(environment, period.lastDay()));
        findings.forEach(finding -> cases.add(new ContainerFinding(finding)));
        if (findings.isEmpty()) {
            note("There are no findings for %s in this period.".formatted(environment));
        }
        List<NullScoreRow> chance = warehouse.read(Table.NULL_SCORES, new Partition(environment, period.lastDay()));
        if (!chance.isEmpty()) {
            nulls.add(FleetNull.of(environment, chance, findings));
        }
        findings.stream()
                .filter(finding -> !finding.period().equals(period))
                .findFirst()
                .ifPresent(finding -> note("The findings for %s were made over %s to %s, not over this report's period."
                        .formatted(
                                environment,
                                finding.period().from(),
                                finding.period().to())));
    }

    private void note(String sentence) {
        notes.add(sentence);
        log.warn("{}", sentence);
    }

    private void readMeasurements(String environment) {
        noteDaysWithoutRows(MEMORY, environment);
        noteDaysWithoutRows(SCRAPES, environment);
        WorkloadIndex workloads = new WorkloadIndex();
        readAnalysis(environment, workloads);
        for (Partition partition : warehouse.partitions(MEMORY, environment, period)) {
            warehouse.read(MEMORY, partition, null, point -> addMemory(workloads, point));
        }
        for (Partition partition : warehouse.partitions(Table.UNREAD_MEMORY, environment, period)) {
            warehouse.read(Table.UNREAD_MEMORY, partition).forEach(row -> tally.unreadMemory(environment, row));
        }
        for (Partition partition : warehouse.partitions(SCRAPES, environment, period)) {
            warehouse.read(SCRAPES, partition, null, point -> addScrape(workloads, point));
            warehouse.read(FAULTY, partition, NOT_OK, scrape -> addFaulty(environment, scrape));
        }
        for (Partition partition : warehouse.partitions(Table.UNREAD_SCRAPES, environment, period)) {
            warehouse.read(Table.UNREAD_SCRAPES, partition).forEach(row -> tally.unreadScrape(environment, row));
        }
        log.info("{}: tables read", environment);
    }

    /** A day may be missing from the beginning, or be lost: who reads a week's findings must know. */
    private void noteDaysWithoutRows(Table<?> table, String environment) {
        Set<LocalDate> dates = Set.copyOf(warehouse.dates(table, environment));
        List<LocalDate> within = period.days().stream().filter(dates::contains).toList();
        String missing = period.days().stream()
                .filter(day -> !dates.contains(day))
                .filter(day -> dates.contains(day.minusDays(DAYS_OF_A_WEEK)) || isBetween(day, within))
                .map(LocalDate::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            note(
                    "Table %s has no rows of %s on %s, though it has on the days around or a week before: what is said of this period is said without them."
                            .formatted(table.name(), environment, missing));
        }
    }

    private static boolean isBetween(LocalDate day, List<LocalDate> ascending) {
        return !ascending.isEmpty()
                && ascending.get(0).isBefore(day)
                && ascending.get(ascending.size() - 1).isAfter(day);
    }

    private void readAnalysis(String environment, WorkloadIndex workloads) {
        Partition analysed = new Partition(environment, period.lastDay());
        for (TrendRow row : warehouse.read(Table.MEMORY_TRENDS, analysed)) {
            workloads.place(row.container());
            trends.computeIfAbsent(ReplicatedContainer.of(row.container()), container -> new ArrayList<>())
                    .add(row);
        }
        for (GrowthRow row : warehouse.read(Table.LABEL_GROWTH, analysed)) {
            workloads.place(row.container());
            growth.computeIfAbsent(ReplicatedContainer.of(row.container()), container -> new ArrayList<>())
                    .add(row);
        }
        trends.values()
                .forEach(rows -> rows.sort(
                        Comparator.comparing((TrendRow row) -> row.container().pod())
                                .thenComparing(TrendRow::start)));
    }

    private void addMemory(WorkloadIndex workloads, MemoryPoint point) {
        if (!period.contains(point.time())) {
            return;
        }
        tally.memoryPoint();
        measurements(workloads.of(point.container()))
                .addMemory(point.container().pod(), point.time(), point.workingSetBytes(), point.limitBytes());
    }

    private void addScrape(WorkloadIndex workloads, ScrapePoint point) {
        if (!period.contains(point.time())) {
            return;
        }
        tally.scrape();
        // What a rejected file would have shown is unknown: no point of a line, and a hole for the coverage.
        if (!point.status().equals(ScrapeRow.REJECTED)) {
            measurements(workloads.of(point.container()))
                    .addScrape(
                            point.container().pod(),
                            point.time(),
                            point.series(),
                            point.births(),
                            point.restart() != null);
        }
    }

    private void addFaulty(String environment, FaultyScrape scrape) {
        if (!period.contains(scrape.time())) {
            return;
        }
        if (scrape.status().equals(ScrapeRow.REJECTED)) {
            tally.rejectedScrape(environment, scrape.unread("unreadable"));
        } else {
            tally.partialScrape(environment, scrape.unread("partly unreadable"));
        }
    }

    private Measurements measurements(ReplicatedContainer container) {
        return measurements.computeIfAbsent(container, unknown -> new Measurements());
    }
}
