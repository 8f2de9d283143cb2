package dev.culprit.report.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The points of a line for the drawing library, which strokes each of its segments anew: dashes longer than a segment would
 * join. So the gaps are cut into the data.
 */
final class DashedLine {
    /** Where in the period the pattern begins, so that the lines of a drawing are in step. */
    private final long from;

    private final double on;
    private final double off;
    private final List<Date> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private long last;
    private double lastValue;

    /** @param on milliseconds of a dash, {@code off} of a gap; 0 for a whole line */
    DashedLine(long from, double on, double off) {
        this.from = from;
        this.on = on;
        this.off = off;
    }

    List<Date> times() {
        return times;
    }

    /** No number: the line is interrupted. */
    List<Double> values() {
        return values;
    }

    /** @param begun whether a line leads here from the point before */
    void point(long millis, double value, boolean begun) {
        if (!begun) {
            interrupt(millis);
            add(millis, value);
        } else if (off > 0) {
            dashes(millis, value);
        } else {
            add(millis, value);
        }
        last = millis;
        lastValue = value;
    }

    private void dashes(long millis, double value) {
        double at = (double) last;
        double start = (double) from;
        while (at < millis) {
            double phase = (at - start) % (on + off);
            boolean drawn = phase < on;
            // A hair more than what is left, or rounding would keep it where it is.
            double end = Math.min((double) millis, at + Math.max(1, (drawn ? on : on + off) - phase));
            if (drawn) {
                add((long) at, between(at, millis, value));
                add((long) end, between(end, millis, value));
            } else {
                interrupt((long) at);
            }
            at = end;
        }
    }

    private double between(double at, long millis, double value) {
        return lastValue + (value - lastValue) * (at - (double) last) / (double) (millis - last);
    }

    private void interrupt(long millis) {
        if (!times.isEmpty() && Double.isFinite(values.get(values.size() - 1))) {
            add(millis, Double.NaN);
        }
    }

    private void add(long millis, double value) {
        times.add(Date.from(Instant.ofEpochMilli(millis)));
        values.add(value);
    }
}
