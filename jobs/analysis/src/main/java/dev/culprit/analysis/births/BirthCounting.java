package dev.culprit.analysis.births;

import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes the births of a container's processes out of its series. */
public final class BirthCounting {
    /** A series that is not seen for so long before the end is gone: a scrape of twenty minutes, and some. */
    private static final double GONE_SECONDS = 1500;

    private BirthCounting() {}

    /**
     * Births of a container's processes, one after the other.
     *
     * @param scrapeTimes of the container, ascending, not empty
     * @param spans of its processes, ascending, at least one
     */
    public static List<ProcessBirths> perProcess(double[] scrapeTimes, List<ProcessSpan> spans, SeriesColumns rows) {
        double[] later =
                spans.stream().skip(1).mapToDouble(ProcessSpan::firstScrape).toArray();
        int[] processOf = new int[rows.rows()];
        int[] counts = new int[spans.size()];
        for (int row = 0; row < processOf.length; row++) {
            processOf[row] = RobustStatistics.upperBound(later, rows.first(row));
            counts[processOf[row]]++;
        }
        int[][] rowsOf = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            rowsOf[i] = new int[counts[i]];
        }
        int[] next = new int[counts.length];
        for (int row = 0; row < processOf.length; row++) {
            rowsOf[processOf[row]][next[processOf[row]]++] = row;
        }
        PairHashes hashes = new PairHashes(rows);
        List<ProcessBirths> births = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            ProcessSpan span = spans.get(i);
            double[] scrapes = Arrays.copyOfRange(
                    scrapeTimes,
                    RobustStatistics.upperBound(scrapeTimes, Math.nextDown(span.firstScrape())),
                    RobustStatistics.upperBound(scrapeTimes, span.lastScrape()));
            births.add(of(span.start(), scrapes, ProcessSeries.of(rows, hashes, rowsOf[i])));
        }
        return List.copyOf(births);
    }

    private static ProcessBirths of(double start, double[] scrapes, ProcessSeries series) {
        double end = scrapes[scrapes.length - 1];
        double late = start + ProcessBirths.WARM_UP_SECONDS;
        SeriesWithout without = new SeriesWithout(series);
        BirthCredits credits = new BirthCredits(series, end - GONE_SECONDS);
        BirthCredits.Rest rest = credits.creditCombinations(credits.creditYoungest(late), late);
        return new ProcessBirths(
                start,
                end,
                scrapes,
                credits.batches(),
                credits.deaths(),
                rest.combined(),
                rest.uncredited(),
                series.exposedAt(ProcessBirths.lateEnd(scrapes)) - series.exposedAt(ProcessBirths.middle(scrapes)),
                credits.novelty(without),
                Map.copyOf(without.all()),
                credits.arrivals());
    }
}
