package dev.culprit.tsdb.export;

import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import java.util.HashMap;
import java.util.Map;

/**
 * Gathers the samples of an export. Exports write a mark of staleness as a number that is none, or as {@code null}, like a value
 * that is none. A mark stands alone, behind a value and before none or a later life; so of such numbers one that follows a number
 * and is not followed by another of its kind is taken for a mark, all others for values.
 */
final class ExportedSeries {
    private final GatheredSeries gathered;
    private final Map<Integer, Pending> pending = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long samples;

    /** The number that is none, of a series whose next sample is yet to come. */
    private static final class Pending {
        private boolean afterNumber;
        private boolean isWaiting;
        private long time;
    }

    ExportedSeries(GatheredSeries gathered) {
        this.gathered = gathered;
    }

    int series(Labels labels) {
        return gathered.add(labels);
    }

    /** @param time in milliseconds since 1970 */
    void sample(int series, long time, double value) {
        first = Math.min(first, time);
        last = Math.max(last, time);
        samples++;
        Pending before = pending.computeIfAbsent(series, none -> new Pending());
        if (Double.isNaN(value)) {
            if (before.isWaiting) {
                gathered.add(series, before.time, Double.doubleToRawLongBits(Double.NaN));
                before.afterNumber = false;
            }
            if (before.afterNumber) {
                before.isWaiting = true;
                before.time = time;
            } else {
                gathered.add(series, time, Double.doubleToRawLongBits(Double.NaN));
                before.isWaiting = false;
            }
        } else {
            settle(series, before);
            before.afterNumber = true;
            gathered.add(series, time, Double.doubleToRawLongBits(value));
        }
    }

    /** A sample whose value is what it seems, also where it is no number. */
    void exact(int series, long time, double value) {
        put(series, time, Double.doubleToRawLongBits(value));
    }

    /** A mark of staleness. */
    void stale(int series, long time) {
        put(series, time, SampleSink.STALE);
    }

    private void put(int series, long time, long bits) {
        first = Math.min(first, time);
        last = Math.max(last, time);
        samples++;
        gathered.add(series, time, bits);
    }

    private void settle(int series, Pending before) {
        if (before.isWaiting) {
            gathered.add(series, before.time, SampleSink.STALE);
            before.isWaiting = false;
        }
    }

    void finish() {
        pending.forEach(this::settle);
    }

    /** In milliseconds since 1970. */
    long first() {
        return first;
    }

    long last() {
        return last;
    }

    long samples() {
        return samples;
    }
}
