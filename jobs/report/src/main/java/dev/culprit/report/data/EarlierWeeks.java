package dev.culprit.report.data;

import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Comparison;
import dev.culprit.report.history.Forecast;
import dev.culprit.report.history.RestartSchedule;
import dev.culprit.report.history.RestartSchedule.Life;
import dev.culprit.report.history.Week;
import dev.culprit.report.history.Week.Grower;
import dev.culprit.report.history.Week.LabelBirths;
import dev.culprit.report.text.Format;
import dev.culprit.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the tables hold of the weeks before: {@code correlate} leaves a partition a run, under its period's last day. Of
 * those that end before the report's period begins the newest is taken, then the newest that ends before that one begins, and
 * so on: daily runs over a week each are compared week by week as well.
 */
final class EarlierWeeks {
    /** By hand: a quarter of a year of weeks. */
    private static final int MOST_PERIODS = 13;
    /** By hand: schedules change, so restarts are looked for in the last four weeks only. */
    private static final int PERIODS_OF_RESTARTS = 4;

    /** By hand: notes stand above the overview and must not push it off the screen. */
    private static final int MOST_NOTES = 10;

    private static final int LONGEST_NAME = 80;

    // These are public because the warehouse makes them by reflection; they are the columns that are compared.

    public record PastFinding(
            @Flattened ReplicatedContainer container,
            @Flattened(prefix = "period_") Period period,
            Verdict verdict,
            @Nullable MemoryTrend memory,
            List<Grower> culprits,
            @Nullable List<Intervention> interventions) {}

    public record PastGrowth(
            @Flattened ReplicatedContainer container,
            List<String> labels,
            long births,
            @Nullable Instant lastNovelValue) {}

    public record PastLife(@Flattened ReplicatedContainer container, Instant start, Instant end) {}

    private static final Table<PastFinding> FINDINGS = new Table<>(Table.FINDINGS.name(), PastFinding.class);
    private static final Table<PastGrowth> GROWTH = new Table<>(Table.LABEL_GROWTH.name(), PastGrowth.class);
    private static final Table<PastLife> LIVES = new Table<>(Table.MEMORY_TRENDS.name(), PastLife.class);

    private final Warehouse warehouse;
    private final Period period;
    /** By container, newest first. */
    private final Map<ReplicatedContainer, List<Week>> weeks = new HashMap<>();

    private final Map<ReplicatedContainer, List<Life>> lives = new HashMap<>();
    private final Map<String, List<Period>> periodsOfRestarts = new HashMap<>();

    private EarlierWeeks(Warehouse warehouse, Period period) {
        this.warehouse = warehouse;
        this.period = period;
    }

    static EarlierWeeks read(Warehouse warehouse, Iterable<String> environments, Period period) {
        EarlierWeeks earlier = new EarlierWeeks(warehouse, period);
        environments.forEach(earlier::read);
        return earlier;
    }

    private void read(String environment) {
        List<LocalDate> dates = warehouse.dates(Table.FINDINGS, environment);
        Instant before = period.from();
        int read = 0;
        for (int i = dates.size() - 1; i >= 0 && read < MOST_PERIODS; i--) {
            if (Period.startOf(dates.get(i)).isBefore(before)) {
                Partition partition = new Partition(environment, dates.get(i));
                List<PastFinding> findings = warehouse.read(FINDINGS, partition);
                if (!findings.isEmpty() && !findings.get(0).period().to().isAfter(before)) {
                    before = findings.get(0).period().from();
                    add(partition, findings, read < PERIODS_OF_RESTARTS);
                    read++;
                }
            }
        }
    }

    private void add(Partition partition, List<PastFinding> findings, boolean restarts) {
        String environment = partition.environment();
        Map<ReplicatedContainer, List<LabelBirths>> births = new HashMap<>();
        warehouse.read(
                GROWTH,
                partition,
                null,
                row -> births.computeIfAbsent(row.container(), container -> new ArrayList<>())
                        .add(new LabelBirths(row.labels(), row.births(), row.lastNovelValue())));
        Map<ReplicatedContainer, List<Life>> lived = new HashMap<>();
        warehouse.read(
                LIVES,
                partition,
                null,
                row -> lived.computeIfAbsent(row.container(), container -> new ArrayList<>())
                        .add(new Life(row.start(), row.end())));
        for (PastFinding finding : findings) {
            ReplicatedContainer container = finding.container();
            List<Life> own = lived.getOrDefault(container, List.of());
            weeks.computeIfAbsent(container, unknown -> new ArrayList<>())
                    .add(new Week(
                            finding.period(),
                            finding.verdict(),
                            finding.memory(),
                            finding.culprits(),
                            finding.interventions() == null ? List.of() : finding.interventions(),
                            births.getOrDefault(container, List.of()),
                            hours(own)));
        }
        if (restarts) {
            lived.forEach((container, own) -> lives.computeIfAbsent(container, unknown -> new ArrayList<>())
                    .addAll(own));
            periodsOfRestarts
                    .computeIfAbsent(environment, unknown -> new ArrayList<>())
                    .add(findings.get(0).period());
        }
    }

    /** After the first hour of each process, whose births are not counted either. */
    private static double hours(List<Life> lives) {
        return lives.stream()
                .mapToDouble(life ->
                        Math.max(0, Duration.between(life.start(), life.end()).toSeconds() / 3600.0 - 1))
                .sum();
    }

    /** The same data, with what became of each container and what is to be expected of it. */
    ReportData addTo(ReportData data) {
        Map<ReplicatedContainer, Change> changes = new TreeMap<>();
        Map<ReplicatedContainer, Forecast> forecasts = new TreeMap<>();
        for (ContainerFinding found : data.findings()) {
            ReplicatedContainer container = found.container();
            Week today = week(data, found);
            List<Week> earlier = new ArrayList<>(weeks.getOrDefault(container, List.of()));
            Collections.reverse(earlier);
            Change change = Comparison.of(earlier, today);
            if (change != null) {
                changes.put(container, change);
            }
            Forecast forecast = Forecast.of(today, change, schedule(data, container), data.lastReading(container));
            if (forecast != null) {
                forecasts.put(container, forecast);
            }
        }
        return new ReportData(
                data.period(),
                data.findings(),
                data.trends(),
                data.growth(),
                data.measurements(),
                data.coverage(),
                Stream.concat(data.notes().stream(), unsettled(data).stream()).toList(),
                changes,
                forecasts,
                data.firstDays(),
                data.nulls());
    }

    /** What was found before and cannot be seen now: nobody has mended it, as far as one knows. */
    private List<String> unsettled(ReportData data) {
        Map<ReplicatedContainer, Verdict> today = data.findings().stream()
                .collect(Collectors.toMap(
                        ContainerFinding::container, found -> found.finding().verdict(), (first, same) -> first));
        List<String> notes = new ArrayList<>();
        new TreeMap<>(weeks).forEach((container, newestFirst) -> {
            Verdict verdict = today.get(container);
            List<Week> earlier = new ArrayList<>(newestFirst);
            Collections.reverse(earlier);
            String clause = verdict == null || verdict == Verdict.INSUFFICIENT_DATA
                    ? Comparison.unsettled(earlier, period.from())
                    : null;
            if (clause != null) {
                notes.add("%s %s/%s/%s: %s; %s."
                        .formatted(
                                container.environment(),
                                Text.printable(container.namespace(), LONGEST_NAME),
                                Text.printable(container.workload(), LONGEST_NAME),
                                Text.printable(container.container(), LONGEST_NAME),
                                clause,
                                verdict == null
                                        ? "nothing is known of the container in this period"
                                        : "this period's data cannot tell whether it is gone"));
            }
        });
        return notes.size() <= MOST_NOTES
                ? notes
                : Stream.concat(
                                notes.stream().limit(MOST_NOTES),
                                Stream.of("The same holds for %s."
                                        .formatted(Format.count(
                                                notes.size() - MOST_NOTES, "more container", "more containers"))))
                        .toList();
    }

    private static Week week(ReportData data, ContainerFinding found) {
        Finding finding = found.finding();
        List<GrowthRow> growth = data.growth(found.container());
        return new Week(
                finding.period(),
                finding.verdict(),
                finding.memory(),
                finding.culprits().stream()
                        .map(culprit -> new Grower(culprit.labels(), culprit.seriesPerHour()))
                        .toList(),
                finding.interventions() == null ? List.of() : finding.interventions(),
                growth.stream()
                        .map(row -> new LabelBirths(row.labels(), row.growth().births(), row.lastNovelValue()))
                        .toList(),
                hours(lives(data.trends(found.container()))));
    }

    private static List<Life> lives(List<TrendRow> rows) {
        return rows.stream().map(row -> new Life(row.start(), row.end())).toList();
    }

    private @Nullable RestartSchedule schedule(ReportData data, ReplicatedContainer container) {
        List<Life> all = new ArrayList<>(lives.getOrDefault(container, List.of()));
        all.addAll(lives(data.trends(container)));
        List<Period> periods = new ArrayList<>(periodsOfRestarts.getOrDefault(container.environment(), List.of()));
        periods.add(data.period());
        return RestartSchedule.of(all, periods);
    }
}
