package dev.culprit.report;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import java.util.Comparator;

/** A finding and what it is about; the table keeps the environment in its folders. */
record Case(Subject subject, Finding finding) {
    /** By verdict, gravest first; then the steepest; then by name. */
    static final Comparator<Case> GRAVEST_FIRST = Comparator.comparingInt(Case::gravity)
            .thenComparing(Comparator.comparingDouble(Case::slope).reversed())
            .thenComparing(Case::subject);

    static Case of(String environment, Finding finding) {
        return new Case(
                new Subject(environment, finding.namespace(), finding.workload(), finding.container()), finding);
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
