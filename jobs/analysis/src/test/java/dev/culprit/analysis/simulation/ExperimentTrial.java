package dev.culprit.analysis.simulation;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An undecided incident, and what came of the experiment that its finding proposed: births stop in one replica for as long as was
 * promised, and the next run judges all that there is.
 *
 * @param proposed null where the incident is decided, or no experiment was proposed that ends within the days that are simulated
 * @param recognized whether the next run dates the change
 * @param decided whether the next run names the label, or no longer holds it for likely
 * @param right whether it decided, and as the truth is
 */
public record ExperimentTrial(
        Verdict before,
        @Nullable Experiment proposed,
        @Nullable Verdict after,
        boolean recognized,
        boolean decided,
        boolean right) {
    /** By hand: a fortnight of watching; whoever would have to wait longer tries something else first. */
    static final int DAYS = 14;
    /** As in the score: a label with less is not what a finding is undecided about. */
    private static final double UNDECIDED = 0.3;

    public static ExperimentTrial of(Family family, World world, long seed) {
        Simulation incident = new Simulation(family, world, seed);
        List<Observations> rows = incident.observations();
        Finding alone = tried(rows, incident.truth(), incident.period());
        Suspect first = proposing(alone, DAYS);
        return first == null
                ? new ExperimentTrial(alone.verdict(), null, null, false, false, false)
                : carriedOut(family, world, seed, days(requireNonNull(first.experiment())));
    }

    /** Days to simulate, with some in hand, as the longer simulation is another realization and its forecast another. */
    private static int days(Experiment experiment) {
        return Math.min(DAYS, 2 + (int) Math.ceil(1.5 * experiment.hours() / 24));
    }

    private static ExperimentTrial carriedOut(Family family, World world, long seed, int days) {
        Simulation simulation = Simulation.experiment(family, world, seed, days);
        List<Observations> observations = simulation.observations();
        Truth truth = simulation.truth();
        Instant start = simulation.period().from();
        Instant changed = simulation.period().to().minus(Duration.ofDays(days));
        return of(
                tried(observations, truth, new Period(start, changed)),
                days,
                experiment -> tried(observations, truth, new Period(start, changed.plus(hours(experiment)))),
                labels -> truth.namedBy(labels).isPresent());
    }

    static Duration hours(Experiment experiment) {
        return Duration.ofMinutes(Math.round(60 * experiment.hours()));
    }

    /**
     * @param days for which the experiment may be watched
     * @param carriedOut what is said of all that there is when its hours are over
     * @param guilty whether these labels carry the growth
     */
    static ExperimentTrial of(
            Finding before, int days, Function<Experiment, Finding> carriedOut, Predicate<List<String>> guilty) {
        Suspect suspect = proposing(before, days);
        if (suspect == null) {
            return new ExperimentTrial(before.verdict(), null, null, false, false, false);
        }
        Experiment experiment = requireNonNull(suspect.experiment());
        Finding after = carriedOut.apply(experiment);
        boolean named = after.verdict() == Verdict.LABEL;
        boolean suspected = !named
                && after.suspects() != null
                && after.suspects().stream()
                        .anyMatch(still -> still.labels().equals(suspect.labels()) && still.probability() >= UNDECIDED);
        boolean decided = named || !suspected;
        return new ExperimentTrial(
                before.verdict(),
                experiment,
                after.verdict(),
                after.interventions() != null
                        && after.interventions().stream()
                                .anyMatch(change -> change.labels().equals(suspect.labels())),
                decided,
                decided
                        && (named
                                ? after.culprits().stream().allMatch(culprit -> guilty.test(culprit.labels()))
                                : !guilty.test(suspect.labels())));
    }

    /** The first suspect of an undecided finding, with an experiment that ends within so many days; else null. */
    private static @Nullable Suspect proposing(Finding finding, int days) {
        Suspect suspect = finding.suspects() == null || finding.suspects().isEmpty()
                ? null
                : finding.suspects().get(0);
        return suspect == null
                        || finding.verdict() != Verdict.INSUFFICIENT_DATA
                        || suspect.probability() < UNDECIDED
                        || suspect.experiment() == null
                        || suspect.experiment().hours() > 24 * days
                ? null
                : suspect;
    }

    private static Finding tried(List<Observations> all, Truth truth, Period period) {
        return WorkloadAnalysis.of(
                        all.stream()
                                .map(rows -> until(rows, period.to()))
                                .map(Observations::history)
                                .toList(),
                        period)
                .findings()
                .stream()
                .filter(placed -> placed.environment().equals(truth.environment())
                        && placed.row().container().container().equals(truth.container()))
                .findFirst()
                .orElseThrow()
                .row();
    }

    static Observations until(Observations rows, Instant end) {
        return new Observations(
                rows.container(),
                rows.wholePod(),
                rows.memory().stream().filter(row -> row.time().isBefore(end)).toList(),
                rows.scrapes().stream().filter(row -> row.time().isBefore(end)).toList(),
                rows.families().stream().filter(row -> row.time().isBefore(end)).toList(),
                rows.series().stream()
                        .filter(row -> row.firstSeen().isBefore(end))
                        .map(row -> seenUntil(row, end))
                        .toList());
    }

    private static SeriesRow seenUntil(SeriesRow row, Instant end) {
        return row.lastSeen().isBefore(end)
                ? row
                : new SeriesRow(
                        row.container(),
                        row.processStart(),
                        row.metric(),
                        row.type(),
                        row.labels(),
                        row.seriesId(),
                        row.firstSeen(),
                        end.minusSeconds(1),
                        row.scrapes());
    }
}
