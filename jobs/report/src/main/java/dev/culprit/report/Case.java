package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding;
import java.util.Comparator;

/** A finding in its place among the others of the report. */
record Case(Finding finding) {
    /** By verdict, gravest first; then the steepest; then by name. */
    static final Comparator<Case> GRAVEST_FIRST = Comparator.comparingInt(Case::gravity)
            .thenComparing(Comparator.comparingDouble(Case::slope).reversed())
            .thenComparing(Case::subject);

    /** What the finding is about. */
    ReplicatedContainer subject() {
        return finding.container();
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
