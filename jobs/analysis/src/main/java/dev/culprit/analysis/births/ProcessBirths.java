package dev.culprit.analysis.births;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.MetricFamily;
import dev.culprit.model.table.SeriesRow;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The births of one process, credited to labels. A series cannot exist before its youngest label value, so a birth after the
 * warm-up is credited to the label or labels whose value was first seen last. Labels with old values ({@code le}, response
 * codes) multiply counts but get no credit. Where every value is old, the credit goes to the smallest combination of labels
 * whose tuple of values was first seen last, by the same rule ({@link Combinations}).
 *
 * @param start of the process, or of what is known of it
 * @param scrapes times of the process's scrapes, ascending, at least one
 * @param batches births with credit, ascending in time
 * @param deaths credited births that were gone before the end, by the time of their last sight; ascending
 * @param combined births after the warm-up credited to a combination of labels, all of whose values were old; they are among
 *     the batches
 * @param uncredited births after the warm-up with neither a young value nor a young combination
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
        List<LabelBirths> novelty,
        Map<String, Long> distinct,
        List<Arrival> arrivals)
        implements Serializable {

    /** What is there in the first hour is inventory, not growth. */
    public static final double WARM_UP_SECONDS = 3600;
    /** A series that is not seen for so long before the end is gone: a scrape of twenty minutes, and some. */
    private static final double GONE_SECONDS = 1500;
    /** For how many label sets (by births) the series without them are counted. */
    private static final int COUNTERFACTUALS = 8;

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
        return uncredited + batches.stream().mapToLong(Batch::count).sum();
    }

    /** Hours after the warm-up: what births are divided by for a rate. */
    public double hoursObserved() {
        return Math.max(0, (end - start - WARM_UP_SECONDS) / 3600);
    }

    /** Second from which its births are known, the warm-up before them: of a process that was old at its first scrape, an hour before that. */
    public double watchedFrom() {
        return Math.max(start, scrapes[0] - WARM_UP_SECONDS);
    }

    /** The same process with nothing born in it. */
    public ProcessBirths withoutBirths() {
        return new ProcessBirths(start, end, scrapes, List.of(), List.of(), 0, 0, List.of(), Map.of(), List.of());
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
     * Births of a container's processes, one after the other.
     *
     * @param scrapeTimes of the container, ascending, not empty
     * @param spans of its processes, ascending, at least one
     */
    public static List<ProcessBirths> perProcess(double[] scrapeTimes, List<ProcessSpan> spans, List<SeriesRow> rows) {
        double[] later =
                spans.stream().skip(1).mapToDouble(ProcessSpan::firstScrape).toArray();
        List<BySeries<SeriesLife>> processes = new ArrayList<>();
        spans.forEach(span -> processes.add(new BySeries<>()));
        for (SeriesRow row : rows) {
            double first = EpochSeconds.of(row.firstSeen());
            BySeries<SeriesLife> process = processes.get(RobustStatistics.upperBound(later, first));
            process.merge(
                    row,
                    new SeriesLife(
                            MetricFamily.of(row.metric(), row.type()),
                            row.metric(),
                            row.labels(),
                            first,
                            EpochSeconds.of(row.lastSeen())),
                    SeriesLife::and);
        }
        List<ProcessBirths> births = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            ProcessSpan span = spans.get(i);
            double[] scrapes = Arrays.copyOfRange(
                    scrapeTimes,
                    RobustStatistics.upperBound(scrapeTimes, Math.nextDown(span.firstScrape())),
                    RobustStatistics.upperBound(scrapeTimes, span.lastScrape()));
            births.add(of(span.start(), scrapes, processes.get(i).values()));
        }
        return List.copyOf(births);
    }

    private static ProcessBirths of(double start, double[] scrapes, Collection<SeriesLife> lives) {
        double end = scrapes[scrapes.length - 1];
        double late = start + WARM_UP_SECONDS;
        Map<String, Map<String, Double>> firstSights = new HashMap<>();
        lives.forEach(life -> life.labels().forEach((label, value) -> {
            if (!SeriesLife.SHAPE.contains(label)) {
                firstSights.computeIfAbsent(label, key -> new HashMap<>()).merge(value, life.first(), Math::min);
            }
        }));
        Credits credits = new Credits(end - GONE_SECONDS);
        TreeMap<String, Long> distinct = new TreeMap<>();
        List<SeriesLife> old = new ArrayList<>();
        for (SeriesLife life : lives) {
            distinct.merge(life.family(), 1L, Long::sum);
            if (life.first() > late) {
                List<String> youngest = youngest(life, firstSights, late);
                if (youngest.isEmpty()) {
                    old.add(life);
                } else {
                    credits.add(life, youngest, life.labels()::get);
                }
            }
        }
        Map<SeriesLife, List<String>> combinations = Combinations.credit(old, lives, late);
        // The tuple of values is what is new, and counts as the value of each of its labels.
        combinations.forEach((life, labels) -> {
            String tuple = labels.stream().map(life.labels()::get).collect(joining(" × "));
            credits.add(life, labels, label -> tuple);
        });
        return new ProcessBirths(
                start,
                end,
                scrapes,
                batches(credits.born),
                batches(credits.died),
                combinations.size(),
                old.size() - combinations.size(),
                novelties(credits.novelty, lives, distinct),
                Map.copyOf(distinct),
                arrivals(credits.novelty.values()));
    }

    /** Births, deaths and new values as they are credited. */
    private static final class Credits {
        private final double gone;
        private final TreeMap<Key, Long> born = new TreeMap<>();
        private final TreeMap<Key, Long> died = new TreeMap<>();
        private final Map<List<String>, Map<String, LabelBirthsCount>> novelty = new HashMap<>();

        /** @param gone second before whose last sight a series counts as gone */
        Credits(double gone) {
            this.gone = gone;
        }

        void add(SeriesLife life, List<String> labels, UnaryOperator<String> valueOf) {
            born.merge(new Key(life.first(), life.family(), labels), 1L, Long::sum);
            if (life.last() < gone) {
                died.merge(new Key(life.last(), life.family(), labels), 1L, Long::sum);
            }
            novelty.computeIfAbsent(labels, key -> new TreeMap<>())
                    .computeIfAbsent(life.family(), key -> new LabelBirthsCount())
                    .add(labels, life.first(), valueOf);
        }
    }

    private static List<Arrival> arrivals(Collection<Map<String, LabelBirthsCount>> novelty) {
        TreeMap<String, Map<String, Double>> firstSights = new TreeMap<>();
        novelty.forEach(families -> families.values()
                .forEach(count -> count.values.forEach((label, values) -> values.forEach((value, first) -> firstSights
                        .computeIfAbsent(label, key -> new HashMap<>())
                        .merge(value, first, Math::min)))));
        List<Arrival> arrivals = new ArrayList<>();
        firstSights.forEach((label, values) -> {
            TreeMap<Double, Long> counts = new TreeMap<>();
            values.values().forEach(first -> counts.merge(first, 1L, Long::sum));
            counts.forEach((time, count) -> arrivals.add(new Arrival(time, label, count)));
        });
        arrivals.sort(Comparator.comparingDouble(Arrival::time).thenComparing(Arrival::label));
        return List.copyOf(arrivals);
    }

    /** The labels whose value is the youngest of the series' values, if that is young at all; sorted. */
    private static List<String> youngest(SeriesLife life, Map<String, Map<String, Double>> firstSights, double late) {
        double latest = late;
        TreeSet<String> labels = new TreeSet<>();
        for (Map.Entry<String, String> label : life.labels().entrySet()) {
            Map<String, Double> sights = firstSights.get(label.getKey());
            double first = sights == null ? Double.NEGATIVE_INFINITY : requireNonNull(sights.get(label.getValue()));
            if (first > latest) {
                labels.clear();
                latest = first;
            }
            if (first == latest && first > late) {
                labels.add(label.getKey());
            }
        }
        return List.copyOf(labels);
    }

    private static final class LabelBirthsCount {
        private long births;
        private final Map<String, TreeMap<String, Double>> values = new TreeMap<>();

        void add(List<String> labels, double first, UnaryOperator<String> valueOf) {
            births++;
            labels.forEach(label -> values.computeIfAbsent(label, key -> new TreeMap<>())
                    .merge(valueOf.apply(label), first, Math::min));
        }
    }

    private static List<LabelBirths> novelties(
            Map<List<String>, Map<String, LabelBirthsCount>> counts,
            Collection<SeriesLife> lives,
            Map<String, Long> distinct) {
        List<List<String>> heaviest = counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<List<String>, Map<String, LabelBirthsCount>> entry) ->
                                -entry.getValue().values().stream()
                                        .mapToLong(count -> count.births)
                                        .sum())
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .toList();
        List<LabelBirths> result = new ArrayList<>();
        for (int i = 0; i < heaviest.size(); i++) {
            List<String> labels = heaviest.get(i);
            Map<String, Long> without = i < COUNTERFACTUALS ? distinctWithout(lives, labels) : distinct;
            requireNonNull(counts.get(labels)).forEach((family, count) -> {
                TreeMap<String, Values> values = new TreeMap<>();
                count.values.forEach(
                        (label, sights) -> values.put(label, new Values(sights.size(), ValuePattern.tally(sights))));
                result.add(new LabelBirths(family, labels, count.births, values, requireNonNull(without.get(family))));
            });
        }
        return List.copyOf(result);
    }

    /** Distinct series of each family when the labels are left out. Counted by 128 bits of a keyed hash, so as good as exact. */
    private static Map<String, Long> distinctWithout(Collection<SeriesLife> lives, List<String> labels) {
        Map<String, Set<Projection>> seen = new HashMap<>();
        for (SeriesLife life : lives) {
            long one = mix(life.metric(), 1);
            long two = mix(life.metric(), 2);
            for (Map.Entry<String, String> label : life.labels().entrySet()) {
                if (!labels.contains(label.getKey())) {
                    // A sum, so that the order of labels does not matter.
                    one += mix(label.getKey(), 3) * mix(label.getValue(), 5);
                    two += mix(label.getKey(), 7) * mix(label.getValue(), 11);
                }
            }
            seen.computeIfAbsent(life.family(), key -> new HashSet<>()).add(new Projection(one, two));
        }
        Map<String, Long> counts = new HashMap<>();
        seen.forEach((family, projections) -> counts.put(family, (long) projections.size()));
        return counts;
    }

    /** Other in every process: values that collide cannot be chosen beforehand. What is counted does not depend on it. */
    private static final long KEY = new SecureRandom().nextLong();

    private record Projection(long one, long two) {}

    /** FNV-1a over the characters from a secret beginning, finished with MurmurHash3's mixer. */
    private static long mix(String text, long seed) {
        long hash = KEY ^ (seed * 0x9E3779B97F4A7C15L);
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ (hash >>> 33)) | 1;
    }

    private record Key(double time, String family, List<String> labels) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingDouble(Key::time)
                .thenComparing(Key::family)
                .thenComparing(key -> String.join(",", key.labels));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static List<Batch> batches(TreeMap<Key, Long> counts) {
        List<Batch> batches = new ArrayList<>(counts.size());
        counts.forEach((key, count) -> batches.add(new Batch(key.time, key.family, key.labels, count)));
        return List.copyOf(batches);
    }

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
        long births = batches.stream().mapToLong(Batch::count).sum();
        long values = novelty.stream()
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
