package dev.culprit.analysis.discovery;

import dev.culprit.analysis.verdict.Assessment;
import dev.culprit.analysis.verdict.ScoreAmongStrangers;
import dev.culprit.analysis.verdict.Suspects;
import dev.culprit.analysis.verdict.WorkloadContainer;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.io.Serializable;
import java.util.List;

/**
 * A container of which a label might have been named: its memory climbs, and labels take new values. Neither has to do with the
 * other, so that either may be exchanged for another container's.
 *
 * @param score the highest of its candidates' log-odds to carry the growth; minus infinity where none was weighed
 * @param named whether the verdict is {@code label}
 * @param suspects what the finding would suspect if nobody were named
 */
public record Tested(ReplicatedContainer container, double score, boolean named, List<Suspect> suspects)
        implements Serializable {

    public static Tested of(WorkloadContainer unit, Assessment assessment) {
        return new Tested(
                unit.identity(),
                score(unit, assessment),
                assessment.verdict() == Verdict.LABEL,
                assessment.verdict() == Verdict.LABEL ? Suspects.among(unit, assessment.candidates()) : List.of());
    }

    /** Minus infinity where memory does not surely climb: then no label is named, whatever its births do. */
    static double score(WorkloadContainer unit, Assessment assessment) {
        return unit.climbs()
                ? assessment.candidates().stream()
                        .mapToDouble(ScoreAmongStrangers::of)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY)
                : Double.NEGATIVE_INFINITY;
    }
}
