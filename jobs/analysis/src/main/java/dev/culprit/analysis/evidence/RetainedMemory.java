package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.history.SelfReportedMemory;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The whole association once more, on what processes say that they retain: the lower envelope of {@link SelfReportedMemory}.
 *
 * @param panel as the unit's, with that in place of the container's memory
 */
public record RetainedMemory(Panel panel, MemoryGrowth growth, List<Association> associations) {
    private static final int FEWEST_ROWS = 4;
    /** What is retained must be so much of the container's growth to be the reason of it. */
    private static final double REASON = 0.25;

    /** Null where processes report nothing. */
    public static @Nullable RetainedMemory of(Panel panel, Candidates candidates) {
        List<LifetimePanel> stretches = panel.stretches().stream()
                .filter(stretch -> stretch.inside() != null)
                .map(RetainedMemory::inPlaceOfMemory)
                .filter(stretch -> stretch.usable().length >= FEWEST_ROWS)
                .toList();
        if (stretches.isEmpty()) {
            return null;
        }
        Panel inside = new Panel(
                stretches, panel.blockSeconds(), panel.requestsKnown(), panel.requestsPerSecond(), panel.troughs());
        MemoryGrowth growth = MemoryGrowth.of(inside);
        return new RetainedMemory(
                inside, growth, growth.grows() ? Association.of(inside, growth, candidates) : List.of());
    }

    private static LifetimePanel inPlaceOfMemory(LifetimePanel stretch) {
        double[] inside = stretch.inside();
        boolean[] ok = new boolean[inside.length];
        IntStream.range(0, ok.length).forEach(i -> ok[i] = stretch.ok()[i] && !Double.isNaN(inside[i]));
        return new LifetimePanel(
                stretch.pod(),
                stretch.life(),
                stretch.ledger(),
                stretch.times(),
                stretch.keys(),
                inside,
                ok,
                stretch.ages(),
                stretch.requests(),
                inside,
                stretch.samples());
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
