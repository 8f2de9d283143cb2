package dev.culprit.analysis.births;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many series each family would have if some labels did not exist. A series' hash is the sum of its parts' ({@link PairHashes}), so
 * what is left of it without the labels is a difference, and one pass over a family's series counts the different ones.
 */
final class SeriesWithout {
    private final ProcessSeries series;
    /** Families by number, of names that may be several of one family. */
    private final String[] families;

    private final int[] familyOfName;
    /** Series by family, and where each family's begin. */
    private final int[] order;

    private final int[] begin;

    SeriesWithout(ProcessSeries series) {
        this.series = series;
        SeriesColumns columns = series.columns();
        TreeMap<String, Integer> numbers = new TreeMap<>();
        this.familyOfName = new int[columns.nameCount()];
        for (int name = 0; name < familyOfName.length; name++) {
            familyOfName[name] = numbers.computeIfAbsent(columns.familyOf(name), key -> numbers.size());
        }
        this.families = new String[numbers.size()];
        numbers.forEach((family, number) -> families[number] = family);
        this.begin = new int[families.length + 1];
        for (int one = 0; one < series.count(); one++) {
            begin[family(one) + 1]++;
        }
        Arrays.parallelPrefix(begin, Integer::sum);
        this.order = new int[series.count()];
        int[] next = begin.clone();
        for (int one = 0; one < series.count(); one++) {
            order[next[family(one)]++] = one;
        }
    }

    private int family(int one) {
        return familyOfName[series.name(one)];
    }

    /** Series of each family, none left out. */
    Map<String, Long> all() {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (int family = 0; family < families.length; family++) {
            if (begin[family + 1] > begin[family]) {
                counts.put(families[family], (long) begin[family + 1] - begin[family]);
            }
        }
        return counts;
    }

    /** @param labels by number, whether they are left out */
    Map<String, Long> without(boolean[] labels) {
        Map<String, Long> counts = all();
        for (int family = 0; family < families.length; family++) {
            int from = begin[family];
            int to = begin[family + 1];
            if (to - from > 1) {
                counts.put(families[family], without(labels, from, to));
            }
        }
        return counts;
    }

    private long without(boolean[] labels, int from, int to) {
        SeriesColumns columns = series.columns();
        HashSet128 seen = new HashSet128(to - from);
        long different = 0;
        for (int i = from; i < to; i++) {
            int one = order[i];
            long first = series.sums()[2 * one];
            long second = series.sums()[2 * one + 1];
            for (int at = series.begin(one), end = series.end(one); at < end; at++) {
                int pair = columns.pairAt(at);
                if (labels[columns.labelOf(pair)]) {
                    first -= series.hashes().ofPair(pair, 0);
                    second -= series.hashes().ofPair(pair, 1);
                }
            }
            different += seen.add(first, second) ? 1 : 0;
        }
        return different;
    }
}
