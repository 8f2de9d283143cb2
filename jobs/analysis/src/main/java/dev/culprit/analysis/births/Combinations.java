package dev.culprit.analysis.births;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** First sights of tuples of pairs. */
    private static final class Sights {
        private final IntTuples tuples;
        private double[] first = new double[32];

        Sights(int size) {
            this.tuples = new IntTuples(size);
        }

        /** Whether it was not there. */
        boolean add(int[] pairs, int hash) {
            int known = tuples.count();
            int number = tuples.add(pairs, hash);
            if (number == first.length) {
                first = Arrays.copyOf(first, 2 * number);
            }
            if (number == known) {
                first[number] = Double.NaN;
            }
            return number == known;
        }

        /** Of a tuple that is there. */
        double of(int[] pairs, int hash) {
            return first[tuples.find(pairs, hash)];
        }

        /** Whether the tuple is looked for and had not been seen. */
        boolean see(int[] pairs, int hash, double time) {
            int number = tuples.find(pairs, hash);
            boolean isFirst = number >= 0 && Double.isNaN(first[number]);
            if (isFirst) {
                first[number] = time;
            }
            return isFirst;
        }
    }

    /** All tuples of a birth's pairs, one after the other, in the order of the pairs. */
    private final class Tuples {
        private final int[] from;
        private final int count;
        private final int[] places;
        /** The tuple; other ones after {@link #next}. */
        private final int[] pairs;

        private boolean begun;

        /** None where the birth has too many labels. */
        Tuples(int birth, int size) {
            this.from = new int[series.end(birth) - series.begin(birth)];
            int varying = varying(birth, from);
            this.count = varying <= MOST_LABELS[size - 2] ? varying : 0;
            this.places = IntStream.range(0, size).toArray();
            this.pairs = new int[size];
        }

        boolean next() {
            int size = pairs.length;
            if (begun && !goOn()) {
                return false;
            }
            begun = true;
            for (int i = 0; i < size && size <= count; i++) {
                pairs[i] = from[places[i]];
            }
            return size <= count;
        }

        private boolean goOn() {
            int size = places.length;
            int last = size - 1;
            while (last >= 0 && places[last] == count - size + last) {
                last--;
            }
            if (last < 0) {
                return false;
            }
            places[last]++;
            for (int i = last + 1; i < size; i++) {
                places[i] = places[i - 1] + 1;
            }
            return true;
        }
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
            Sights firstSights = firstSights(open, births, byFirstSight, size);
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
    private Sights firstSights(List<Integer> open, int[] births, int[] byFirstSight, int size) {
        Sights firstSights = new Sights(size);
        IntTuples byLabels = new IntTuples(size);
        int[] missing = new int[32];
        int[] labels = new int[size];
        for (int birth : open) {
            Tuples of = new Tuples(births[birth], size);
            while (of.next()) {
                if (firstSights.add(of.pairs, hash(of.pairs))) {
                    for (int i = 0; i < size; i++) {
                        labels[i] = series.columns().labelOf(of.pairs[i]);
                    }
                    int number = byLabels.add(labels, Arrays.hashCode(labels));
                    missing = number == missing.length ? Arrays.copyOf(missing, 2 * number) : missing;
                    missing[number]++;
                }
            }
        }
        look(firstSights, byLabels, missing, byFirstSight);
        return firstSights;
    }

    /** @param missing by number of the tuple of labels, how many tuples of their values are looked for */
    private void look(Sights firstSights, IntTuples byLabels, int[] missing, int[] byFirstSight) {
        int[] wanted = IntStream.range(0, byLabels.count()).toArray();
        int left = wanted.length;
        int[] pairOf = new int[series.columns().labels().size()];
        Arrays.fill(pairOf, -1);
        int[] pairs = new int[byLabels.width()];
        for (int at = 0; at < byFirstSight.length && left > 0; at++) {
            int one = byFirstSight[at];
            mark(one, pairOf, true);
            int kept = 0;
            for (int i = 0; i < left; i++) {
                int labels = wanted[i];
                if (find(byLabels, labels, pairOf, pairs) && firstSights.see(pairs, hash(pairs), series.first()[one])) {
                    missing[labels]--;
                }
                wanted[kept] = labels;
                kept += missing[labels] > 0 ? 1 : 0;
            }
            left = kept;
            mark(one, pairOf, false);
        }
    }

    /** Of numbers that were drawn: who chooses label values cannot choose which tuples are alike. */
    private int hash(int[] pairs) {
        long sum = 0;
        for (int pair : pairs) {
            sum += series.hashes().ofPair(pair, 0);
        }
        return (int) (sum >>> 32);
    }

    private void mark(int one, int[] pairOf, boolean set) {
        for (int at = series.begin(one), end = series.end(one); at < end; at++) {
            int pair = series.columns().pairAt(at);
            pairOf[series.columns().labelOf(pair)] = set ? pair : -1;
        }
    }

    /** Whether the series has all of the labels; their pairs then. */
    private static boolean find(IntTuples byLabels, int number, int[] pairOf, int[] pairs) {
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = pairOf[byLabels.at(number, i)];
            if (pairs[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private int[] youngest(int birth, Sights firstSights, int size, double late) {
        SeriesColumns columns = series.columns();
        int[] widths = families.widths(birth);
        double latest = late;
        double widest = 0;
        boolean[] young = new boolean[columns.labels().size()];
        Tuples of = new Tuples(birth, size);
        while (of.next()) {
            double first = firstSights.of(of.pairs, hash(of.pairs));
            double width = 1;
            for (int pair : of.pairs) {
                width *= widths[columns.labelOf(pair)];
            }
            if (first > latest || (first == latest && width > widest)) {
                Arrays.fill(young, false);
                latest = first;
                widest = width;
            }
            if (first == latest && first > late && width == widest) {
                for (int pair : of.pairs) {
                    young[columns.labelOf(pair)] = true;
                }
            }
        }
        return IntStream.range(0, young.length).filter(label -> young[label]).toArray();
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
}
