package dev.culprit.tsdb.series;

import java.util.HashMap;
import java.util.Map;

/** Which samples were deleted and are still there. */
public final class Deletions {
    /** By series, pairs of first and last time, both included. */
    private final Map<Long, long[]> intervals = new HashMap<>();

    public void add(long series, long first, long last) {
        intervals.merge(series, new long[] {first, last}, Deletions::joined);
    }

    private static long[] joined(long[] before, long[] added) {
        long[] both = new long[before.length + added.length];
        System.arraycopy(before, 0, both, 0, before.length);
        System.arraycopy(added, 0, both, before.length, added.length);
        return both;
    }

    /** A sink that is told of the samples that were not deleted, and of the times of those that were. */
    public SampleSink spared(long series, SampleSink sink) {
        long[] deleted = intervals.getOrDefault(series, new long[0]);
        if (deleted.length == 0) {
            return sink;
        }
        return new SampleSink() {
            @Override
            public void sample(long time, long bits) {
                for (int i = 0; i < deleted.length; i += 2) {
                    if (time >= deleted[i] && time <= deleted[i + 1]) {
                        if (bits != STALE) {
                            sink.deleted(time);
                        }
                        return;
                    }
                }
                sink.sample(time, bits);
            }

            @Override
            public void undecoded(long first, long last, int count, String reason) {
                for (int i = 0; i < deleted.length; i += 2) {
                    if (first >= deleted[i] && last <= deleted[i + 1]) {
                        return;
                    }
                }
                sink.undecoded(first, last, count, reason);
            }
        };
    }
}
