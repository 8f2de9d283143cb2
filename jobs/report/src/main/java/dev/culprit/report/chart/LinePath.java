package dev.culprit.report.chart;

import dev.culprit.model.Period;
import dev.culprit.report.data.PodSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedSet;

/**
 * Draws readings as the path of an SVG, {@value #WIDTH} units wide over the period. Of each bucket of time only the lowest and
 * the highest reading are kept, so that peaks survive and the page stays small. A line breaks where the process restarted and
 * where readings are missing.
 */
final class LinePath {
    static final int WIDTH = 1000;

    private final Period period;
    private final double max;
    private final int height;
    private final int buckets;

    /** @param max value at the top; {@code points} how many points the line may have at most, about */
    LinePath(Period period, double max, int height, int points) {
        this.period = period;
        this.max = max;
        this.height = height;
        this.buckets = Math.max(1, points / 2);
    }

    /** Takes the points of a line in their order. */
    @FunctionalInterface
    interface Pen {
        /** @param begun whether a line leads here from the point before */
        void point(int index, boolean begun);
    }

    /** @param breaks times at which something new begins */
    String draw(PodSamples samples, SortedSet<Instant> breaks) {
        StringBuilder path = new StringBuilder();
        trace(samples, breaks, (index, begun) -> point(path, samples, index, begun));
        return path.toString();
    }

    /** Leads the pen over the readings that are to be drawn. */
    void trace(PodSamples samples, SortedSet<Instant> breaks, Pen pen) {
        long longestStep = longestStep(samples);
        int start = 0;
        for (int i = 1; i <= samples.size(); i++) {
            if (i == samples.size()
                    || samples.millis(i) - samples.millis(i - 1) > longestStep
                    || liesBetween(breaks, samples.millis(i - 1), samples.millis(i))) {
                drawPiece(pen, samples, start, i);
                start = i;
            }
        }
    }

    private long longestStep(PodSamples samples) {
        Duration usual = samples.medianInterval();
        return usual.isZero()
                ? Long.MAX_VALUE
                : Math.max(
                        usual.multipliedBy(3).toMillis(),
                        period.length().dividedBy(150).toMillis());
    }

    private static boolean liesBetween(SortedSet<Instant> breaks, long after, long until) {
        return !breaks.subSet(Instant.ofEpochMilli(after + 1), Instant.ofEpochMilli(until + 1))
                .isEmpty();
    }

    private void drawPiece(Pen pen, PodSamples samples, int start, int end) {
        boolean begun = false;
        int i = start;
        while (i < end) {
            long bucket = bucket(samples.millis(i));
            int lowest = i;
            int highest = i;
            int last = i;
            while (last + 1 < end && bucket(samples.millis(last + 1)) == bucket) {
                last++;
                lowest = samples.value(last) < samples.value(lowest) ? last : lowest;
                highest = samples.value(last) > samples.value(highest) ? last : highest;
            }
            begun = touch(pen, samples, Math.min(lowest, highest), begun);
            if (lowest != highest) {
                begun = touch(pen, samples, Math.max(lowest, highest), begun);
            }
            i = last + 1;
        }
    }

    private long bucket(long millis) {
        return (millis - period.from().toEpochMilli())
                * buckets
                / period.length().toMillis();
    }

    private static boolean touch(Pen pen, PodSamples samples, int index, boolean begun) {
        if (!Double.isFinite(samples.value(index))) {
            return begun;
        }
        pen.point(index, begun);
        return true;
    }

    private void point(StringBuilder path, PodSamples samples, int index, boolean begun) {
        double across = (samples.millis(index) - period.from().toEpochMilli())
                * (double) WIDTH
                / period.length().toMillis();
        double down = height - Math.max(0, samples.value(index)) / max * height;
        // The empty stroke after a first point shows it even when none follows.
        path.append(begun ? "L" : "M").append(coordinate(across)).append(' ').append(coordinate(down));
        path.append(begun ? "" : "h0");
    }

    private static String coordinate(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
