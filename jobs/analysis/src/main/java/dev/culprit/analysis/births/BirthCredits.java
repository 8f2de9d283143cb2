package dev.culprit.analysis.births;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.culprit.analysis.births.ProcessBirths.Arrival;
import dev.culprit.analysis.births.ProcessBirths.Batch;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import dev.culprit.analysis.births.ProcessBirths.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Births, deaths and new values of one process, by the labels that they are credited to and by family. */
final class BirthCredits {
    /**
     * Labels of the sample's shape: they never are culprits. Labels of the target ({@code instance}, {@code pod}, ...) that stand
     * in a body are the program's own; those that a scraper added are the same on every series, and so never young.
     */
    private static final Set<String> SHAPE = Set.of("le", "quantile");
    /** For how many label sets (by births) the series without them are counted. */
    private static final int COUNTERFACTUALS = 8;
    /** By hand: so many births for each that comes with a new value at once; codes and methods of a new path are fewer. */
    private static final int MOST_LATER = 9;

    private final ProcessSeries series;
    private final SeriesColumns columns;
    private final double gone;
    /** By pair, over the whole process. */
    private final double[] firstSights;

    private final boolean[] shape;
    private final Map<List<Integer>, OfLabels> credits = new HashMap<>();
    /** What the birth before was credited to, as most are to the same. */
    private @Nullable OfLabels latest;

    /** @param gone second before whose last sight a series counts as gone */
    BirthCredits(ProcessSeries series, double gone) {
        this.series = series;
        this.columns = series.columns();
        this.gone = gone;
        this.firstSights = series.firstSights();
        this.shape = new boolean[columns.labels().size()];
        for (int label = 0; label < shape.length; label++) {
            shape[label] = SHAPE.contains(columns.labels().get(label));
        }
    }

    /** What is credited to a set of labels, whose names are sorted. */
    private static final class OfLabels {
        private final int[] numbers;
        private final List<String> names;
        private final Map<String, OfFamily> families = new TreeMap<>();

        /** @param numbers ascending */
        OfLabels(int[] numbers, List<String> labels) {
            this.numbers = numbers;
            this.names = Arrays.stream(numbers).mapToObj(labels::get).sorted().toList();
        }

        long births() {
            return families.values().stream().mapToLong(family -> family.births).sum();
        }
    }

    private static final class OfFamily {
        private long births;
        private final DoubleStream.Builder born = DoubleStream.builder();
        private final DoubleStream.Builder died = DoubleStream.builder();
        private final PairSights values = new PairSights();
        /** Of combinations: the tuple of values is what is new, and counts as the value of each of its labels. */
        private final Map<String, Double> tuples = new HashMap<>();
    }

    /**
     * Credits births after {@code late} to the label or labels whose value is the youngest of the series' values, if that is young at all.
     * Of those that come later than that value many are left as well: a label of few new values cannot be what births go on by, nor can
     * one with whose values hardly any come at once.
     *
     * @return the births that may be of a new combination
     */
    int[] creditYoungest(double late) {
        int[] newValues = newValues(late);
        int[] young = new int[columns.labels().size()];
        int[] atOnce = new int[young.length];
        int[] later = new int[young.length];
        int[] left = new int[series.count()];
        int count = 0;
        int[] open = new int[series.count()];
        int opened = 0;
        for (int one = 0; one < series.count(); one++) {
            if (series.first()[one] > late) {
                int labels = youngest(one, late, young);
                if (labels == 0) {
                    left[count++] = one;
                } else if (firstSights[series.pairWith(one, young[0])] < series.first()[one]) {
                    open[opened++] = one;
                    count(young, labels, later);
                } else {
                    creditValues(one, young, labels);
                    count(young, labels, atOnce);
                }
            }
        }
        for (int i = 0; i < opened; i++) {
            int labels = youngest(open[i], late, young);
            boolean goOnByValues = Arrays.stream(young, 0, labels)
                    .anyMatch(label ->
                            newValues[label] >= Candidates.FEWEST_VALUES && later[label] <= MOST_LATER * atOnce[label]);
            if (goOnByValues) {
                creditValues(open[i], young, labels);
            } else {
                left[count++] = open[i];
            }
        }
        int[] births = Arrays.copyOf(left, count);
        Arrays.sort(births);
        return births;
    }

    private static void count(int[] labels, int length, int[] births) {
        for (int i = 0; i < length; i++) {
            births[labels[i]]++;
        }
    }

    /** By label. */
    private int[] newValues(double late) {
        int[] counts = new int[columns.labels().size()];
        for (int pair = 0; pair < firstSights.length; pair++) {
            if (firstSights[pair] > late && Double.isFinite(firstSights[pair])) {
                counts[columns.labelOf(pair)]++;
            }
        }
        return counts;
    }

    private void creditValues(int one, int[] young, int count) {
        OfFamily credit = credit(one, young, count);
        for (int i = 0; i < count; i++) {
            credit.values.see(series.pairWith(one, young[i]), series.first()[one]);
        }
    }

    /** @param young is filled with the labels, ascending; how many is returned */
    private int youngest(int one, double late, int[] young) {
        double youngest = late;
        int count = 0;
        for (int at = series.begin(one), end = series.end(one); at < end; at++) {
            int pair = columns.pairAt(at);
            double first = firstSights[pair];
            if (first > late && first >= youngest && !shape[columns.labelOf(pair)]) {
                count = first > youngest ? 0 : count;
                youngest = first;
                young[count++] = columns.labelOf(pair);
            }
        }
        return count;
    }

    /** @param combined births that were credited to a combination; {@code uncredited} those that nobody is credited with */
    record Rest(long combined, long uncredited) {}

    /** Credits births to the combinations that are new, else to the values that are young. */
    Rest creditCombinations(int[] births, double late) {
        if (births.length == 0) {
            return new Rest(0, 0);
        }
        int[] @Nullable [] combinations = new Combinations(series, shape).credit(births, late);
        int[] young = new int[columns.labels().size()];
        long combined = 0;
        long uncredited = 0;
        for (int i = 0; i < births.length; i++) {
            int one = births[i];
            int[] labels = combinations[i];
            int count = labels == null ? youngest(one, late, young) : labels.length;
            if (labels != null) {
                String tuple = Arrays.stream(labels)
                        .boxed()
                        .sorted(Comparator.comparing(columns.labels()::get))
                        .map(label -> columns.valueOf(series.pairWith(one, label)))
                        .collect(joining(" × "));
                credit(one, labels, count).tuples.merge(tuple, series.first()[one], Math::min);
                combined++;
            } else if (count > 0) {
                creditValues(one, young, count);
            } else {
                uncredited++;
            }
        }
        return new Rest(combined, uncredited);
    }

    private OfFamily credit(int one, int[] labels, int count) {
        OfLabels of = latest;
        if (of == null || !Arrays.equals(of.numbers, 0, of.numbers.length, labels, 0, count)) {
            int[] numbers = Arrays.copyOf(labels, count);
            of = credits.computeIfAbsent(
                    Arrays.stream(numbers).boxed().toList(), key -> new OfLabels(numbers, columns.labels()));
            latest = of;
        }
        OfFamily credit = of.families.computeIfAbsent(columns.familyOf(series.name(one)), family -> new OfFamily());
        credit.births++;
        credit.born.add(series.first()[one]);
        if (series.last()[one] < gone) {
            credit.died.add(series.last()[one]);
        }
        return credit;
    }

    /** Ascending in time. To be called once. */
    List<Batch> batches() {
        return batches(credit -> credit.born);
    }

    /** By the time of the last sight, ascending. To be called once. */
    List<Batch> deaths() {
        return batches(credit -> credit.died);
    }

    private List<Batch> batches(Function<OfFamily, DoubleStream.Builder> times) {
        List<Batch> batches = new ArrayList<>();
        credits.values()
                .forEach(of -> of.families.forEach((family, credit) -> {
                    double[] sorted = times.apply(credit).build().sorted().toArray();
                    for (int from = 0, to = 0; from < sorted.length; from = to) {
                        while (to < sorted.length && sorted[to] == sorted[from]) {
                            to++;
                        }
                        batches.add(new Batch(sorted[from], family, of.names, to - from));
                    }
                }));
        batches.sort(Comparator.comparingDouble(Batch::time)
                .thenComparing(Batch::family)
                .thenComparing(batch -> String.join(",", batch.labels())));
        return List.copyOf(batches);
    }

    /** New values, and new combinations, by label and moment. */
    List<Arrival> arrivals() {
        TreeMap<String, Map<String, Double>> firstSights = new TreeMap<>();
        for (OfLabels of : credits.values()) {
            for (OfFamily credit : of.families.values()) {
                of.names.forEach(
                        label -> values(credit, label, firstSights.computeIfAbsent(label, key -> new HashMap<>())));
            }
        }
        List<Arrival> arrivals = new ArrayList<>();
        firstSights.forEach((label, values) -> {
            TreeMap<Double, Long> counts = new TreeMap<>();
            values.values().forEach(first -> counts.merge(first, 1L, Long::sum));
            counts.forEach((time, count) -> arrivals.add(new Arrival(time, label, count)));
        });
        arrivals.sort(Comparator.comparingDouble(Arrival::time).thenComparing(Arrival::label));
        return List.copyOf(arrivals);
    }

    /** Adds a label's new values with their first sights. */
    private void values(OfFamily credit, String label, Map<String, Double> values) {
        credit.values.forEach((pair, first) -> {
            if (columns.labels().get(columns.labelOf(pair)).equals(label)) {
                values.merge(columns.valueOf(pair), first, Math::min);
            }
        });
        credit.tuples.forEach((tuple, first) -> values.merge(tuple, first, Math::min));
    }

    /** The label sets with most births first. */
    List<LabelBirths> novelty(SeriesWithout without) {
        List<OfLabels> heaviest = credits.values().stream()
                .sorted(Comparator.comparingLong((OfLabels of) -> -of.births())
                        .thenComparing(of -> of.names.toString()))
                .toList();
        Map<String, String> templates = new HashMap<>();
        Map<String, Long> all = without.all();
        List<LabelBirths> result = new ArrayList<>();
        for (int i = 0; i < heaviest.size(); i++) {
            OfLabels of = heaviest.get(i);
            Map<String, Long> left = i < COUNTERFACTUALS ? without.without(numbers(of)) : all;
            of.families.forEach((family, credit) -> {
                TreeMap<String, Values> values = new TreeMap<>();
                for (String label : of.names) {
                    Map<String, Double> sights = new HashMap<>();
                    values(credit, label, sights);
                    values.put(
                            label,
                            new Values(
                                    sights.size(),
                                    ValuePattern.tally(
                                            sights,
                                            // One value is new to several families.
                                            value -> templates.computeIfAbsent(value, ValueTemplate::of))));
                }
                result.add(new LabelBirths(family, of.names, credit.births, values, requireNonNull(left.get(family))));
            });
        }
        return List.copyOf(result);
    }

    private boolean[] numbers(OfLabels of) {
        boolean[] set = new boolean[shape.length];
        IntStream.of(of.numbers).forEach(label -> set[label] = true);
        return set;
    }
}
