package dev.culprit.analysis.births;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each label of a container brings, whatever the process: its values with their first sights, and how many series there would be
 * without it. This is what a query of the table would count.
 *
 * @param firstSights one for each different value, in seconds since the epoch, ascending
 * @param seriesWithout different series if the label did not exist
 */
public record LabelCounts(String label, double[] firstSights, long seriesWithout) {
    /** In no order. */
    public static List<LabelCounts> of(SeriesColumns columns) {
        ProcessSeries series = ProcessSeries.of(columns, new PairHashes(columns));
        SeriesWithout without = new SeriesWithout(series);
        double[][] sights = firstSights(series);
        boolean[] constant = constant(series);
        List<LabelCounts> counts = new ArrayList<>();
        for (int label = 0; label < sights.length; label++) {
            long distinct = constant[label] ? series.count() : distinct(without, sights.length, label);
            counts.add(new LabelCounts(columns.labels().get(label), sights[label], distinct));
        }
        return List.copyOf(counts);
    }

    private static double[][] firstSights(ProcessSeries series) {
        SeriesColumns columns = series.columns();
        double[] ofPairs = series.firstSights();
        int[] values = new int[columns.labels().size()];
        for (int pair = 0; pair < ofPairs.length; pair++) {
            values[columns.labelOf(pair)]++;
        }
        double[][] sights = new double[values.length][];
        Arrays.setAll(sights, label -> new double[values[label]]);
        for (int pair = 0; pair < ofPairs.length; pair++) {
            sights[columns.labelOf(pair)][--values[columns.labelOf(pair)]] = ofPairs[pair];
        }
        for (double[] ofLabel : sights) {
            Arrays.sort(ofLabel);
        }
        return sights;
    }

    private static long distinct(SeriesWithout without, int labels, int label) {
        boolean[] left = new boolean[labels];
        left[label] = true;
        return without.without(left).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** By label: whether all series have it, and with the same value, so that no two differ by it alone. */
    private static boolean[] constant(ProcessSeries series) {
        SeriesColumns columns = series.columns();
        int[] holders = new int[columns.pairCount()];
        for (int one = 0; one < series.count(); one++) {
            for (int at = series.begin(one), end = series.end(one); at < end; at++) {
                holders[columns.pairAt(at)]++;
            }
        }
        boolean[] constant = new boolean[columns.labels().size()];
        for (int pair = 0; pair < holders.length; pair++) {
            constant[columns.labelOf(pair)] |= holders[pair] == series.count();
        }
        return constant;
    }
}
