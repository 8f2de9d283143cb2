package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding in its place among the others of the report. */
public record ContainerFinding(Finding finding) {
    /** By verdict, gravest first; then whose limit is reached first; then the steepest; then by name. */
    public static final Comparator<ContainerFinding> GRAVEST_FIRST = Comparator.comparingInt(ContainerFinding::gravity)
            .thenComparingDouble(ContainerFinding::hoursToLimit)
            .thenComparing(Comparator.comparingDouble(ContainerFinding::slope).reversed())
            .thenComparing(ContainerFinding::container);

    /** What the finding is about. */
    public ReplicatedContainer container() {
        return finding.container();
    }

    /** Whether somebody should do something: memory leaks, or a label is to be watched. */
    public boolean needsAttention() {
        return switch (finding.verdict()) {
            case LABEL, NO_LABEL, WATCH -> true;
            case STEADY, INSUFFICIENT_DATA -> false;
        };
    }

    /** Whom the tables suspect, the likeliest first; empty in rows of older versions. */
    public List<Suspect> suspects() {
        List<Suspect> suspects = finding.suspects();
        return suspects == null ? List.of() : suspects;
    }

    /**
     * The suspect that readers are told of, null where there is none. A steady container has no growth to suspect anybody of,
     * and who is watched is named already.
     */
    public @Nullable Suspect suspect() {
        return switch (finding.verdict()) {
            case LABEL, STEADY -> null;
            case NO_LABEL, WATCH, INSUFFICIENT_DATA ->
                suspects().stream()
                        .filter(suspect -> finding.culprits().stream()
                                .noneMatch(culprit -> culprit.labels().equals(suspect.labels())))
                        .findFirst()
                        .orElse(null);
        };
    }

    /** Whether there is a verdict to be confident of. */
    public boolean decided() {
        return finding.verdict() != Verdict.INSUFFICIENT_DATA;
    }

    private int gravity() {
        return switch (finding.verdict()) {
            case LABEL -> 0;
            case NO_LABEL -> 1;
            case WATCH -> 2;
            case INSUFFICIENT_DATA -> 3;
            case STEADY -> 4;
        };
    }

    private double hoursToLimit() {
        MemoryTrend memory = finding.memory();
        Double hours = memory == null ? null : memory.hoursToLimit();
        return hours == null || hours.isNaN() ? Double.POSITIVE_INFINITY : hours;
    }

    private double slope() {
        MemoryTrend memory = finding.memory();
        return memory == null || Double.isNaN(memory.slopeBytesPerHour())
                ? Double.NEGATIVE_INFINITY
                : memory.slopeBytesPerHour();
    }
}
