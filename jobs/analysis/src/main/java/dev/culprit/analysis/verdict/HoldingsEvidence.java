package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** What a process holds more and more of besides series. It bounds the probability instead of adding to the score. */
record HoldingsEvidence() implements EvidenceKind {
    /** By hand: less of the growth is not worth a sentence. */
    private static final double WORTH_TELLING = 0.05;

    @Override
    public String name() {
        return "holdings";
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        Witness things = unit.question().things();
        if (things == null || things.share(unit.growth()) < WORTH_TELLING) {
            return List.of();
        }
        return List.of(evidence(
                Format.format(
                        "%s rises too, by %.0f in a typical lifetime: at a typical %s each that is %s, while memory grows by %s.",
                        things.metric(),
                        things.rise(),
                        Format.bytes(things.bytes() / things.rise()),
                        Format.bytes(things.bytes()),
                        Format.bytes(unit.growth().rise().bytes())),
                figure("rise", things.rise()),
                figure("bytes", things.bytes())));
    }
}
