package dev.culprit.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.simulation.Grade.Outcome;
import dev.culprit.analysis.simulation.Truth.Guilty;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A small part of {@code jobs/benchmarks/verdicts}, so that a change that makes verdicts worse does not pass unseen. Every family
 * that counts once in each world, on a seed that nothing was tuned on.
 */
final class ScoreboardIT {
    private static final long SEED = 2001;

    /**
     * What must hold in a world, of 24 incidents with a guilty label and 20 without.
     *
     * @param accused at most, where no label is guilty
     * @param named at least, where one is
     */
    private record Floor(World world, int accused, int named) {}

    private static final Floor BASE = new Floor(World.BASE, 0, 24);
    /** Here three single replicas fall between 0.90 and the bar for those that cannot be compared, 0.94; of two the evidence is thin. */
    private static final Floor SHIFTED = new Floor(World.SHIFTED, 0, 19);

    private record Judged(Family family, Trial trial) {
        private static Judged of(Family family, World world) {
            return new Judged(family, Trial.of(new Simulation(family, world, SEED)));
        }

        private Outcome outcome() {
            return trial.grade().outcome();
        }

        /** The incident and all evidence on the container on trial, and on any that is accused. */
        private String told() {
            Truth truth = trial.grade().truth();
            String findings = trial.findings().stream()
                    .filter(placed -> placed.row().equals(trial.grade().tried())
                            || placed.row().verdict() == Verdict.LABEL)
                    .map(Judged::told)
                    .collect(Collectors.joining());
            return "\n%s, seed %d, %s: %s. Guilty: %s%n%s"
                    .formatted(
                            family,
                            SEED,
                            family.description(),
                            outcome(),
                            truth.guilty().stream().map(Guilty::labels).toList(),
                            findings);
        }

        private static String told(Placed<Finding> placed) {
            Finding finding = placed.row();
            return "  %s/%s: %s, confidence %.2f, %s, missing %s%n    %s%n"
                    .formatted(
                            placed.environment(),
                            finding.container().container(),
                            finding.verdict(),
                            finding.confidence(),
                            finding.culprits().stream().map(Culprit::labels).toList(),
                            finding.missing(),
                            finding.evidence().stream().map(Evidence::text).collect(Collectors.joining("\n    ")));
        }
    }

    @Test
    void verdictsAreAsGoodAsTheyWere() {
        check(BASE);
    }

    @Test
    void soAreTheyInAWorldThatNothingWasTunedOn() {
        check(SHIFTED);
    }

    private static void check(Floor floor) {
        List<Judged> all = Family.all().stream()
                .filter(Family::counted)
                .map(family -> Judged.of(family, floor.world))
                .toList();
        assertThat(told(all, Outcome.WRONG_LABEL)).as("an innocent label named").isEmpty();
        assertThat(told(all, Outcome.ACCUSED))
                .as("a label named where none is guilty")
                .hasSizeLessThanOrEqualTo(floor.accused);
        long named = all.stream()
                .filter(judged -> judged.family.guilty() && judged.outcome() == Outcome.RIGHT)
                .count();
        assertThat(named)
                .as(() -> "guilty labels named; missed: " + String.join("", told(all, Outcome.MISSED)))
                .isGreaterThanOrEqualTo(floor.named);
    }

    private static List<String> told(List<Judged> all, Outcome outcome) {
        return all.stream()
                .filter(judged -> judged.outcome() == outcome)
                .map(Judged::told)
                .toList();
    }
}
