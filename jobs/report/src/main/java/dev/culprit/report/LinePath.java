package dev.culprit.report;

import dev.culprit.model.Period;
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
    String draw(Readings readings, SortedSet<Instant> breaks) {
        StringBuilder path = new StringBuilder();
        trace(readings, breaks, (index, begun) -> point(path, readings, index, begun));
        return path.toString();
    }

    /** Leads the pen over the readings that are to be drawn. */
    void trace(Readings readings, SortedSet<Instant> breaks, Pen pen) {
        long longestStep = longestStep(readings);
        int start = 0;
        for (int i = 1; i <= readings.size(); i++) {
            if (i == readings.size()
                    || readings.millis(i) - readings.millis(i - 1) > longestStep
                    || liesBetween(breaks, readings.millis(i - 1), readings.millis(i))) {
                drawPiece(pen, readings, start, i);
                start = i;
            }
        }
    }

    private long longestStep(Readings readings) {
        Duration usual = readings.medianInterval();
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

    private void drawPiece(Pen pen, Readings readings, int start, int end) {
        boolean begun = false;
        int i = start;
        while (i < end) {
            long bucket = bucket(readings.millis(i));
            int lowest = i;
            int highest = i;
            int last = i;
            while (last + 1 < end && bucket(readings.millis(last + 1)) == bucket) {
                last++;
                lowest = readings.value(last) < readings.value(lowest) ? last : lowest;
                highest = readings.value(last) > readings.value(highest) ? last : highest;
            }
            begun = touch(pen, readings, Math.min(lowest, highest), begun);
            if (lowest != highest) {
                begun = touch(pen, readings, Math.max(lowest, highest), begun);
            }
            i = last + 1;
        }
    }

    private long bucket(long millis) {
        return (millis - period.from().toEpochMilli())
                * buckets
                / period.length().toMillis();
    }

    private static boolean touch(Pen pen, Readings readings, int index, boolean begun) {
        if (!Double.isFinite(readings.value(index))) {
            return begun;
        }
        pen.point(index, begun);
        return true;
    }

    private void point(StringBuilder path, Readings readings, int index, boolean begun) {
        double across = (readings.millis(index) - period.from().toEpochMilli())
                * (double) WIDTH
                / period.length().toMillis();
        double down = height - Math.max(0, readings.value(index)) / max * height;
        // The empty stroke after a first point shows it even when none follows.
        path.append(begun ? "L" : "M").append(coordinate(across)).append(' ').append(coordinate(down));
        path.append(begun ? "" : "h0");
    }

    private static String coordinate(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
