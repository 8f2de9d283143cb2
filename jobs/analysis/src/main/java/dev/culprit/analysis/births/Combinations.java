package dev.culprit.analysis.births;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Births of series whose values are old: what is new is a combination. The credit goes to the smallest tuple of labels that is young,
 * pairs first, and of several that came at once to the one whose labels take most values. Two labels with a hundred values each can
 * make ten thousand series without a single new value. What is the same in all series of a family is no part of a combination; where
 * one label alone varies, an old value that is new to the family is.
 */
final class Combinations {
    /** By hand: larger tuples are as good as the series itself, and say nothing that one could act on. */
    private static final int LARGEST = 3;
    /** By hand: a series with more labels has too many tuples of this size to look at; by size, from 2 on. */
    private static final int[] MOST_LABELS = {16, 9};

    private final ProcessSeries series;
    /** By label: whether it tells the shape of a sample and never is a part of a combination. */
    private final boolean[] shape;

    private final FamilyValues families;

    Combinations(ProcessSeries series, boolean[] shape) {
        this.series = series;
        this.shape = shape;
        this.families = new FamilyValues(series);
    }

    /** Labels by number, ascending, and the tuples of their values that are still looked for. */
    private static final class Wanted {
        private final int[] labels;
        private int missing;

        Wanted(int[] labels) {
            this.labels = labels;
        }
    }

    /** Pairs of labels and values by number, in the order of the labels' numbers. */
    private static final class Tuple implements Comparable<Tuple> {
        private final int[] pairs;

        Tuple(int[] pairs) {
            this.pairs = pairs;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tuple tuple && Arrays.equals(pairs, tuple.pairs);
        }

        @Override
        public int hashCode() {
            long hash = 0;
            for (int pair : pairs) {
                hash = (hash + pair + 1) * 0x9E3779B97F4A7C15L;
            }
            return (int) (hash >>> 32);
        }

        @Override
        public int compareTo(Tuple other) {
            return Arrays.compare(pairs, other.pairs);
        }
    }

    private interface TupleConsumer {
        /** @param pairs the caller's own, other ones at the next call */
        void accept(int[] pairs);
    }

    /**
     * @param births series by number
     * @param late second from which on a first sight is young
     * @return by place in {@code births} the numbers of the labels, ascending, that are credited; of several tuples as wide that were first
     *     seen at the same moment all labels; null where nobody is
     */
    int[] @Nullable [] credit(int[] births, double late) {
        int[] @Nullable [] credits = new int[births.length][];
        int[] byFirstSight = series.byFirstSight();
        List<Integer> open = new ArrayList<>(births.length);
        families.inTurn(births).forEach(birth -> {
            int only = onlyVarying(births[birth]);
            if (only < 0) {
                open.add(birth);
            } else if (families.firstSight(births[birth], only) > late) {
                credits[birth] = new int[] {series.columns().labelOf(only)};
            }
        });
        for (int size = 2; size <= LARGEST && !open.isEmpty(); size++) {
            Map<Tuple, Double> firstSights = firstSights(open, births, byFirstSight, size);
            for (int birth : open) {
                int[] labels = youngest(births[birth], firstSights, size, late);
                credits[birth] = labels.length == 0 ? null : labels;
            }
            open.removeIf(birth -> credits[birth] != null);
        }
        return credits;
    }

    /**
     * First sights of the tuples that these births hold, over all series. Series come by first sight, so the first that holds a tuple
     * tells, and the tuple need not be looked for any more: most are those of the inventory.
     */
    private Map<Tuple, Double> firstSights(List<Integer> open, int[] births, int[] byFirstSight, int size) {
        Map<Tuple, Double> firstSights = new HashMap<>();
        Map<Tuple, Wanted> byLabels = new HashMap<>();
        for (int birth : open) {
            tuples(births[birth], size, pairs -> {
                if (firstSights.putIfAbsent(new Tuple(pairs.clone()), Double.NaN) == null) {
                    int[] labels =
                            Arrays.stream(pairs).map(series.columns()::labelOf).toArray();
                    byLabels.computeIfAbsent(new Tuple(labels), key -> new Wanted(labels)).missing++;
                }
            });
        }
        List<Wanted> wanted = new ArrayList<>(byLabels.values());
        int[] pairOf = new int[series.columns().labels().size()];
        Arrays.fill(pairOf, -1);
        int[] pairs = new int[size];
        Tuple probe = new Tuple(pairs);
        for (int at = 0; at < byFirstSight.length && !wanted.isEmpty(); at++) {
            int one = byFirstSight[at];
            mark(one, pairOf, true);
            boolean complete = false;
            for (Wanted labels : wanted) {
                if (find(labels, pairOf, pairs)) {
                    Double found = firstSights.get(probe);
                    if (found != null && found.isNaN()) {
                        firstSights.put(new Tuple(pairs.clone()), series.first()[one]);
                        complete |= --labels.missing == 0;
                    }
                }
            }
            if (complete) {
                wanted.removeIf(labels -> labels.missing == 0);
            }
            mark(one, pairOf, false);
        }
        return firstSights;
    }

    private void mark(int one, int[] pairOf, boolean set) {
        for (int at = series.begin(one), end = series.end(one); at < end; at++) {
            int pair = series.columns().pairAt(at);
            pairOf[series.columns().labelOf(pair)] = set ? pair : -1;
        }
    }

    /** Whether the series has all of the labels; their pairs then. */
    private static boolean find(Wanted wanted, int[] pairOf, int[] pairs) {
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = pairOf[wanted.labels[i]];
            if (pairs[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private int[] youngest(int birth, Map<Tuple, Double> firstSights, int size, double late) {
        int[] widths = families.widths(birth);
        double[] latest = {late};
        double[] widest = {0};
        boolean[] young = new boolean[series.columns().labels().size()];
        tuples(birth, size, pairs -> {
            double first = requireNonNull(firstSights.get(new Tuple(pairs)));
            double width = Arrays.stream(pairs)
                    .map(series.columns()::labelOf)
                    .mapToDouble(label -> widths[label])
                    .reduce(1, (one, other) -> one * other);
            if (first > latest[0] || (first == latest[0] && width > widest[0])) {
                Arrays.fill(young, false);
                latest[0] = first;
                widest[0] = width;
            }
            if (first == latest[0] && first > late && width == widest[0]) {
                for (int pair : pairs) {
                    young[series.columns().labelOf(pair)] = true;
                }
            }
        });
        return IntStream.range(0, young.length).filter(label -> young[label]).toArray();
    }

    /** Of a birth; none where it has too many labels. */
    private void tuples(int birth, int size, TupleConsumer tuples) {
        int[] named = new int[series.end(birth) - series.begin(birth)];
        int count = varying(birth, named);
        if (count <= MOST_LABELS[size - 2]) {
            choose(named, count, 0, new int[size], 0, tuples);
        }
    }

    /** The pair whose label alone varies in the family of the birth; -1 where several do, or none. */
    private int onlyVarying(int birth) {
        int[] named = new int[series.end(birth) - series.begin(birth)];
        return varying(birth, named) == 1 ? named[0] : -1;
    }

    /** @param named is filled with the pairs whose labels vary in the family of the birth; how many is returned */
    private int varying(int birth, int[] named) {
        int[] widths = families.widths(birth);
        int count = 0;
        for (int at = series.begin(birth), end = series.end(birth); at < end; at++) {
            int pair = series.columns().pairAt(at);
            int label = series.columns().labelOf(pair);
            if (!shape[label] && widths[label] > 1) {
                named[count++] = pair;
            }
        }
        return count;
    }

    private static void choose(int[] from, int count, int next, int[] chosen, int size, TupleConsumer tuples) {
        if (size == chosen.length) {
            tuples.accept(chosen);
            return;
        }
        for (int i = next; i <= count - (chosen.length - size); i++) {
            chosen[size] = from[i];
            choose(from, count, i + 1, chosen, size + 1, tuples);
        }
    }
}
