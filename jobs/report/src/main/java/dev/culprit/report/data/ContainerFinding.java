package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import java.util.Comparator;

/** A finding in its place among the others of the report. */
public record ContainerFinding(Finding finding) {
    /** By verdict, gravest first; then the steepest; then by name. */
    public static final Comparator<ContainerFinding> GRAVEST_FIRST = Comparator.comparingInt(ContainerFinding::gravity)
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

    private int gravity() {
        return switch (finding.verdict()) {
            case LABEL -> 0;
            case NO_LABEL -> 1;
            case WATCH -> 2;
            case INSUFFICIENT_DATA -> 3;
            case STEADY -> 4;
        };
    }

    private double slope() {
        MemoryTrend memory = finding.memory();
        return memory == null || Double.isNaN(memory.slopeBytesPerHour())
                ? Double.NEGATIVE_INFINITY
                : memory.slopeBytesPerHour();
    }
}
