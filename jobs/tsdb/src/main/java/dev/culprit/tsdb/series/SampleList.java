package dev.culprit.tsdb.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Samples of one series, gathered from several places. To be cleared and used again for the next series. */
public final class SampleList implements SampleSink {
    private long[] times = new long[256];
    private long[] bits = new long[256];
    private int size;
    private boolean ascending = true;
    private long[] deleted = new long[16];
    private int deletedCount;
    private final List<Undecoded> undecoded = new ArrayList<>();

    /** A stretch of which only the ends are known; the times are included. */
    public record Undecoded(long first, long last, String reason) {}

    public void clear() {
        size = 0;
        ascending = true;
        deletedCount = 0;
        undecoded.clear();
    }

    @Override
    public void sample(long time, long value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            bits = Arrays.copyOf(bits, 2 * size);
        }
        ascending &= size == 0 || time > times[size - 1];
        times[size] = time;
        bits[size++] = value;
    }

    @Override
    public void undecoded(long first, long last, int count, String reason) {
        undecoded.add(new Undecoded(first, last, reason));
    }

    @Override
    public void deleted(long time) {
        if (deletedCount == deleted.length) {
            deleted = Arrays.copyOf(deleted, 2 * deletedCount);
        }
        deleted[deletedCount++] = time;
    }

    /** Brings the samples in order; of several at one time a mark of staleness gives way, and else the first counts. */
    public void sort() {
        if (ascending) {
            return;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (left, right) -> {
            int byTime = Long.compare(times[left], times[right]);
            return byTime != 0 ? byTime : Boolean.compare(isStale(left), isStale(right));
        });
        long[] sortedTimes = new long[size];
        long[] sortedBits = new long[size];
        int kept = 0;
        for (int place : order) {
            if (kept == 0 || times[place] != sortedTimes[kept - 1]) {
                sortedTimes[kept] = times[place];
                sortedBits[kept++] = bits[place];
            }
        }
        times = sortedTimes;
        bits = sortedBits;
        size = kept;
        ascending = true;
    }

    public int size() {
        return size;
    }

    public long time(int sample) {
        return times[sample];
    }

    public boolean isStale(int sample) {
        return bits[sample] == STALE;
    }

    /** Not to be asked of a mark of staleness. */
    public double value(int sample) {
        return Double.longBitsToDouble(bits[sample]);
    }

    /** How many samples were deleted; what several places have counts in each. */
    public int deletedCount() {
        return deletedCount;
    }

    /** The time of a sample that was deleted, in any order. */
    public long deletedTime(int sample) {
        return deleted[sample];
    }

    public List<Undecoded> undecoded() {
        return undecoded;
    }
}
