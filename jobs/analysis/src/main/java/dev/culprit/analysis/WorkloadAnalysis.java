package dev.culprit.analysis;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import dev.culprit.analysis.births.ProcessBirths.Values;
import dev.culprit.analysis.births.ValuePattern;
import dev.culprit.analysis.discovery.Participant;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.history.ScrapeOwner;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.TheilSen;
import dev.culprit.analysis.verdict.AssessedCandidate;
import dev.culprit.analysis.verdict.Assessment;
import dev.culprit.analysis.verdict.Assessor;
import dev.culprit.analysis.verdict.Experiments;
import dev.culprit.analysis.verdict.Explanation;
import dev.culprit.analysis.verdict.Suspects;
import dev.culprit.analysis.verdict.WorkloadContainer;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.TrendRow;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole method for one workload, over all its containers and all environments that know it. */
public final class WorkloadAnalysis {
    private WorkloadAnalysis() {}

    /** A row for a table, and the environment whose partition it goes to. */
    public record Placed<R extends Record>(String environment, R row) implements Serializable {}

    /**
     * One finding a container and environment; trends and growth of all its replicas.
     *
     * @param tested containers of which a label might have been named
     * @param growing containers whose labels take new values, those that were tested among them
     */
    public record Result(
            List<Placed<Finding>> findings,
            List<Placed<TrendRow>> trends,
            List<Placed<GrowthRow>> growth,
            List<Tested> tested,
            List<Participant> growing)
            implements Serializable {
        /** What is kept of it when the containers that take part in a null are known. */
        public Result withoutHistories() {
            return new Result(findings, trends, growth, tested, List.of());
        }
    }

    /**
     * The same histories, in any order, give the same result.
     *
     * @param histories of one namespace and workload; any number of containers, environments and replicas, at least one
     */
    public static Result of(List<ContainerHistory> histories, Period period) {
        Map<String, List<ContainerHistory>> byContainer = histories.stream()
                .map(history -> ScrapeOwner.assign(history, histories))
                .collect(groupingBy(history -> history.container().container(), TreeMap::new, toList()));
        List<Result> results = byContainer.values().stream()
                .map(replicas -> ofContainer(replicas, period))
                .toList();
        return new Result(
                results.stream().flatMap(result -> result.findings.stream()).toList(),
                results.stream().flatMap(result -> result.trends.stream()).toList(),
                results.stream().flatMap(result -> result.growth.stream()).toList(),
                results.stream().flatMap(result -> result.tested.stream()).toList(),
                results.stream().flatMap(result -> result.growing.stream()).toList());
    }

    private static Result ofContainer(List<ContainerHistory> histories, Period period) {
        Map<String, List<ContainerHistory>> byEnvironment = histories.stream()
                .collect(groupingBy(history -> history.container().environment(), TreeMap::new, toList()));
        List<WorkloadContainer> units = byEnvironment.values().stream()
                .map(replicas -> WorkloadContainer.of(replicas, period))
                .toList();
        Map<String, Assessment> judgements = new TreeMap<>();
        for (WorkloadContainer unit : units) {
            judgements.put(unit.environment(), Assessor.assess(unit, othersOf(unit, units)));
        }
        List<Placed<Finding>> findings = new ArrayList<>();
        List<Placed<TrendRow>> trends = new ArrayList<>();
        List<Placed<GrowthRow>> growth = new ArrayList<>();
        for (WorkloadContainer unit : units) {
            findings.add(new Placed<>(unit.environment(), finding(unit, units, judgements, period)));
            trends(unit).forEach(row -> trends.add(new Placed<>(unit.environment(), row)));
            growth(unit).forEach(row -> growth.add(new Placed<>(unit.environment(), row)));
        }
        List<WorkloadContainer> growing = units.stream()
                .filter(unit -> !unit.candidates().found().isEmpty())
                .toList();
        List<ContainerHistory> ordered = units.stream()
                .flatMap(unit -> unit.replicas().stream())
                .map(Replica::history)
                .toList();
        return new Result(
                List.copyOf(findings),
                List.copyOf(trends),
                List.copyOf(growth),
                growing.stream()
                        .filter(WorkloadContainer::climbs)
                        .map(unit -> Tested.of(unit, requireNonNull(judgements.get(unit.environment()))))
                        .toList(),
                growing.stream()
                        .map(unit -> new Participant(unit.identity(), ordered))
                        .toList());
    }

    private static List<WorkloadContainer> othersOf(WorkloadContainer unit, List<WorkloadContainer> units) {
        return units.stream()
                .filter(other -> !other.environment().equals(unit.environment()))
                .toList();
    }

    private static Finding finding(
            WorkloadContainer unit, List<WorkloadContainer> units, Map<String, Assessment> judgements, Period period) {
        Assessment judgement = requireNonNull(judgements.get(unit.environment()));
        List<Culprit> culprits = judgement.verdict() == Verdict.LABEL
                ? judgement.named().stream()
                        .map(suspect -> culprit(unit, suspect.association().candidate(), suspect))
                        .toList()
                : judgement.watched().stream()
                        .map(candidate -> culprit(unit, candidate, null))
                        .toList();
        List<String> labels = culprits.isEmpty() ? List.of() : culprits.get(0).labels();
        List<Elsewhere> elsewhere = othersOf(unit, units).stream()
                .map(other -> new Elsewhere(
                        other.environment(),
                        requireNonNull(judgements.get(other.environment())).verdict(),
                        orZero(labels.isEmpty() ? other.birthsPerHour() : other.birthsPerHour(labels)),
                        !other.growth().known() ? null : other.growth().slope().estimate()))
                .toList();
        return new Finding(
                unit.cluster(),
                unit.identity(),
                period,
                judgement.verdict(),
                judgement.confidence(),
                memory(unit, judgement),
                culprits,
                Explanation.evidence(unit, judgement),
                Explanation.refutedBy(unit, judgement),
                Experiments.wishes(unit, judgement),
                elsewhere,
                interventions(unit, judgement),
                Suspects.of(unit, judgement));
    }

    /** As the verdict has read them, where it has: it knows what the labels' series cost. */
    private static List<Finding.Intervention> interventions(WorkloadContainer unit, Assessment judgement) {
        TreeMap<String, Intervention> byLabels = new TreeMap<>();
        unit.changes().forEach(change -> byLabels.put(change.labels().toString(), change));
        judgement.candidates().forEach(suspect -> {
            if (suspect.change() != null) {
                byLabels.put(suspect.labels().toString(), suspect.change());
            }
        });
        return byLabels.values().stream().map(Intervention::kept).toList();
    }

    private static @Nullable MemoryTrend memory(WorkloadContainer unit, Assessment judgement) {
        MemoryGrowth growth = unit.growth();
        if (!unit.measured() || !growth.known()) {
            return null;
        }
        boolean climbs = growth.shape() == Shape.LEAK || judgement.verdict() == Verdict.LABEL;
        return new MemoryTrend(
                growth.slope().estimate(),
                growth.slope().low(),
                growth.slope().high(),
                judgement.verdict() == Verdict.LABEL ? Shape.LEAK : growth.shape(),
                unit.lifetimes(),
                climbs ? unit.hoursToLimit(growth.slope().estimate()) : null);
    }

    private static Culprit culprit(WorkloadContainer unit, Candidate candidate, @Nullable AssessedCandidate suspect) {
        Group group = candidate.group();
        LabelGroups groups = unit.candidates().groups();
        List<ProcessBirths> ledgers = unit.ledgers();
        List<LabelBirths> novelties = ledgers.stream()
                .flatMap(ledger -> ledger.novelty().stream())
                .filter(novelty -> groups.credits(group, novelty.labels()))
                .toList();
        double since = ledgers.stream()
                .flatMap(ledger -> ledger.batches().stream())
                .filter(batch -> groups.credits(group, batch.labels()))
                .mapToDouble(ProcessBirths.Batch::time)
                .min()
                .orElseThrow();
        ValuePattern.Tally values = values(novelties, group);
        Interval bytes = suspect == null ? null : suspect.price();
        double series = RobustStatistics.median(unit.replicas().stream()
                .map(replica -> replica.history().ledgers())
                .filter(processes -> !processes.isEmpty())
                .mapToDouble(processes -> living(processes.get(processes.size() - 1), group, groups))
                .toArray());
        double hours = Math.max(1, candidate.hours());
        return new Culprit(
                group.labels(),
                Candidates.families(ledgers, group, groups),
                suspect == null ? 0 : suspect.probability(),
                EpochSeconds.toInstant(since),
                candidate.birthsPerHour(),
                candidate.values() / hours,
                (double) candidate.births() / candidate.values(),
                bytes,
                new LabelValues(values.top(), values.examples(), values.topValues()),
                new Saving(Math.round(series), bytes == null ? 0 : Math.round(series * bytes.estimate())));
    }

    /** Series of the group that live at the end of the process: what it was once born with and let go is nobody's to save. */
    private static double living(ProcessBirths process, Group group, LabelGroups groups) {
        return process.cumulative(group, groups, new double[] {process.end()}, true)[0];
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** What the group's widest label took as new values, over everything given. */
    private static ValuePattern.Tally values(Collection<LabelBirths> novelties, Group group) {
        TreeMap<String, Long> counts = new TreeMap<>();
        novelties.forEach(novelty -> novelty.values().forEach((label, values) -> {
            if (group.labels().contains(label)) {
                counts.merge(label, values.count(), Long::sum);
            }
        }));
        String widest = counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElseThrow();
        return ValuePattern.Tally.merge(novelties.stream()
                .map(novelty -> novelty.values().get(widest))
                .filter(Objects::nonNull)
                .map(Values::pattern)
                .toList());
    }

    private static List<TrendRow> trends(WorkloadContainer unit) {
        List<TrendRow> rows = new ArrayList<>();
        for (Replica replica : unit.replicas()) {
            for (Lifetime life : replica.lives()) {
                double[] times = replica.memory().times();
                int points = RobustStatistics.upperBound(times, Math.nextDown(life.end()))
                        - RobustStatistics.upperBound(times, Math.nextDown(life.start()));
                MemoryGrowth.Slope measured = unit.growth().slopes().stream()
                        .filter(slope -> slope.life().equals(life)
                                && slope.pod()
                                        .equals(replica.history().container().pod()))
                        .findFirst()
                        .orElse(null);
                TheilSen slope = measured == null ? MemoryGrowth.plainSlope(replica, life) : measured.perHour();
                Shape shape = measured == null ? Shape.SHORT : measured.shape();
                rows.add(new TrendRow(
                        replica.history().container(),
                        EpochSeconds.toInstant(life.start()),
                        EpochSeconds.toInstant(life.end()),
                        life.endReason(),
                        points,
                        slope == null ? null : slope.slope(),
                        slope == null ? null : slope.low(),
                        slope == null ? null : slope.high(),
                        shape.word(),
                        shape == Shape.LEAK && slope != null ? hoursToLimit(replica, life, slope.slope()) : null));
            }
        }
        return rows;
    }

    /** From the last readings of this lifetime. */
    private static @Nullable Double hoursToLimit(Replica replica, Lifetime life, double bytesPerHour) {
        double[] times = replica.memory().times();
        int to = RobustStatistics.upperBound(times, Math.nextDown(life.end()));
        double level =
                RobustStatistics.median(Arrays.copyOfRange(replica.memory().bytes(), Math.max(0, to - 3), to));
        double room = replica.history().limitBytes() - level;
        return Double.isNaN(room) ? null : Math.max(0, room) / bytesPerHour;
    }

    /** One family and group in one process, before it is a row. */
    private record FamilyGrowth(
            String family,
            Group group,
            List<LabelBirths> novelties,
            long births,
            long distinct,
            long distinctWithout) {}

    private static List<FamilyGrowth> rows(WorkloadContainer unit, ProcessBirths ledger) {
        LabelGroups groups = unit.candidates().groups();
        List<FamilyGrowth> rows = new ArrayList<>();
        for (Group group : groups.groups()) {
            Map<String, List<LabelBirths>> byFamily = ledger.novelty().stream()
                    .filter(novelty -> groups.credits(group, novelty.labels()))
                    .collect(groupingBy(LabelBirths::family, TreeMap::new, toList()));
            byFamily.forEach((family, novelties) -> rows.add(new FamilyGrowth(
                    family,
                    group,
                    novelties,
                    novelties.stream().mapToLong(LabelBirths::births).sum(),
                    requireNonNull(ledger.distinct().get(family)),
                    novelties.stream()
                            .max(Comparator.comparingLong(LabelBirths::births))
                            .orElseThrow()
                            .distinctWithout())));
        }
        return rows;
    }

    private static List<GrowthRow> growth(WorkloadContainer unit) {
        List<GrowthRow> result = new ArrayList<>();
        for (Replica replica : unit.replicas()) {
            if (replica.history().scrapedWith() != null) {
                continue;
            }
            for (ProcessBirths ledger : replica.history().ledgers()) {
                for (FamilyGrowth row : rows(unit, ledger)) {
                    ValuePattern.Tally values = values(row.novelties(), row.group());
                    long novel = values.templates().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    result.add(new GrowthRow(
                            replica.history().container(),
                            EpochSeconds.toInstant(ledger.start()),
                            EpochSeconds.toInstant(ledger.end()),
                            row.family(),
                            row.group().labels(),
                            new GrowthRow.Growth(
                                    row.births(),
                                    row.births() / Math.max(1, ledger.hoursObserved()),
                                    novel,
                                    (double) row.births() / Math.max(1, novel)),
                            row.distinct(),
                            row.distinctWithout(),
                            new LabelValues(values.top(), values.examples(), values.topValues()),
                            lastNovelValue(ledger, row.group())));
                }
            }
        }
        return result;
    }

    private static @Nullable Instant lastNovelValue(ProcessBirths ledger, Group group) {
        return ledger.arrivals().stream()
                .filter(arrival -> group.labels().contains(arrival.label()))
                .map(arrival -> EpochSeconds.toInstant(arrival.time()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
