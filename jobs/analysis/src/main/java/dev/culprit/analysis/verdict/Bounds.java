package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import java.util.ArrayList;
import java.util.List;

/** Rules that no score outweighs: each says of how much a candidate can be suspected at most. */
final class Bounds {
    /**
     * By hand: of a lifetime. Clients free what they do not expose any more, so memory that stays long after its series are gone is
     * something that came with them.
     */
    private static final double BRIEFLY = 0.05;
    /**
     * By hand: standard errors; as much as a second label needs to be named. One container shows the births of a pod, and each of the others
     * that climbs is one more that they may be held against.
     */
    private static final double FOLLOWS_SURELY = 4;
    /** By hand: from these parts of the growth on another thing that rises may be what it is, or is it. */
    private static final double PART_OF_GROWTH = 0.25;

    private static final double MOST_OF_IT = 0.5;

    private Bounds() {}

    /** What a candidate can be suspected of at most, and why. */
    record Bound(DecidedBy by, double most) {}

    /** Whether a rule bounds what the candidate may be suspected of. */
    static boolean any(WorkloadContainer unit, CandidateEvidence evidence) {
        return !of(unit, evidence, false).isEmpty();
    }

    /** @param explainsRetained whether the candidate is weighed by what processes retain too */
    static List<Bound> of(WorkloadContainer unit, CandidateEvidence evidence, boolean explainsRetained) {
        List<Bound> bounds = new ArrayList<>();
        RetainedMemory inside = unit.inside();
        if (!explainsRetained && inside != null && inside.isFlat(unit.growth())) {
            bounds.add(new Bound(
                    DecidedBy.RETAINED_MEMORY, unit.question().standsInside() ? Score.NOT_RETAINED : Score.WITNESSED));
        }
        if (WorkloadContainer.followsExpiringSeries(evidence.association(), unit.growth())) {
            bounds.add(new Bound(DecidedBy.EXPIRY, Score.NOT_RETAINED));
        }
        if (!evidence.association().freedOnExpiry()
                && evidence.association().candidate().hoursOfLife()
                        < BRIEFLY * unit.growth().hours()) {
            bounds.add(new Bound(DecidedBy.GONE, Score.WITNESSED));
        }
        if (ControlGroups.standingReplicasRefute(unit, evidence.association())) {
            bounds.add(new Bound(DecidedBy.STANDING_REPLICAS, Score.NOT_RETAINED));
        } else if (evidence.environments().contradiction() > ControlGroups.SURELY_CONTRADICTED) {
            bounds.add(new Bound(DecidedBy.ENVIRONMENT, Score.NOT_RETAINED));
        }
        Witness objects = evidence.objects();
        if (objects != null && objects.share(unit.growth()) >= MOST_OF_IT) {
            bounds.add(new Bound(DecidedBy.OBJECTS, Score.NOT_RETAINED));
        }
        Witness things = unit.question().things();
        if (things != null && things.share(unit.growth()) >= PART_OF_GROWTH) {
            bounds.add(new Bound(DecidedBy.OTHER_HOLDINGS, Score.WITNESSED));
        }
        if (unit.scrapedWith() != null && evidence.association().t() < FOLLOWS_SURELY) {
            bounds.add(new Bound(DecidedBy.NEIGHBOUR, Score.WITNESSED));
        }
        if (PriceEvidence.isBeyondClients(evidence)) {
            bounds.add(new Bound(DecidedBy.PRICE, Score.WITNESSED));
        }
        return bounds;
    }
}
