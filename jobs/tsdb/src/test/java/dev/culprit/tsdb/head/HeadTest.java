package dev.culprit.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.head.HeadFiles.LogFile;
import dev.culprit.tsdb.series.ReadSamples;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SampleSink;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeadTest {
    private static final Path KILLED = Path.of("src/test/resources/killed");
    private static final Path SNAPSHOT = Path.of("src/test/resources/killed-snapshot/01M8J6QSJ4VWYRBNGT220KM27E");
    /** The end of the newest block beside the log. */
    private static final long BLOCKS_END = 1_795_907_340_000L;

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(KILLED)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(KILLED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private Head read(long notBefore) throws IOException {
        return Head.read(HeadFiles.list(folder), notBefore);
    }

    private static Map<Map<String, String>, List<Long>> withSamples(Head head) throws IOException {
        Map<Map<String, String>, List<Long>> samples =
                new HashMap<>(ReadSamples.of(head).samples());
        samples.values().removeIf(List::isEmpty);
        return samples;
    }

    @Test
    void theLogOfAKilledServerHasWhatASnapshotMakesABlockOf() throws IOException {
        Head head = read(BLOCKS_END);
        assertThat(head.skipped()).isEmpty();
        Map<Map<String, String>, List<Long>> logged = withSamples(head);
        Map<Map<String, String>, List<Long>> snapshot =
                ReadSamples.of(Block.open(SNAPSHOT)).samples();
        assertThat(logged.keySet()).isEqualTo(snapshot.keySet());
        snapshot.forEach((labels, samples) -> assertThat(logged.get(labels)).startsWith(samples.toArray(Long[]::new)));
        assertThat(head.minTime()).isGreaterThanOrEqualTo(BLOCKS_END);
        assertThat(head.series(Map.of("__name__", "up", "pod", "shop-1"))).hasSize(1);
        assertThat(head.values("exported_job")).containsExactly("inner");
    }

    @Test
    void withoutTheCheckpointSeriesAreUnknownAndCounted() throws IOException {
        Path checkpoint = folder.resolve("wal/checkpoint.00000001");
        Files.move(checkpoint, checkpoint.resolveSibling("checkpoint.00000001.tmp"));
        assertThat(read(BLOCKS_END).skipped())
                .extracting(Skipped::reason)
                .containsExactly("samples of series that neither log nor checkpoint names");
    }

    @Test
    void aLogIsReadUpToWhereItIsCut() throws IOException {
        Path last = folder.resolve("wal/00000005");
        byte[] whole = Files.readAllBytes(last);
        Map<Map<String, String>, List<Long>> all = withSamples(read(BLOCKS_END));
        long before = 0;
        for (int length = 0; length <= whole.length; length += 13) {
            Files.write(last, Arrays.copyOf(whole, length));
            Head head = read(BLOCKS_END);
            assertThat(head.skipped()).isEmpty();
            Map<Map<String, String>, List<Long>> cut = withSamples(head);
            cut.forEach((labels, samples) -> assertThat(all.get(labels)).startsWith(samples.toArray(Long[]::new)));
            long samples = cut.values().stream().mapToLong(List::size).sum();
            assertThat(samples).isGreaterThanOrEqualTo(before);
            before = samples;
        }
    }

    @Test
    void damageIsToldAndWhatFollowsIsRead() throws IOException {
        Path segment = folder.resolve("wal/00000003");
        byte[] whole = Files.readAllBytes(segment);
        Map<Map<String, String>, List<Long>> all = withSamples(read(Long.MIN_VALUE));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(9_000);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, bytes);
            Head head = read(Long.MIN_VALUE);
            assertThat(head.skipped()).as("byte " + at).isNotEmpty();
            assertThat(head.skipped())
                    .allSatisfy(skipped -> assertThat(skipped.reason()).doesNotContain("Exception"));
            withSamples(head)
                    .forEach((labels, samples) -> assertThat(all.get(labels)).containsAll(samples));
            assertThat(head.maxTime()).isGreaterThan(BLOCKS_END);
        }
    }

    @Test
    void aSegmentThatIsMissingIsTold() throws IOException {
        Files.delete(folder.resolve("wal/00000003"));
        assertThat(read(BLOCKS_END).skipped()).extracting(Skipped::reason).contains("the segment before it is missing");
        HeadFiles listed = HeadFiles.list(folder);
        Files.delete(folder.resolve("wal/00000005"));
        assertThatThrownBy(() -> Head.read(listed, BLOCKS_END)).isInstanceOf(NoSuchFileException.class);
    }

    /** A sample that came hours late is in the log of late ones, however far the blocks reach. */
    @Test
    void whatCameOutOfOrderIsReadFromBeforeTheBlocksEnd() throws IOException {
        Map<Map<String, String>, List<Long>> inOrder = withSamples(read(BLOCKS_END));
        Files.createDirectory(folder.resolve("wbl"));
        Files.copy(folder.resolve("wal/00000003"), folder.resolve("wbl/00000000"));
        Head head = read(BLOCKS_END);
        Map<Map<String, String>, List<Long>> withLate = withSamples(head);
        assertThat(head.minTime()).isLessThan(BLOCKS_END);
        inOrder.forEach((labels, samples) -> assertThat(withLate.get(labels)).containsAll(samples));
        assertThat(withLate.values().stream().mapToLong(List::size).sum())
                .isGreaterThan(inOrder.values().stream().mapToLong(List::size).sum());
    }

    @Test
    void chunksPutAsideAreReadWhereTheLogBeginsLater() throws IOException {
        HeadFiles files = HeadFiles.list(folder);
        long[] count = {0, 0};
        for (LogFile file : files.chunks()) {
            HeadChunk.read(file, chunk -> {
                count[0]++;
                chunk.read(new SampleList());
                count[1] += chunk.lastTime() >= chunk.firstTime() ? 1 : 0;
            });
        }
        assertThat(count[1]).isEqualTo(count[0]);
    }

    @Test
    void samplesComeBackAsTheyWere() {
        SplittableRandom random = new SplittableRandom(5);
        SampleLog log = new SampleLog();
        long[] times = new long[5_000];
        long[] bits = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextInt(100) == 0
                    ? random.nextLong(-(1L << 59), 1L << 59)
                    : 1_795_000_000_000L + 15_000L * i;
            bits[i] = random.nextInt(3) == 0 ? random.nextLong() : Double.doubleToRawLongBits(i / 10.0);
            log.add(times[i], bits[i]);
        }
        int[] place = {0};
        log.read(Long.MIN_VALUE, Long.MAX_VALUE, new SampleSink() {
            @Override
            public void sample(long time, long value) {
                assertThat(time).isEqualTo(times[place[0]]);
                assertThat(value).isEqualTo(bits[place[0]++]);
            }

            @Override
            public void undecoded(long first, long last, int count, String reason) {
                throw new AssertionError(reason);
            }
        });
        assertThat(place[0]).isEqualTo(times.length);
    }
}
