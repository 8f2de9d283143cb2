package dev.culprit.analysis.births;

import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths.Batch;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Label groups whose births go on: many new values, not all at one scrape (a roll-out), and not a list that is soon complete.
 * They still come in the last third of a lifetime, or came undiminished in its middle third until something stopped them.
 */
public record Candidates(LabelGroups groups, List<Candidate> found) {
    public static final long FEWEST_VALUES = 12;
    private static final double ONE_STEP = 0.5;
    private static final double STILL_COMING = 0.08;
    private static final double UNDIMINISHED = 0.25;
    private static final int MOST = 5;

    /**
     * @param births credited, over all lifetimes; {@code values} new ones, summed over lifetimes
     * @param lateShare share of the births in the last thirds of the lifetimes
     * @param hours of observation after warm-ups, over all lifetimes
     * @param hoursOfLife of its series in the mean, as far as they are seen (live series = births an hour x hours of life, Little 1961)
     */
    public record Candidate(Group group, long births, long values, double lateShare, double hours, double hoursOfLife) {
        public double birthsPerHour() {
            return births / Math.max(1, hours);
        }
    }

    /** The biggest first. */
    public static Candidates of(List<ProcessBirths> ledgers) {
        LabelGroups groups = LabelGroups.of(ledgers);
        List<Candidate> found = groups.groups().stream()
                .map(group -> candidate(group, groups, ledgers))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong((Candidate candidate) -> -candidate.births)
                        .thenComparing(candidate -> candidate.group.labels().toString()))
                .limit(MOST)
                .toList();
        return new Candidates(groups, found);
    }

    private static @Nullable Candidate candidate(Group group, LabelGroups groups, List<ProcessBirths> ledgers) {
        long births = 0;
        long late = 0;
        long middle = 0;
        long steps = 0;
        long values = 0;
        double hours = 0;
        double lived = 0;
        for (ProcessBirths ledger : ledgers) {
            TreeMap<Double, Long> byTime = new TreeMap<>();
            double third = (ledger.end() - ledger.start()) / 3;
            double lastThird = ledger.end() - third;
            for (Batch batch : ledger.batches()) {
                if (groups.credits(group, batch.labels())) {
                    births += batch.count();
                    late += batch.time() > lastThird ? batch.count() : 0;
                    middle += batch.time() > lastThird - third && batch.time() <= lastThird ? batch.count() : 0;
                    byTime.merge(batch.time(), batch.count(), Long::sum);
                }
            }
            steps += byTime.values().stream().mapToLong(Long::longValue).max().orElse(0);
            values += novelValues(ledger, group, groups);
            hours += ledger.hoursObserved();
            lived += ledger.hoursLived(group, groups);
        }
        boolean goesOn = late > STILL_COMING * births || middle > UNDIMINISHED * births;
        boolean many = births > 0 && values >= FEWEST_VALUES && steps < ONE_STEP * births;
        return many && goesOn
                ? new Candidate(group, births, values, (double) late / births, hours, lived / births)
                : null;
    }

    /** New values of the group's widest label in one process. */
    static long novelValues(ProcessBirths ledger, Group group, LabelGroups groups) {
        // A value is new to several families at once: the widest family counts it, sets of labels add up.
        Map<String, Map<List<String>, Long>> widest = new TreeMap<>();
        for (LabelBirths novelty : ledger.novelty()) {
            if (groups.credits(group, novelty.labels())) {
                novelty.values().forEach((label, values) -> {
                    if (group.labels().contains(label)) {
                        widest.computeIfAbsent(label, key -> new TreeMap<>(Comparator.comparing(List::toString)))
                                .merge(novelty.labels(), values.count(), Math::max);
                    }
                });
            }
        }
        return widest.values().stream()
                .mapToLong(sets ->
                        sets.values().stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(0);
    }

    /** Families that the group multiplies, by births, the heaviest first. */
    public static List<String> families(List<ProcessBirths> ledgers, Group group, LabelGroups groups) {
        TreeMap<String, Long> births = new TreeMap<>();
        for (ProcessBirths ledger : ledgers) {
            ledger.novelty().stream()
                    .filter(novelty -> groups.credits(group, novelty.labels()))
                    .forEach(novelty -> births.merge(novelty.family(), novelty.births(), Long::sum));
        }
        return births.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Births that another environment's processes owe to any of these labels. */
    public static long birthsOf(List<ProcessBirths> ledgers, List<String> labels) {
        return count(ledgers, ProcessBirths::batches, labels);
    }

    /** Those of them that were gone before the end of their process. */
    public static long goneOf(List<ProcessBirths> ledgers, List<String> labels) {
        return count(ledgers, ProcessBirths::deaths, labels);
    }

    private static long count(
            List<ProcessBirths> ledgers, Function<ProcessBirths, List<Batch>> batches, List<String> labels) {
        HashSet<String> any = new HashSet<>(labels);
        return ledgers.stream()
                .flatMap(ledger -> batches.apply(ledger).stream())
                .filter(batch -> batch.labels().stream().anyMatch(any::contains))
                .mapToLong(Batch::count)
                .sum();
    }
}
