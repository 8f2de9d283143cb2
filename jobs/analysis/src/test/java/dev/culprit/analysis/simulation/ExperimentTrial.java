package dev.culprit.analysis.simulation;

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
    private static final int DAYS = 14;
    /** As in the score: a label with less is not what a finding is undecided about. */
    private static final double UNDECIDED = 0.3;

    public static ExperimentTrial of(Family family, World world, long seed) {
        Simulation simulation = Simulation.experiment(family, world, seed, DAYS);
        List<Observations> observations = simulation.observations();
        Truth truth = simulation.truth();
        Instant start = simulation.period().from();
        Instant changed = simulation.period().to().minus(Duration.ofDays(DAYS));
        Finding before = tried(observations, truth, new Period(start, changed));
        Suspect suspect = before.suspects() == null || before.suspects().isEmpty()
                ? null
                : before.suspects().get(0);
        Experiment experiment = suspect == null ? null : suspect.experiment();
        if (before.verdict() != Verdict.INSUFFICIENT_DATA
                || experiment == null
                || experiment.hours() > 24 * DAYS
                || suspect.probability() < UNDECIDED) {
            return new ExperimentTrial(before.verdict(), null, null, false, false, false);
        }
        Finding after = tried(
                observations,
                truth,
                new Period(start, changed.plus(Duration.ofMinutes(Math.round(60 * experiment.hours())))));
        boolean named = after.verdict() == Verdict.LABEL;
        boolean suspected = !named
                && after.suspects() != null
                && after.suspects().stream()
                        .anyMatch(still -> still.labels().equals(suspect.labels()) && still.probability() >= UNDECIDED);
        boolean decided = named || !suspected;
        boolean guilty = truth.namedBy(suspect.labels()).isPresent();
        return new ExperimentTrial(
                before.verdict(),
                experiment,
                after.verdict(),
                after.interventions() != null
                        && after.interventions().stream()
                                .anyMatch(change -> change.labels().equals(suspect.labels())),
                decided,
                decided && named == guilty);
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

    private static Observations until(Observations rows, Instant end) {
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
