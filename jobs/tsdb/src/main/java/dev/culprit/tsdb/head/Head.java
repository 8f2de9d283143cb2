package dev.culprit.tsdb.head;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.head.HeadFiles.LogFile;
import dev.culprit.tsdb.head.HeadRecords.HeadListener;
import dev.culprit.tsdb.series.Deletions;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server has not made a block of yet, in memory, as the server itself has it: labels, and a few bytes a sample
 * ({@link SampleLog}).
 */
public final class Head implements SeriesSource {
    private final List<Labels> labels = new ArrayList<>();
    private final List<SampleLog> logs = new ArrayList<>();
    private final Map<Integer, List<HeadChunk>> chunks = new HashMap<>();
    private final Deletions deletions = new Deletions();
    private final List<Skipped> skipped = new ArrayList<>();
    private final Map<String, Map<String, long[]>> postings = new ConcurrentHashMap<>();
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    private Head() {}

    /**
     * Reads the logs.
     *
     * @param notBefore samples of before are in blocks, but for those that came out of order and are in no block yet
     * @throws java.nio.file.NoSuchFileException where a server has removed a file since the listing
     */
    public static Head read(HeadFiles files, long notBefore) throws IOException {
        Head head = new Head();
        Loading loading = new Loading(head, notBefore);
        LogReader reader = new LogReader(new HeadRecords(loading), head.skipped);
        reader.read(files.checkpoint(), false);
        reader.read(files.segments(), true);
        loading.lateToo();
        reader.read(files.outOfOrder(), true);
        loading.inOrderOnly();
        for (LogFile file : files.chunks()) {
            try {
                HeadChunk.read(file, loading::chunk);
            } catch (CorruptException damaged) {
                head.skipped.add(new Skipped(file.path(), String.valueOf(damaged.getMessage()), 1));
            }
        }
        loading.end(files);
        return head;
    }

    /** What of it could not be read. */
    public List<Skipped> skipped() {
        return skipped;
    }

    @Override
    public String name() {
        return "wal";
    }

    @Override
    public long minTime() {
        return minTime;
    }

    @Override
    public long maxTime() {
        return maxTime;
    }

    @Override
    public long size() {
        return labels.size();
    }

    @Override
    public Set<String> values(String label) {
        return lists(label).keySet();
    }

    @Override
    public long[] series(Map<String, String> wanted) {
        long[] found = new long[0];
        boolean first = true;
        for (Map.Entry<String, String> label : wanted.entrySet()) {
            long[] list = lists(label.getKey()).getOrDefault(label.getValue(), new long[0]);
            found = first
                    ? list
                    : Arrays.stream(found)
                            .filter(series -> Arrays.binarySearch(list, series) >= 0)
                            .toArray();
            first = false;
        }
        return found;
    }

    private Map<String, long[]> lists(String label) {
        return postings.computeIfAbsent(label, name -> {
            Map<String, List<Long>> byValue = new TreeMap<>();
            for (int i = 0; i < labels.size(); i++) {
                String value = labels.get(i).get(name);
                if (value != null) {
                    byValue.computeIfAbsent(value, none -> new ArrayList<>()).add((long) i);
                }
            }
            Map<String, long[]> lists = new TreeMap<>();
            byValue.forEach((value, series) ->
                    lists.put(value, series.stream().mapToLong(Long::longValue).toArray()));
            return lists;
        });
    }

    @Override
    public Labels labels(long series) {
        return labels.get((int) series);
    }

    @Override
    public void read(long series, long from, long to, SampleSink sink) {
        SampleSink spared = deletions.spared(series, sink);
        for (HeadChunk chunk : chunks.getOrDefault((int) series, List.of())) {
            if (chunk.firstTime() <= to && chunk.lastTime() >= from) {
                chunk.read(spared);
            }
        }
        logs.get((int) series).read(from, to, spared);
    }

    private static final class Loading implements HeadListener {
        /** A billion years: beyond it, steps of time do not fit into what they are kept in. */
        private static final long FARTHEST = 1L << 60;

        private final Head head;
        private final long inOrderFrom;
        private long notBefore;
        private final Map<Long, Integer> byReference = new HashMap<>();
        private final Map<Labels, Integer> byLabels = new HashMap<>();
        private final Map<Integer, Long> unknownTypes = new TreeMap<>();
        private long samplesOfNone;

        Loading(Head head, long notBefore) {
            this.head = head;
            this.inOrderFrom = notBefore;
            this.notBefore = notBefore;
        }

        /** A server cuts its log of late samples by what it has made blocks of, never by time ({@code loadWBL} in {@code head_wal.go}). */
        void lateToo() {
            notBefore = Long.MIN_VALUE;
        }

        void inOrderOnly() {
            notBefore = inOrderFrom;
        }

        /** The same labels get a new reference when a server has forgotten them and meets them again. */
        @Override
        public void series(long reference, Labels labels) {
            @Nullable Integer known = byLabels.get(labels);
            if (known == null) {
                known = head.labels.size();
                byLabels.put(labels, known);
                head.labels.add(labels);
                head.logs.add(new SampleLog());
            }
            byReference.put(reference, known);
        }

        @Override
        public void sample(long reference, long time, long bits) {
            @Nullable Integer series = byReference.get(reference);
            if (series == null || Math.abs(time) > FARTHEST) {
                samplesOfNone += time >= notBefore ? 1 : 0;
            } else if (time >= notBefore) {
                head.logs.get(series).add(time, bits);
                seen(time, time);
            }
        }

        private void seen(long first, long last) {
            head.minTime = Math.min(head.minTime, first);
            head.maxTime = Math.max(head.maxTime, last + 1);
        }

        @Override
        public void deleted(long reference, long first, long last) {
            @Nullable Integer series = byReference.get(reference);
            if (series != null) {
                head.deletions.add(series, first, last);
            }
        }

        @Override
        public void unknown(int type) {
            unknownTypes.merge(type, 1L, Long::sum);
        }

        /** The logs have its samples too, unless they begin later. */
        void chunk(HeadChunk chunk) {
            @Nullable Integer series = byReference.get(chunk.reference());
            if (series == null || chunk.lastTime() < notBefore) {
                return;
            }
            SampleLog log = head.logs.get(series);
            if (log.isEmpty() || chunk.firstTime() < log.firstTime() || chunk.lastTime() > log.lastTime()) {
                head.chunks.computeIfAbsent(series, none -> new ArrayList<>()).add(chunk);
                seen(Math.max(notBefore, chunk.firstTime()), chunk.lastTime());
            }
        }

        void end(HeadFiles files) {
            String last = files.segments().isEmpty()
                    ? "wal"
                    : files.segments().get(files.segments().size() - 1).path();
            if (samplesOfNone > 0) {
                head.skipped.add(
                        new Skipped(last, "samples of series that neither log nor checkpoint names", samplesOfNone));
            }
            unknownTypes.forEach((type, count) -> head.skipped.add(
                    new Skipped(last, "records of type %d, which are not read".formatted(type), count)));
        }
    }
}
