package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.memory.MemoryGrowth;
import java.util.List;

/** Whom to name: who is likely enough, and whether growth is worth it. */
final class Naming {
    /**
     * By hand: a second label is named beside the first when it surely carries its own part, so much of the growth at least, by
     * {@link #CONTRIBUTOR_T} within lifetimes and between replicas. A t of four leaves one in ten thousand to chance.
     */
    private static final double CONTRIBUTOR_SHARE = 0.08;

    private static final double CONTRIBUTOR_T = 4;

    /**
     * By hand, on seeds 25001 to 25010 and 26001 to 26008: bytes a day. Memory that stands is seen to climb by less than this, and by less
     * than {@link #SHARE_WORTH_NAMING} of itself.
     */
    private static final double BYTES_WORTH_NAMING = 0.5e6;

    /** By hand, on the same: a day, in parts of memory, as half a megabyte is much for a program of ten. */
    private static final double SHARE_WORTH_NAMING = 0.01;
    /** By hand: hours; operators look a month ahead, so that what fills a container within it matters, however slowly. */
    private static final double HOURS_WORTH_NAMING = 30 * 24;

    private Naming() {}

    /** Those that are likely enough; beside them whoever surely carries a part of its own. */
    static List<AssessedCandidate> convicted(List<AssessedCandidate> candidates) {
        if (candidates.stream().noneMatch(Naming::isConvicted)) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> isConvicted(candidate) || contributes(candidate))
                .toList();
    }

    static boolean isConvicted(AssessedCandidate candidate) {
        return candidate.probability()
                >= (candidate.evidence().comparesReplicas() ? Score.DECIDES : Score.DECIDES_ALONE);
    }

    private static boolean contributes(AssessedCandidate candidate) {
        Association a = candidate.association();
        return a.share().low() >= CONTRIBUTOR_SHARE
                && a.t() >= CONTRIBUTOR_T
                && a.controls().replicas() != null
                && a.controls().replicas().t() >= CONTRIBUTOR_T
                && candidate.probability() > 0;
    }

    /** An accusation costs a team a week, so it is for growth that somebody will feel. */
    static boolean isWorthIt(WorkloadContainer unit) {
        MemoryGrowth growth = unit.growth();
        double perDay = 24 * growth.slope().estimate();
        Double left = unit.hoursToLimit(growth.slope().estimate());
        return perDay >= Math.min(BYTES_WORTH_NAMING, SHARE_WORTH_NAMING * growth.level())
                || (left != null && left <= HOURS_WORTH_NAMING);
    }

    /** What is missing where it is not. */
    static String tooSlow(MemoryGrowth growth) {
        double perDay = 24 * growth.slope().estimate();
        return Format.format(
                "growth that matters: memory climbs by %s a day, %.1f %% of itself; for less than %s and %s a day no label is"
                        + " named, unless the limit is less than a month away",
                Format.bytes(perDay),
                100 * perDay / growth.level(),
                Format.bytes(BYTES_WORTH_NAMING),
                Format.percent(SHARE_WORTH_NAMING));
    }
}
