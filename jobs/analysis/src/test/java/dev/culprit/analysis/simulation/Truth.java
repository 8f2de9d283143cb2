package dev.culprit.analysis.simulation;

import dev.culprit.model.finding.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true of an incident.
 *
 * @param environment and {@code container}: whom it is about
 * @param leaks memory grows without end, by whatever cause
 * @param slope bytes an hour that it truly gained after the first hour of lifetimes and kept; warm-ups and caches are not in it
 * @param guilty the label groups that carry the leak; none when no label does
 * @param changed when something was changed for good, or null
 * @param removed the label groups that took no new values from then on
 * @param answer what may be said of it, where that does not follow from the rest; else null
 */
public record Truth(
        String environment,
        String container,
        boolean leaks,
        double slope,
        List<Guilty> guilty,
        @Nullable Instant changed,
        List<Guilty> removed,
        @Nullable Answer answer) {

    /**
     * Right verdicts on the container on trial. With data of this kind several may be right, and none of them is to be preferred.
     *
     * @param within the part by which a price may miss the truth, where a label is named
     */
    public record Answer(Set<Verdict> verdicts, double within) {
        /** By hand: what people who were told the bytes of a series could act on. */
        private static final double USEFUL = 0.3;

        static Answer of(Verdict first, Verdict... others) {
            return new Answer(EnumSet.of(first, others), USEFUL);
        }
    }

    /**
     * @param nested a label that takes new values only with theirs, or null: naming it too is no mistake
     * @param bytes of memory that each series costs
     */
    public record Guilty(List<String> labels, String nested, double bytes) {
        public boolean isNamedBy(List<String> accused) {
            return labels.stream().anyMatch(accused::contains)
                    && accused.stream().allMatch(label -> labels.contains(label) || label.equals(nested));
        }
    }

    /** Whether these labels were taken away by the change. */
    public boolean removed(List<String> labels) {
        return removed.stream().anyMatch(group -> group.isNamedBy(labels));
    }

    public Optional<Guilty> namedBy(List<String> accused) {
        return guilty.stream().filter(group -> group.isNamedBy(accused)).findFirst();
    }
}
