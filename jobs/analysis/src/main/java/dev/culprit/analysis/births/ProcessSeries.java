package dev.culprit.analysis.births;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The series of one process, each once: a day has a row of each, and the rows are put together here. {@code seriesId} is not asked, as
 * it is a hash without a key, and whoever chooses label values can give one to ten thousand series. The hash of {@link PairHashes}
 * finds a series, and the numbers of its pairs decide.
 *
 * @param sums both halves of the hash of each series, side by side
 * @param rowOf a row of each series
 * @param first sight of each in seconds since the epoch; {@code last} likewise
 */
record ProcessSeries(
        SeriesColumns columns, PairHashes hashes, long[] sums, int[] rowOf, double[] first, double[] last) {
    static ProcessSeries of(SeriesColumns columns, PairHashes hashes) {
        return of(columns, hashes, IntStream.range(0, columns.rows()).toArray());
    }

    /** @param rows those of the process */
    static ProcessSeries of(SeriesColumns columns, PairHashes hashes, int[] rows) {
        // At most two thirds full; a power of two.
        int slots = Integer.highestOneBit(Math.max(8, rows.length + (rows.length >> 1))) << 1;
        int[] seriesAt = new int[slots];
        int[] rowOf = new int[rows.length];
        // One more than there are: where the next row's is written before it is known to be another.
        long[] sums = new long[2 * rows.length + 2];
        double[] first = new double[rows.length];
        double[] last = new double[rows.length];
        PairHashes.Sums sum = hashes.new Sums();
        int count = 0;
        for (int row : rows) {
            sum.ofSeries(row, sums, 2 * count);
            int slot = (int) sums[2 * count] & slots - 1;
            while (seriesAt[slot] > 0 && !columns.same(rowOf[seriesAt[slot] - 1], row)) {
                slot = slot + 1 & slots - 1;
            }
            if (seriesAt[slot] == 0) {
                rowOf[count] = row;
                first[count] = columns.first(row);
                last[count] = columns.last(row);
                seriesAt[slot] = ++count;
            } else {
                int series = seriesAt[slot] - 1;
                first[series] = Math.min(first[series], columns.first(row));
                last[series] = Math.max(last[series], columns.last(row));
            }
        }
        return new ProcessSeries(
                columns,
                hashes,
                Arrays.copyOf(sums, 2 * count),
                Arrays.copyOf(rowOf, count),
                Arrays.copyOf(first, count),
                Arrays.copyOf(last, count));
    }

    int count() {
        return rowOf.length;
    }

    /** The number of the name that the series is called by: metric and type. */
    int name(int series) {
        return columns.nameOf(rowOf[series]);
    }

    int begin(int series) {
        return columns.begin(rowOf[series]);
    }

    int end(int series) {
        return columns.begin(rowOf[series] + 1);
    }

    /** The number of the series' pair with this label; -1 where it lacks the label. */
    int pairWith(int series, int label) {
        for (int at = begin(series), end = end(series); at < end; at++) {
            int pair = columns.pairAt(at);
            if (columns.labelOf(pair) == label) {
                return pair;
            }
        }
        return -1;
    }

    /** How many series were seen at this time, or before it and after it. */
    long exposedAt(double time) {
        long count = 0;
        for (int series = 0; series < rowOf.length; series++) {
            count += first[series] <= time && last[series] >= time ? 1 : 0;
        }
        return count;
    }

    /** The first sight of each pair over all series that hold it, by the pair's number; infinite for pairs of none. */
    double[] firstSights() {
        double[] sights = new double[columns.pairCount()];
        Arrays.fill(sights, Double.POSITIVE_INFINITY);
        for (int series = 0; series < rowOf.length; series++) {
            for (int at = begin(series), end = end(series); at < end; at++) {
                int pair = columns.pairAt(at);
                sights[pair] = Math.min(sights[pair], first[series]);
            }
        }
        return sights;
    }

    /** All series in the order of their first sights. There are as many different ones as scrapes, so they are counted, not compared. */
    int[] byFirstSight() {
        double[] times = different(first);
        int[] next = new int[times.length + 1];
        int[] rank = new int[first.length];
        for (int series = 0; series < first.length; series++) {
            rank[series] = Arrays.binarySearch(times, first[series]);
            next[rank[series] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] order = new int[first.length];
        for (int series = 0; series < first.length; series++) {
            order[next[rank[series]]++] = series;
        }
        return order;
    }

    /** Ascending; {@code DoubleStream.distinct} makes an object of every number. */
    private static double[] different(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || sorted[count - 1] != value) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }
}
