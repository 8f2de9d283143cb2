package dev.culprit.report.history;

import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of one container in one period, most often a week.
 *
 * @param culprits heaviest first
 * @param births by label group and metric family, of all replicas
 * @param hours of processes after their first hour, all replicas together: what births are divided by for a rate
 */
public record Week(
        Period period,
        Verdict verdict,
        @Nullable MemoryTrend memory,
        List<Grower> culprits,
        List<Intervention> interventions,
        List<LabelBirths> births,
        double hours) {

    /** By hand: a day may be missing between two weeks. */
    private static final Duration NEXT = Duration.ofDays(1);

    /** A label group that a finding names. */
    public record Grower(List<String> labels, double seriesPerHour) {}

    /** @param lastNovelValue null where unknown, as in tables of older versions */
    public record LabelBirths(
            List<String> labels, long births, @Nullable Instant lastNovelValue) {}

    /** Whether anything is wrong with the container. */
    boolean hasProblem() {
        return switch (verdict) {
            case LABEL, NO_LABEL, WATCH -> true;
            case STEADY, INSUFFICIENT_DATA -> false;
        };
    }

    boolean judged() {
        return verdict != Verdict.INSUFFICIENT_DATA;
    }

    /** The heaviest group that is named; empty where none is. */
    List<String> labels() {
        return culprits.isEmpty() ? List.of() : culprits.get(0).labels();
    }

    /** Of memory, bytes an hour with its 95 % interval; null where unknown. */
    @Nullable
    Interval slope() {
        return memory == null || !Double.isFinite(memory.slopeBytesPerHour())
                ? null
                : new Interval(memory.slopeBytesPerHour(), memory.low(), memory.high());
    }

    /** Whether there is no room for a week between the two. */
    boolean follows(Week earlier) {
        return Duration.between(earlier.period.to(), period.from()).compareTo(NEXT) <= 0;
    }

    /** Whether both have the same problem: labels that overlap, or both of memory that no label explains. */
    boolean hasSameProblemAs(Week other) {
        if (!hasProblem() || !other.hasProblem()) {
            return false;
        }
        if (culprits.isEmpty() || other.culprits.isEmpty()) {
            return culprits.isEmpty() && other.culprits.isEmpty();
        }
        return other.culprits.stream().anyMatch(culprit -> concerns(culprit.labels));
    }

    private boolean concerns(List<String> labels) {
        return culprits.stream().anyMatch(culprit -> overlap(culprit.labels, labels));
    }

    /** Births of these labels in an hour and replica: as the finding says, else as counted; null where unknown. */
    @Nullable
    Double birthsPerHour(List<String> labels) {
        Optional<Double> reported = culprits.stream()
                .filter(culprit -> overlap(culprit.labels, labels))
                .map(Grower::seriesPerHour)
                .reduce(Double::sum);
        if (reported.isPresent()) {
            return reported.get();
        }
        long counted = births.stream()
                .filter(one -> overlap(one.labels, labels))
                .mapToLong(LabelBirths::births)
                .sum();
        return hours >= 1 ? counted / hours : (Double) null;
    }

    /** When a new value of these labels was last seen; null where none was, or nobody noted it. */
    @Nullable
    Instant lastNovelValue(List<String> labels) {
        return births.stream()
                .filter(one -> overlap(one.labels, labels))
                .map(LabelBirths::lastNovelValue)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** That these labels' births stopped within the period; null where they did not, or too little is known on one side. */
    @Nullable
    Intervention stopOf(List<String> labels) {
        return interventions.stream()
                .filter(change -> change.kind().equals(Intervention.BIRTHS_STOPPED) && overlap(change.labels(), labels))
                .findFirst()
                .orElse(null);
    }

    /** That they began within it. */
    @Nullable
    Intervention startOf(List<String> labels) {
        return interventions.stream()
                .filter(change -> change.kind().equals(Intervention.BIRTHS_STARTED) && overlap(change.labels(), labels))
                .findFirst()
                .orElse(null);
    }

    /** As it was before its births stopped: rates over the whole period would make less of them than there was. */
    Week before(Intervention stop) {
        return new Week(
                period,
                verdict,
                memory,
                culprits.stream()
                        .map(culprit -> overlap(culprit.labels, stop.labels())
                                ? new Grower(
                                        culprit.labels, stop.seriesPerHour().before())
                                : culprit)
                        .toList(),
                interventions,
                births,
                hours);
    }

    private static boolean overlap(List<String> some, List<String> others) {
        return some.stream().anyMatch(others::contains);
    }
}
