package dev.culprit.scrapes.lifetime;

import java.util.Arrays;

/** Spans of scrapes in which series are shown without a break, to be found by the scrape at which they begin or end. */
final class SightingSpans {
    private static final int NONE = -1;

    private int size;
    private int[] series = new int[1024];
    private double[] firstValues = new double[1024];
    private double[] lastValues = new double[1024];
    private int[] nextOfSameBegin = new int[1024];
    private int[] nextOfSameEnd = new int[1024];
    /** By number of a scrape, the span that was added last. */
    private final int[] beginning;

    private final int[] ending;

    /** @param scrapes whose numbers are from 1 */
    SightingSpans(int scrapes) {
        beginning = new int[scrapes + 1];
        ending = new int[scrapes + 1];
        Arrays.fill(beginning, NONE);
        Arrays.fill(ending, NONE);
    }

    /** The values are those of the first and of the last sight; no number where they are not known. */
    void add(int seen, int from, int to, double firstValue, double lastValue) {
        if (size == series.length) {
            int length = size + (size >> 1);
            series = Arrays.copyOf(series, length);
            firstValues = Arrays.copyOf(firstValues, length);
            lastValues = Arrays.copyOf(lastValues, length);
            nextOfSameBegin = Arrays.copyOf(nextOfSameBegin, length);
            nextOfSameEnd = Arrays.copyOf(nextOfSameEnd, length);
        }
        int span = size++;
        series[span] = seen;
        firstValues[span] = firstValue;
        lastValues[span] = lastValue;
        nextOfSameBegin[span] = beginning[from];
        beginning[from] = span;
        nextOfSameEnd[span] = ending[to];
        ending[to] = span;
    }

    interface Use {
        void of(int series, double value);
    }

    /** Series that are shown again, or for the first time, at a scrape, with their values there. */
    void forEachBeginning(int number, Use use) {
        for (int span = beginning[number]; span != NONE; span = nextOfSameBegin[span]) {
            use.of(series[span], firstValues[span]);
        }
    }

    /** Series that the scrape after this one does not show, with their values at this one. */
    void forEachEnding(int number, Use use) {
        for (int span = ending[number]; span != NONE; span = nextOfSameEnd[span]) {
            use.of(series[span], lastValues[span]);
        }
    }
}
