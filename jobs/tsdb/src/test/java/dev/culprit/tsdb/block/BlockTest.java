package dev.culprit.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.ReadSamples;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SampleSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockTest {
    private static final Path ISTIO = Path.of("src/test/resources/blocks/istio/01M83MN7MW24S662Y3857DEG6G");
    private static final String ULID = "01JWS713P2E4MQW7T643GYGD69";
    private static final long START = 1_795_418_611_110L;

    @TempDir
    private Path folder;

    private static long[] sample(long time, double value) {
        return new long[] {time, Double.doubleToRawLongBits(value)};
    }

    @Test
    void aSnapshotHasWhatItsServerDumps() throws IOException {
        Block block = Block.open(ISTIO);
        block.verify();
        assertThat(block.values("job")).containsExactly("istio-pods");
        Map<Map<String, String>, List<Long>> read = ReadSamples.of(block).samples();
        assertThat(read).hasSize(3373);
        assertThat(read.values().stream().mapToLong(List::size).sum()).isEqualTo(2 * 74_024L);
        int compared = 0;
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ISTIO.resolveSibling("series.tsv.gz"))),
                StandardCharsets.UTF_8))) {
            table.readLine();
            for (String line = table.readLine(); line != null; line = table.readLine()) {
                String[] columns = line.split("\t", -1);
                Map<String, String> labels = new HashMap<>();
                JsonNode json = new ObjectMapper().readTree(columns[0]);
                json.properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                List<Long> samples = read.get(labels);
                assertThat(samples).as(columns[0]).isNotNull();
                long firstLive = 0;
                long lastLive = 0;
                for (int i = 0; i < samples.size(); i += 2) {
                    if (samples.get(i + 1) != SampleSink.STALE) {
                        firstLive = firstLive == 0 ? samples.get(i) : firstLive;
                        lastLive = samples.get(i);
                    }
                }
                assertThat(firstLive).isEqualTo(Long.parseLong(columns[3]));
                assertThat(lastLive).isEqualTo(Long.parseLong(columns[4]));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(3373);
    }

    @Test
    void moreTextsThanAreRememberedAreToldApart() throws IOException {
        BlockWriter writer = new BlockWriter(ULID);
        for (int i = 0; i < 9000; i++) {
            writer.chunk(Map.of("__name__", "m", "number", "n" + i), sample(START, i));
        }
        Block block = Block.open(writer.write(folder));
        for (int turn = 0; turn < 2; turn++) {
            for (long series : block.series(Map.of("__name__", "m"))) {
                SampleList samples = new SampleList();
                block.read(series, START, START, samples);
                assertThat(block.labels(series).get("number")).isEqualTo("n" + (int) samples.value(0));
            }
        }
    }

    @Test
    void listsOfSeriesIntersect() throws IOException {
        Block block = Block.open(ISTIO);
        Map<String, String> wanted = Map.of("__name__", "up", "pod", "mongodb-v1-abc");
        assertThat(block.series(wanted)).hasSize(1);
        assertThat(block.labels(block.series(wanted)[0]).get("pod_uid")).isEqualTo("11111111-aaaa");
        assertThat(block.series(Map.of("__name__", "up", "pod", "nobody"))).isEmpty();
        assertThat(block.series(Map.of("no-label", "nobody"))).isEmpty();
    }

    @Test
    void everyStepAndValueIsDecoded() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        long[] steps = {15_000, 15_001, 14_999, 15_000 + 8192, 23_000 + 65_536, 700_000, 5_000_000_000L, 1};
        long[][] samples = new long[2_000][];
        long time = START;
        long bits = Double.doubleToRawLongBits(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new long[] {time, bits};
            time += random.nextInt(3) > 0 ? 15_000 : steps[random.nextInt(steps.length)];
            bits = switch (random.nextInt(5)) {
                case 0 -> bits;
                case 1 -> random.nextLong();
                case 2 -> SampleSink.STALE;
                case 3 -> bits ^ (random.nextLong() & 0x00ff0000L);
                default -> Double.doubleToRawLongBits(i);
            };
        }
        Map<String, String> labels = Map.of("__name__", "m");
        Block block = Block.open(new BlockWriter(ULID).chunk(labels, samples).write(folder));
        List<Long> read = ReadSamples.of(block).samples().get(labels);
        assertThat(read).hasSize(2 * samples.length);
        for (int i = 0; i < samples.length; i++) {
            assertThat(read.subList(2 * i, 2 * i + 2)).containsExactly(samples[i][0], samples[i][1]);
        }
    }

    @Test
    void theFirstVersionRefersToPlacesAndHasNoPadding() throws IOException {
        for (int version : new int[] {1, 2, 3}) {
            Path block = new BlockWriter(ULID)
                    .version(version, 1)
                    .symbol("of nobody")
                    .chunk(Map.of("__name__", "a", "x", "1"), sample(START, 1), sample(START + 1000, 2))
                    .chunk(Map.of("__name__", "a", "x", "2"), sample(START, 3))
                    .write(folder.resolve("v" + version));
            Block opened = Block.open(block);
            opened.verify();
            assertThat(opened.series(Map.of("x", "2"))).hasSize(1);
            assertThat(ReadSamples.of(opened).samples())
                    .containsOnlyKeys(Map.of("__name__", "a", "x", "1"), Map.of("__name__", "a", "x", "2"));
        }
    }

    @Test
    void aBlockOfPrometheus21SaysTwoInTheWrongPlace() throws IOException {
        Path block = new BlockWriter(ULID)
                .version(2, 2)
                .chunk(Map.of("__name__", "a"), sample(START, 1))
                .write(folder);
        byte[] index = Files.readAllBytes(block.resolve("index"));
        index[4] = 1;
        Files.write(block.resolve("index"), index);
        assertThat(ReadSamples.of(Block.open(block)).samples()).hasSize(1);
    }

    @Test
    void chunksMayOverlapAndStandInAnyOrder() throws IOException {
        Map<String, String> labels = Map.of("__name__", "a");
        Block block = Block.open(new BlockWriter(ULID)
                .chunk(labels, sample(START + 5000, 1), sample(START + 9000, 2))
                .chunk(labels, sample(START, 3), sample(START + 6000, 4))
                .write(folder));
        block.verify();
        SampleList samples = new SampleList();
        block.read(block.series(labels)[0], START, START + 60_000, samples);
        samples.sort();
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.time(0)).isEqualTo(START);
        assertThat(samples.time(3)).isEqualTo(START + 9000);
    }

    @Test
    void whatWasDeletedIsNotTold() throws IOException {
        Map<String, String> labels = Map.of("__name__", "a");
        BlockWriter writer = new BlockWriter(ULID).chunk(labels, sample(START, 1), sample(START + 1000, 2));
        long series = Block.open(writer.write(folder)).series(labels)[0];
        Block block = Block.open(writer.tombstone(series, START, START + 500).write(folder));
        assertThat(ReadSamples.of(block).samples().get(labels)).first().isEqualTo(START + 1000);
    }

    @Test
    void otherEncodingsAreToldWithTheirTimes() throws IOException {
        Map<String, String> labels = Map.of("__name__", "a");
        BlockWriter writer = new BlockWriter(ULID);
        for (int encoding : new int[] {0, 2, 3, 4, 5, 6, 7, 255}) {
            writer.chunk(labels, encoding, START, START + 7000, new byte[] {(byte) 0x80, 8, 1});
        }
        Block block = Block.open(writer.write(folder));
        block.verify();
        ReadSamples read = ReadSamples.of(block);
        assertThat(read.samples().get(labels)).isEmpty();
        assertThat(read.undecoded())
                .hasSize(8)
                .contains(
                        "%d to %d, 0: encoding 0 (none)".formatted(START, START + 7000),
                        "%d to %d, 32776: encoding 2 (histogram)".formatted(START, START + 7000),
                        "%d to %d, 8: encoding 5 (histogram with start times)".formatted(START, START + 7000),
                        "%d to %d, 0: encoding 7".formatted(START, START + 7000),
                        "%d to %d, 0: encoding 255 (aggregate)".formatted(START, START + 7000));
    }

    @Test
    void faultsAreNamed() throws IOException {
        Path block = new BlockWriter(ULID)
                .chunk(Map.of("__name__", "a"), sample(START, 1))
                .write(folder);
        Path chunks = block.resolve("chunks/000001");
        Files.move(chunks, chunks.resolveSibling("000002"));
        assertFault(block, "chunks/000001 is missing");
        Files.move(chunks.resolveSibling("000002"), chunks);
        byte[] index = Files.readAllBytes(block.resolve("index"));
        Files.writeString(block.resolve("index"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        assertFault(block, "is a pointer of Git LFS: fetch the file itself");
        Files.write(block.resolve("index"), Arrays.copyOf(index, 60));
        assertFault(block, "table of contents has a wrong checksum: is the file cut?");
        Files.write(block.resolve("index"), new byte[3]);
        assertFault(block, "has 3 bytes, which is too short for an index");
        index[4] = 9;
        Files.write(block.resolve("index"), index);
        assertFault(block, "index of the version 9, which is not known");
        index[4] = 2;
        Files.write(block.resolve("index"), index);
        Files.writeString(
                block.resolve("meta.json"),
                Files.readString(block.resolve("meta.json")).replace("\"numSeries\": 1", "\"numSeries\": 2"));
        Block counted = Block.open(block);
        assertThatThrownBy(counted::verify).hasMessage("has 1 series, and meta.json tells of 2");
        Files.writeString(block.resolve("meta.json"), "{}");
        assertFault(block, "meta.json has no ulid and maxTime");
        Files.writeString(block.resolve("meta.json"), "{");
        assertFault(block, "meta.json is not JSON");
    }

    private static void assertFault(Path block, String message) {
        assertThatThrownBy(() -> Block.open(block))
                .isInstanceOf(CorruptException.class)
                .hasMessage(message);
    }
}
