package dev.culprit.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.series.ReadSamples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blocks of which files are cut, or bytes flipped or zeroed: it is told, or it does no harm; samples are lost, but none are
 * made up; and a block beside it is read as if nothing were. {@code -Dtsdb.damages=10000} tries more.
 */
final class DamagedBlockTest {
    private static final int DAMAGES = Integer.getInteger("tsdb.damages", 300);
    private static final String GOOD = "01JWS713P2E4MQW7T643GYGD69";
    private static final String BAD = "01JWS713P2E4MQW7T643GYGD70";
    private static final List<String> FILES =
            List.of("index", "index", "index", "chunks/000001", "meta.json", "tombstones");

    @TempDir
    private Path folder;

    private static BlockWriter writer(String ulid, long start) {
        BlockWriter writer = new BlockWriter(ulid);
        for (int i = 0; i < 40; i++) {
            Map<String, String> labels = Map.of("__name__", "m" + i % 4, "path", "/user/" + i, "job", "j");
            for (long chunk = start; chunk < start + 3000; chunk += 1000) {
                writer.chunk(
                        labels,
                        new long[] {chunk, Double.doubleToRawLongBits(i)},
                        new long[] {chunk + 15, Double.doubleToRawLongBits(i + 1)},
                        new long[] {chunk + 31, Double.doubleToRawLongBits((double) chunk)});
            }
        }
        return writer;
    }

    private record Damage(String file, String kind, int place, int length) {
        static Damage draw(SplittableRandom random, Path block) throws IOException {
            String file = FILES.get(random.nextInt(FILES.size()));
            int size = (int) Files.size(block.resolve(file));
            return new Damage(
                    file,
                    List.of("cut", "flip", "zero", "gone").get(random.nextInt(20) == 0 ? 3 : random.nextInt(3)),
                    random.nextInt(size),
                    1 + random.nextInt(64));
        }

        void on(Path block) throws IOException {
            Path path = block.resolve(file);
            byte[] bytes = Files.readAllBytes(path);
            switch (kind) {
                case "cut" -> Files.write(path, Arrays.copyOf(bytes, place));
                case "flip" -> {
                    bytes[place] ^= (byte) (1 << length % 8);
                    Files.write(path, bytes);
                }
                case "zero" -> {
                    Arrays.fill(bytes, place, Math.min(bytes.length, place + length), (byte) 0);
                    Files.write(path, bytes);
                }
                default -> Files.delete(path);
            }
        }
    }

    /** Zeros have the checksum of an empty section, which a list is not: the table of contents tells at its fifth place where lists begin. */
    @Test
    void aListOfZerosIsDamaged() throws IOException {
        Path block = writer(BAD, 1_795_000_010_000L).write(folder.resolve("data"));
        Path index = block.resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int tableOfContents = bytes.length - 6 * Long.BYTES - Integer.BYTES;
        int list = (int) buffer.getLong(tableOfContents + 4 * Long.BYTES) + 3 & ~3; // each begins at a multiple of four
        Arrays.fill(bytes, list, list + 2 * Integer.BYTES + buffer.getInt(list), (byte) 0);
        Files.write(index, bytes);
        Set<String> told = new HashSet<>();
        writer(GOOD, 1_795_000_000_000L).write(folder.resolve("data"));
        assertThat(read(folder.resolve("data"), told)).containsOnlyKeys(GOOD);
        assertThat(told).singleElement().asString().contains("list of series of 0 bytes");
    }

    /** What of a folder can be read, as the archive does it. */
    private static Map<String, ReadSamples> read(Path folder, Set<String> told) throws IOException {
        Map<String, ReadSamples> read = new HashMap<>();
        OpenFolder opened = OpenFolder.open(folder);
        opened.skipped().forEach(skipped -> told.add(skipped.reason()));
        for (BlockFolder block : opened.blocks()) {
            read.put(Path.of(block.path()).getFileName().toString(), ReadSamples.of(OpenFolder.block(block)));
        }
        return read;
    }

    @Test
    void damageIsToldAndContained() throws IOException {
        Path data = folder.resolve("whole");
        writer(GOOD, 1_795_000_000_000L).write(data);
        writer(BAD, 1_795_000_010_000L).write(data);
        Map<String, ReadSamples> whole = read(data, new HashSet<>());
        SplittableRandom random = new SplittableRandom(7);
        Set<String> told = new HashSet<>();
        int silent = 0;
        for (int i = 0; i < DAMAGES; i++) {
            Path damaged = folder.resolve("damaged" + i);
            writer(GOOD, 1_795_000_000_000L).write(damaged);
            Path bad = writer(BAD, 1_795_000_010_000L).write(damaged);
            Damage damage = Damage.draw(random, bad);
            damage.on(bad);
            Set<String> here = new HashSet<>();
            Map<String, ReadSamples> found = read(damaged, here);
            assertThat(found.get(GOOD)).as(damage.toString()).isEqualTo(whole.get(GOOD));
            ReadSamples left = found.get(BAD);
            if (left == null) {
                assertThat(here).as(damage.toString()).isNotEmpty();
            } else {
                here.addAll(left.undecoded());
                // Each series' samples are those of whole chunks, or fewer.
                left.samples()
                        .forEach((labels, samples) -> assertThat(
                                        whole.get(BAD).samples().get(labels))
                                .as(damage.toString())
                                .containsAll(samples));
                if (here.isEmpty()) {
                    assertThat(left.samples())
                            .as(damage.toString())
                            .isEqualTo(whole.get(BAD).samples());
                    silent++;
                }
            }
            told.addAll(here);
        }
        assertThat(silent).as("damages of bytes that mean nothing").isLessThan(DAMAGES / 3);
        assertThat(told).anyMatch(reason -> reason.contains("table of contents"));
        assertThat(told).anyMatch(reason -> reason.contains("symbol table"));
        assertThat(told).anyMatch(reason -> reason.contains("series at byte"));
        assertThat(told).anyMatch(reason -> reason.contains("damaged chunk"));
        assertThat(told).anyMatch(reason -> reason.contains("tombstones"));
        assertThat(told).anyMatch(reason -> reason.contains("meta.json"));
        assertThat(told).noneMatch(reason -> reason.contains("null") || reason.contains("Exception"));
    }
}
