package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.history.SelfReportedMemory;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole association once more, on what processes say that they retain: the lower envelope of {@link SelfReportedMemory}.
 *
 * @param panel as the unit's, with that in place of the container's memory
 */
public record RetainedMemory(Panel panel, MemoryGrowth growth, List<Association> associations) {
    /** By hand: a lifetime with fewer rows has a level and nothing else. */
    private static final int FEWEST_ROWS = 4;
    /** By hand, on recorded runtimes: what is retained must be so much of the container's growth to be the reason of it. */
    private static final double REASON = 0.25;

    /** Null where processes report nothing. */
    public static @Nullable RetainedMemory of(Panel panel, Candidates candidates) {
        List<LifetimePanel> lifetimes = panel.lifetimes().stream()
                .filter(lifetime -> lifetime.inside() != null)
                .map(LifetimePanel::ofRetained)
                .filter(lifetime -> lifetime.usable().length >= FEWEST_ROWS)
                .toList();
        if (lifetimes.isEmpty()) {
            return null;
        }
        Panel inside = panel.withLifetimes(lifetimes);
        MemoryGrowth growth = MemoryGrowth.of(inside);
        return new RetainedMemory(
                inside, growth, growth.grows() ? Association.of(inside, growth, candidates) : List.of());
    }

    /** Growth of what is retained, in parts of the container's. */
    double share(MemoryGrowth outside) {
        return growth.risePerHour() / Math.max(1, outside.risePerHour());
    }

    /** What is retained grows enough to be the reason why the container does. */
    public boolean explains(MemoryGrowth outside) {
        return share(outside) >= REASON;
    }

    /** The container grows, and what is retained does not: a heap that fills before it is collected, or fragments. */
    public boolean isFlat(MemoryGrowth outside) {
        return growth.known() && share(outside) < REASON;
    }

    public @Nullable Association of(Candidate candidate) {
        return associations.stream()
                .filter(association -> association.candidate().equals(candidate))
                .findFirst()
                .orElse(null);
    }
}
