package dev.culprit.cloudwatch.standin.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A series and its samples, those that repeat a value at equal distance as one run. */
public final class StoredSeries {
    private final TreeMap<String, String> labels;
    private final List<Run> runs = new ArrayList<>();

    /** @param last time of the last sample; {@code interval} between samples */
    private record Run(
            long first,
            long last,
            long interval,
            double value,
            @Nullable StoredHistogram histogram) {
        /** The time of the last sample not after a time. */
        long before(long time) {
            return time >= last ? last : first + (time - first) / interval * interval;
        }

        long count(long after, long upTo) {
            long from = Math.max(first, after + 1);
            long begin = first + (from - first + interval - 1) / interval * interval;
            long end = Math.min(last, upTo);
            return begin > end ? 0 : (end - begin) / interval + 1;
        }
    }

    /** A sample. */
    record Sample(long time, double value, @Nullable StoredHistogram histogram) {}

    StoredSeries(Map<String, String> labels) {
        this.labels = new TreeMap<>(labels);
    }

    /**
     * Adds samples behind those that there are.
     *
     * @param first in milliseconds since 1970; the last one is not after {@code until}
     * @param interval in milliseconds
     */
    public void repeat(long first, long until, long interval, double value, @Nullable StoredHistogram histogram) {
        if (!runs.isEmpty() && runs.get(runs.size() - 1).last() >= first) {
            throw new IllegalArgumentException("samples at %d do not follow".formatted(first));
        }
        long last = first + Math.max(0, until - first) / interval * interval;
        runs.add(new Run(first, last, interval, value, histogram));
    }

    /** Adds a sample behind those that there are. */
    public void add(long time, double value) {
        repeat(time, time, 1, value, null);
    }

    Map<String, String> labels() {
        return labels;
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    long first() {
        return runs.isEmpty() ? Long.MAX_VALUE : runs.get(0).first();
    }

    long last() {
        return runs.isEmpty() ? Long.MIN_VALUE : runs.get(runs.size() - 1).last();
    }

    private int runAt(long time) {
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).first() <= time) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** The last sample of a time that is open on its left, null where there is none. */
    @Nullable
    Sample lastOf(long after, long upTo) {
        int place = runAt(upTo);
        if (place < 0) {
            return null;
        }
        Run run = runs.get(place);
        long time = run.before(upTo);
        return time > after ? new Sample(time, run.value(), run.histogram()) : null;
    }

    long count(long after, long upTo) {
        long count = 0;
        for (int place = runAt(upTo); place >= 0 && runs.get(place).last() > after; place--) {
            count += runs.get(place).count(after, upTo);
        }
        return count;
    }

    double sum(long after, long upTo) {
        double sum = 0;
        for (int place = runAt(upTo); place >= 0 && runs.get(place).last() > after; place--) {
            sum += runs.get(place).count(after, upTo) * runs.get(place).value();
        }
        return sum;
    }

    List<Sample> samples(long after, long upTo) {
        List<Sample> samples = new ArrayList<>();
        for (Run run : runs) {
            for (long time = run.first(); time <= Math.min(run.last(), upTo); time += run.interval()) {
                if (time > after) {
                    samples.add(new Sample(time, run.value(), run.histogram()));
                }
            }
        }
        return samples;
    }
}
