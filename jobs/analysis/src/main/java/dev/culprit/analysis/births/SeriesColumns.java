package dev.culprit.analysis.births;

import dev.culprit.model.EpochSeconds;
import dev.culprit.model.MetricFamily;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The rows of table {@code series} that speak of one container, by columns. Each text is there once, and so is each pair of a label and
 * its value; a row is the numbers of its pairs. A row of twenty labels takes some hundred bytes, whatever its texts.
 */
public final class SeriesColumns {
    private final List<String> labels;
    private final int[] labelOfPair;
    private final String[] valueOfPair;
    private final List<Name> names;
    /** By name; asked of every row. */
    private final int[] metricOfName;

    private final int rows;
    private final int[] nameOfRow;
    private final double[] first;
    private final double[] last;
    /** Where a row's pairs begin in {@link #pairs}; one more than there are rows. */
    private final int[] begin;

    private final int[] pairs;

    /**
     * What a row is called but for its labels.
     *
     * @param number of the metric, whatever its type
     */
    private record Name(String metric, int number, String family) {}

    private SeriesColumns(Builder builder) {
        this.labels = List.copyOf(builder.labels.keySet());
        this.labelOfPair = Arrays.copyOf(builder.labelOfPair, builder.pairCount);
        this.valueOfPair = Arrays.copyOf(builder.valueOfPair, builder.pairCount);
        this.names = List.copyOf(builder.named);
        this.metricOfName = names.stream().mapToInt(Name::number).toArray();
        this.rows = builder.rows;
        this.nameOfRow = builder.nameOfRow;
        this.first = builder.first;
        this.last = builder.last;
        this.begin = builder.begin;
        this.pairs = builder.pairs;
    }

    private SeriesColumns(SeriesColumns of, double[] first) {
        this.labels = of.labels;
        this.labelOfPair = of.labelOfPair;
        this.valueOfPair = of.valueOfPair;
        this.names = of.names;
        this.metricOfName = of.metricOfName;
        this.rows = of.rows;
        this.nameOfRow = of.nameOfRow;
        this.first = first;
        this.last = of.last;
        this.begin = of.begin;
        this.pairs = of.pairs;
    }

    public static SeriesColumns of(List<SeriesRow> rows) {
        Builder builder = new Builder();
        int[] pairs = new int[8];
        for (SeriesRow row : rows) {
            int count = row.labels().size();
            pairs = pairs.length < count ? new int[count] : pairs;
            int next = 0;
            for (Map.Entry<String, String> label : row.labels().entrySet()) {
                pairs[next++] = builder.pair(label.getKey(), label.getValue());
            }
            builder.add(
                    builder.name(row.metric(), row.type()),
                    pairs,
                    count,
                    EpochSeconds.of(row.firstSeen()),
                    EpochSeconds.of(row.lastSeen()));
        }
        return builder.build();
    }

    /** Gathers rows. Numbers of names and pairs are this builder's own. */
    public static final class Builder {
        private final Map<String, Integer> labels = new LinkedHashMap<>();
        private final List<Map<String, Integer>> pairsOfLabel = new ArrayList<>();
        private int pairCount;
        private int[] labelOfPair = new int[64];
        private String[] valueOfPair = new String[64];
        private final Map<String, Integer> metrics = new HashMap<>();
        private final Map<List<String>, Integer> names = new HashMap<>();
        private final List<Name> named = new ArrayList<>();
        private int rows;
        private int[] nameOfRow = new int[64];
        private double[] first = new double[64];
        private double[] last = new double[64];
        private int[] begin = new int[65];
        private int[] pairs = new int[512];
        /** The row before as it was given, and where its pairs stand by label. */
        private int[] given = new int[32];

        private int[] placeOf = new int[32];
        private int[] byLabel = new int[32];
        private int givenCount = -1;

        /** The number of a metric's name and type. */
        public int name(String metric, String type) {
            return names.computeIfAbsent(List.of(metric, type), key -> {
                int number = metrics.computeIfAbsent(metric, one -> metrics.size());
                named.add(new Name(metric, number, MetricFamily.of(metric, type)));
                return named.size() - 1;
            });
        }

        /** The number of a label with its value. */
        public int pair(String label, String value) {
            int number = labels.computeIfAbsent(label, key -> {
                pairsOfLabel.add(new HashMap<>());
                return pairsOfLabel.size() - 1;
            });
            return pairsOfLabel.get(number).computeIfAbsent(value, key -> {
                if (pairCount == labelOfPair.length) {
                    labelOfPair = Arrays.copyOf(labelOfPair, 2 * pairCount);
                    valueOfPair = Arrays.copyOf(valueOfPair, 2 * pairCount);
                }
                labelOfPair[pairCount] = number;
                valueOfPair[pairCount] = value;
                return pairCount++;
            });
        }

        /**
         * @param of numbers of the row's pairs, each of another label, in any order; only the first {@code count}
         * @param firstSeen in seconds since the epoch; {@code lastSeen} likewise
         */
        public void add(int name, int[] of, int count, double firstSeen, double lastSeen) {
            if (rows == nameOfRow.length) {
                nameOfRow = Arrays.copyOf(nameOfRow, grown(rows));
                first = Arrays.copyOf(first, nameOfRow.length);
                last = Arrays.copyOf(last, nameOfRow.length);
                begin = Arrays.copyOf(begin, nameOfRow.length + 1);
            }
            int at = begin[rows];
            if (at + count > pairs.length) {
                pairs = Arrays.copyOf(pairs, Math.max(grown(pairs.length), Math.addExact(at, count)));
            }
            arrange(of, count);
            for (int i = 0; i < count; i++) {
                pairs[at + placeOf[i]] = of[i];
            }
            nameOfRow[rows] = name;
            first[rows] = firstSeen;
            last[rows] = lastSeen;
            begin[++rows] = at + count;
        }

        /**
         * Finds each pair's place where pairs stand by label, so that equal rows are equal number by number. Most of a row is the row
         * before, and where its pairs are others they are mostly of the same labels: then the places are that row's.
         */
        private void arrange(int[] of, int count) {
            boolean alike = count == givenCount;
            for (int i = 0; alike && i < count; i++) {
                if (of[i] != given[i]) {
                    alike = labelOfPair[of[i]] == labelOfPair[given[i]];
                    given[i] = of[i];
                }
            }
            if (alike) {
                return;
            }
            if (given.length < count) {
                given = new int[2 * count];
                placeOf = new int[2 * count];
                byLabel = new int[2 * count];
            }
            System.arraycopy(of, 0, given, 0, count);
            givenCount = count;
            for (int i = 0; i < count; i++) {
                int place = i;
                for (; place > 0 && labelOfPair[of[byLabel[place - 1]]] > labelOfPair[of[i]]; place--) {
                    byLabel[place] = byLabel[place - 1];
                }
                byLabel[place] = i;
            }
            for (int place = 0; place < count; place++) {
                placeOf[byLabel[place]] = place;
            }
        }

        private static int grown(int size) {
            return Math.addExact(size, (size >> 1) + 1);
        }

        public SeriesColumns build() {
            return new SeriesColumns(this);
        }
    }

    public int rows() {
        return rows;
    }

    /** The same rows, seen first when the operator says; times are in seconds since the epoch. */
    public SeriesColumns firstSeen(DoubleUnaryOperator when) {
        return new SeriesColumns(this, Arrays.stream(first, 0, rows).map(when).toArray());
    }

    /** The first sight of a row's series, in seconds since the epoch. */
    public double first(int row) {
        return first[row];
    }

    double last(int row) {
        return last[row];
    }

    int begin(int row) {
        return begin[row];
    }

    /** The pair at a place between {@link #begin} of a row and that of the next. */
    int pairAt(int place) {
        return pairs[place];
    }

    int pairCount() {
        return labelOfPair.length;
    }

    int labelOf(int pair) {
        return labelOfPair[pair];
    }

    String valueOf(int pair) {
        return valueOfPair[pair];
    }

    List<String> labels() {
        return labels;
    }

    int nameCount() {
        return names.size();
    }

    int nameOf(int row) {
        return nameOfRow[row];
    }

    /** The number of the metric that a name is of. */
    int metricOf(int name) {
        return metricOfName[name];
    }

    String familyOf(int name) {
        return names.get(name).family;
    }

    /** Whether two rows are of the same series: the same metric and the same labels, whatever the type. */
    boolean same(int one, int other) {
        return metricOf(nameOfRow[one]) == metricOf(nameOfRow[other])
                && Arrays.equals(pairs, begin[one], begin[one + 1], pairs, begin[other], begin[other + 1]);
    }

    /** The last sight of every series, over all rows that are of it; in no order. */
    public double[] lastSights() {
        return ProcessSeries.of(this, new PairHashes(this)).last();
    }

    /** The names of labels that rows of these families have, whatever their values. */
    public Map<String, Set<String>> labelsOf(Set<String> families) {
        Map<String, Set<String>> found = new TreeMap<>();
        boolean[] wanted = new boolean[names.size()];
        for (int name = 0; name < wanted.length; name++) {
            wanted[name] = families.contains(familyOf(name));
        }
        for (int row = 0; row < rows; row++) {
            if (wanted[nameOfRow[row]]) {
                Set<String> of = found.computeIfAbsent(familyOf(nameOfRow[row]), key -> new TreeSet<>());
                for (int at = begin[row]; at < begin[row + 1]; at++) {
                    of.add(labels.get(labelOfPair[pairs[at]]));
                }
            }
        }
        return found;
    }
}
