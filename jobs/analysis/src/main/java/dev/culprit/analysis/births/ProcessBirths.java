package dev.culprit.analysis.births;

import dev.culprit.analysis.statistics.RobustStatistics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The births of one process, credited to labels. A series cannot exist before its youngest label value, so a birth after the
 * warm-up is credited to the label or labels whose value was first seen last. Labels with old values ({@code le}, response
 * codes) multiply counts but get no credit. Where every value is old, or the birth comes later than the value of a label that took few,
 * the credit goes to the smallest combination of labels whose tuple of values was first seen last ({@link Combinations}).
 *
 * @param start of the process, or of what is known of it
 * @param scrapes times of the process's scrapes, ascending, at least one
 * @param batches births with credit, ascending in time
 * @param deaths credited births that were gone before the end, by the time of their last sight; ascending
 * @param combined births after the warm-up credited to a combination of labels; they are among the batches
 * @param uncredited births after the warm-up with neither a young value nor a young combination
 * @param lateGrowth by how many series more the last scrape but one shows than the one in the middle
 * @param novelty what each set of youngest labels brought to each metric family
 * @param distinct series of each family over the whole life
 * @param arrivals new values, and new combinations, of the labels that births are credited to, after the warm-up; ascending in
 *     time
 */
public record ProcessBirths(
        double start,
        double end,
        double[] scrapes,
        List<Batch> batches,
        List<Batch> deaths,
        long combined,
        long uncredited,
        long lateGrowth,
        List<LabelBirths> novelty,
        Map<String, Long> distinct,
        List<Arrival> arrivals)
        implements Serializable {

    /** What is there in the first hour is inventory, not growth. */
    public static final double WARM_UP_SECONDS = 3600;

    /** Series of one family born at one scrape because these labels took a new value. */
    public record Batch(double time, String family, List<String> labels, long count) implements Serializable {}

    /** So many values of a label were seen for the first time at this scrape. */
    public record Arrival(double time, String label, long values) implements Serializable {}

    /**
     * @param values distinct new values of each label of the set
     * @param distinctWithout series of the family if the labels did not exist; the family's own count where not reckoned
     */
    public record LabelBirths(
            String family, List<String> labels, long births, Map<String, Values> values, long distinctWithout)
            implements Serializable {
        /** With a part of the births and of the values. */
        private LabelBirths scaled(double share) {
            TreeMap<String, Values> fewer = new TreeMap<>();
            values.forEach((label, all) ->
                    fewer.put(label, new Values((long) Math.ceil(share * all.count), all.pattern)));
            return new LabelBirths(family, labels, Math.round(share * births), fewer, distinctWithout);
        }
    }

    /** New values of a label: how many, and what they look like. */
    public record Values(long count, ValuePattern.Tally pattern) implements Serializable {}

    /** Births after the warm-up, with credit or without. */
    public long lateBirths() {
        return uncredited + count(batches);
    }

    /** Hours after the warm-up: what births are divided by for a rate. */
    public double hoursObserved() {
        return Math.max(0, (end - start - WARM_UP_SECONDS) / 3600);
    }

    /** Hours that {@link #lateGrowth} is of; 0 where a life has too few scrapes to tell. */
    public double lateHours() {
        return (lateEnd(scrapes) - middle(scrapes)) / 3600;
    }

    static double middle(double[] scrapes) {
        return scrapes[scrapes.length / 2];
    }

    /** The last scrape but one, as the last may be cut: whether what it lacks is gone would be seen later. */
    static double lateEnd(double[] scrapes) {
        return scrapes[Math.max(scrapes.length / 2, scrapes.length - 2)];
    }

    /** Second from which its births are known, the warm-up before them: of a process that was old at its first scrape, an hour before that. */
    public double watchedFrom() {
        return Math.max(start, scrapes[0] - WARM_UP_SECONDS);
    }

    /** The same process with nothing born in it. */
    public ProcessBirths withoutBirths() {
        return new ProcessBirths(start, end, scrapes, List.of(), List.of(), 0, 0, 0, List.of(), Map.of(), List.of());
    }

    /**
     * These births in the place of another process's, at the same ages and as long as that one lived. What cannot be told by time is told
     * in proportion.
     *
     * @param other the process in whose place they are
     */
    public ProcessBirths inPlaceOf(ProcessBirths other) {
        double shift = other.watchedFrom() - watchedFrom();
        double until = Math.nextUp(other.end);
        double[] seen = Arrays.stream(scrapes)
                .map(time -> time + shift)
                .filter(time -> time <= until)
                .toArray();
        if (seen.length == 0) {
            return other.withoutBirths();
        }
        List<Batch> born = within(batches, shift, until);
        double kept = count(born) / (double) Math.max(1, count(batches));
        return new ProcessBirths(
                Math.max(other.start, start + shift),
                seen[seen.length - 1],
                seen,
                born,
                within(deaths, shift, until),
                Math.round(kept * combined),
                Math.round(kept * uncredited),
                Math.round(kept * lateGrowth),
                novelty.stream()
                        .map(labels -> labels.scaled(share(labels, born, batches)))
                        .filter(labels -> labels.births > 0)
                        .toList(),
                distinct,
                arrivals.stream()
                        .map(arrival -> new Arrival(arrival.time + shift, arrival.label, arrival.values))
                        .filter(arrival -> arrival.time <= until)
                        .toList());
    }

    private static List<Batch> within(List<Batch> of, double shift, double until) {
        return of.stream()
                .map(batch -> new Batch(batch.time + shift, batch.family, batch.labels, batch.count))
                .filter(batch -> batch.time <= until)
                .toList();
    }

    private static long count(List<Batch> of) {
        return of.stream().mapToLong(Batch::count).sum();
    }

    /** Part of the births of these labels in this family that is among those left. */
    private static double share(LabelBirths labels, List<Batch> left, List<Batch> all) {
        if (left.size() == all.size()) {
            return 1;
        }
        long of = left.stream()
                .filter(batch -> batch.family.equals(labels.family) && batch.labels.equals(labels.labels))
                .mapToLong(Batch::count)
                .sum();
        return of / (double) Math.max(1, labels.births);
    }

    /**
     * When a process ran, as far as scrapes tell.
     *
     * @param start in seconds since the epoch: its own word, else {@code firstScrape}
     * @param lastScrape of this process
     */
    public record ProcessSpan(double start, double firstScrape, double lastScrape) {}

    /**
     * Credited births of a group up to each time (seconds), less those gone by then when {@code freedOnExpiry}. A birth is seen at the
     * scrape after it, so between two scrapes births are taken as evenly spread.
     */
    public double[] cumulative(LabelGroups.Group group, LabelGroups groups, double[] times, boolean freedOnExpiry) {
        return cumulative(batch -> groups.credits(group, batch.labels()), times, freedOnExpiry);
    }

    /** The same of all births that anybody is credited with. */
    public double[] cumulative(double[] times, boolean freedOnExpiry) {
        return cumulative(batch -> true, times, freedOnExpiry);
    }

    private double[] cumulative(Predicate<Batch> counts, double[] times, boolean freedOnExpiry) {
        double[] sums = accumulate(batches, counts);
        if (freedOnExpiry) {
            double[] lost = accumulate(deaths, counts);
            Arrays.setAll(sums, i -> sums[i] - lost[i]);
        }
        return Arrays.stream(times)
                .map(time -> RobustStatistics.interpolate(time, scrapes, sums))
                .toArray();
    }

    /**
     * By how much the count of births may be wrong between two scrapes, as a variance in births². Values come at moments of their own
     * there, each with its series, and are taken as evenly spread: a Brownian bridge, whose variance is on average a sixth of the
     * sum of squares of its steps.
     */
    public double timingVariance() {
        return timingVariance(labels -> true);
    }

    /** The same of a group's births. */
    public double timingVariance(LabelGroups.Group group, LabelGroups groups) {
        return timingVariance(labels -> groups.credits(group, labels));
    }

    private double timingVariance(Predicate<List<String>> counts) {
        long births = batches.stream()
                .filter(batch -> counts.test(batch.labels()))
                .mapToLong(Batch::count)
                .sum();
        long values = novelty.stream()
                .filter(labels -> counts.test(labels.labels()))
                .mapToLong(labels -> labels.values().values().stream()
                        .mapToLong(Values::count)
                        .max()
                        .orElse(0))
                .sum();
        double seriesOfAValue = births / (double) Math.max(1, values);
        return births * seriesOfAValue / 6 / Math.max(1, scrapes.length - 1);
    }

    /** Hours that the group's series have lived up to the last scrape, summed over them. */
    double hoursLived(LabelGroups.Group group, LabelGroups groups) {
        double[] live = cumulative(group, groups, scrapes, true);
        double hours = 0;
        for (int i = 1; i < live.length; i++) {
            hours += live[i - 1] * (scrapes[i] - scrapes[i - 1]) / 3600;
        }
        return hours;
    }

    private double[] accumulate(List<Batch> of, Predicate<Batch> counts) {
        double[] sums = new double[scrapes.length];
        int next = 0;
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            while (next < of.size() && of.get(next).time() <= scrapes[i]) {
                Batch batch = of.get(next++);
                sum += counts.test(batch) ? batch.count() : 0;
            }
            sums[i] = sum;
        }
        return sums;
    }
}
