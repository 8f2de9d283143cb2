package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.intervention.ExperimentForecast;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would decide where history cannot: births of the suspected labels that stop in one replica, and how long to watch it then. */
public final class Experiments {
    /** As in {@code Interventions}: a price that could pay for less of the growth than this predicts nothing that could be seen. */
    private static final double PAYS = 0.25;

    private Experiments() {}

    /** Null where too little is known to plan one, and where four weeks would not do. */
    static @Nullable Experiment of(WorkloadContainer unit, AssessedCandidate suspect) {
        Candidate candidate = suspect.association().candidate();
        Replica replica = bestKnown(unit);
        double bytesPerHour = bytesPerHour(unit, suspect.association());
        if (replica == null) {
            return null;
        }
        Double hours = ExperimentForecast.hours(
                replica, panelOf(unit, replica), unit.candidates(), candidate.group(), bytesPerHour);
        return hours == null
                ? null
                : new Experiment(action(unit, replica, candidate), expected(unit, candidate, bytesPerHour), hours);
    }

    /** All that would make the verdict surer: for a label that no contrast of replicas convicts, the experiment too. */
    public static List<String> wishes(WorkloadContainer unit, Assessment assessment) {
        if (assessment.verdict() != Verdict.LABEL
                || assessment.named().get(0).evidence().comparesReplicas()
                || assessment.named().get(0).change() != null) {
            return assessment.missing();
        }
        Experiment experiment = of(unit, assessment.named().get(0));
        return experiment == null
                ? assessment.missing()
                : Stream.concat(
                                assessment.missing().stream(),
                                Stream.of(Format.format(
                                        "an experiment, as %s: %s %s It shows within %.0f hours",
                                        unit.replicas().size() == 1
                                                ? "there is one replica only"
                                                : "replicas cannot be held against each other",
                                        experiment.action(),
                                        experiment.expected(),
                                        experiment.hours())))
                        .toList();
    }

    private static Panel panelOf(WorkloadContainer unit, Replica replica) {
        return unit.panel().ofPod(replica.history().container().pod());
    }

    /** Of those that the verdict is about, the one of which most is read; of equals the first by name. */
    private static @Nullable Replica bestKnown(WorkloadContainer unit) {
        return unit.replicas().stream()
                .filter(replica -> !panelOf(unit, replica).isEmpty())
                .max(Comparator.comparingLong((Replica replica) -> panelOf(unit, replica).lifetimes().stream()
                                .mapToLong(lifetime -> lifetime.usable().length)
                                .sum())
                        .thenComparing(replica -> replica.history().container().pod(), Comparator.reverseOrder()))
                .orElse(null);
    }

    /** What the births cost by their price, or all growth where the price says little. */
    private static double bytesPerHour(WorkloadContainer unit, Association association) {
        double slope = unit.growth().slope().estimate();
        double byPrice = association.price().perDay() / 24;
        return association.price().bytesPerSeries() >= Association.FEWEST_BYTES && byPrice >= PAYS * slope
                ? byPrice
                : slope;
    }

    private static String action(WorkloadContainer unit, Replica replica, Candidate candidate) {
        List<String> families = Candidates.families(
                unit.ledgers(), candidate.group(), unit.candidates().groups());
        return Format.format(
                "Let %s take no new values of %s from noon on: leave the label out where the metrics are made%s (a"
                        + " relabelling in the scraper leaves the series in the process), and change nothing else.",
                unit.replicas().size() == 1
                        ? "the process"
                        : "one replica (%s) and no other"
                                .formatted(replica.history().container().pod()),
                Format.labels(candidate.group().labels()),
                families.size() == 1 ? ", or do without " + families.get(0) : "");
    }

    private static String expected(WorkloadContainer unit, Candidate candidate, double bytesPerHour) {
        double slope = unit.growth().slope().estimate();
        return Format.format(
                "Its %.0f new series an hour end; if they are the growth, memory goes on at %s instead of %s, else as"
                        + " before.",
                candidate.birthsPerHour(), Format.perHour(Math.max(0, slope - bytesPerHour)), Format.perHour(slope));
    }
}
