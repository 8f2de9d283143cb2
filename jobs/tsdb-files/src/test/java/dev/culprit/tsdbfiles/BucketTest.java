package dev.culprit.tsdbfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.BlockLayouts;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.bytes.UnreadableException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.ReadSamples;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks behind a file system of Hadoop's that is not the machine's own. */
final class BucketTest {
    private static final String GOOD = "01M83MN7MW24S662Y3857DEG60";
    private static final String BAD = "01M83MN7MW24S662Y3857DEG61";
    private static final long START = 1_795_418_611_110L;

    @TempDir
    private Path folder;

    private BlockFiles files;

    @BeforeEach
    void open() {
        Bucket.reset();
        files = BlockPlaces.of("bucket:///x", Bucket.configuration());
    }

    private String remote() {
        return "bucket://" + folder;
    }

    private Path write(String ulid, long start) throws IOException {
        BlockWriter writer = new BlockWriter(ulid);
        for (int i = 0; i < 20; i++) {
            for (long time = start; time < start + 30_000; time += 10_000) {
                writer.chunk(Map.of("__name__", "m", "path", "/" + i), new long[] {time, i}, new long[] {time + 5, i});
            }
        }
        return writer.write(folder);
    }

    private OpenFolder opened() throws IOException {
        return OpenFolder.open(files, BlockPlaces.path(remote()), BlockChoice.ALL);
    }

    @Test
    void seriesAreThoseOfTheSameBlockOnADisk() throws IOException {
        write(GOOD, START);
        SeriesSource local = OpenFolder.open(folder).sources().get(0);
        SeriesSource far = opened().sources(files).get(0);
        assertThat(ReadSamples.of(far)).isEqualTo(ReadSamples.of(local));
        assertThat(far.size()).isEqualTo(20);
        Bucket.ASKED.clear();
        ReadSamples.of(far);
        ReadSamples.of(opened().sources(files).get(0));
        assertThat(Bucket.ASKED).as("what is asked once more").containsOnly("meta.json");
    }

    @Test
    void layoutsAreThoseOfADisk() throws IOException {
        Path plain = write(GOOD, START);
        Path bucket = BlockLayouts.thanos(plain, folder.resolve("thanos"));
        DataFolder local = DataFolder.list(bucket);
        DataFolder far = DataFolder.list(files, remote() + "/thanos/", BlockChoice.ALL);
        assertThat(far.blocks())
                .extracting(block -> block.meta())
                .isEqualTo(local.blocks().stream().map(block -> block.meta()).toList());
        assertThat(far.skipped())
                .extracting(Skipped::reason)
                .isEqualTo(local.skipped().stream().map(Skipped::reason).toList());
        BlockLayouts.mimir(plain, folder.resolve("mimir"), "team-a", "team-b");
        assertThat(DataFolder.parts(files, remote() + "/mimir")).containsExactly("team-a", "team-b");
    }

    @Test
    void whatIsNoBucketOfBlocksIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("empty/x"));
        assertThatThrownBy(() -> DataFolder.list(files, remote() + "/empty", BlockChoice.ALL))
                .hasMessageStartingWith("holds no block of Prometheus")
                .hasMessageNotContaining("wal");
        assertThatThrownBy(() -> DataFolder.list(files, remote() + "/none", BlockChoice.ALL))
                .hasMessage("does not exist");
        write(GOOD, START);
        Files.createDirectories(folder.resolve("wal"));
        assertThat(DataFolder.list(files, remote(), BlockChoice.ALL).skipped())
                .extracting(Skipped::reason)
                .containsExactly(
                        "a write-ahead log is read on its server's disk only: what is in no block yet is missing");
    }

    /** Of each damaged block what is wrong with it, and of the good one all. */
    private void assertLeftOut(String reason) throws IOException {
        OpenFolder opened = opened();
        assertThat(opened.skipped())
                .extracting(skipped -> BlockFiles.name(skipped.file()), Skipped::reason)
                .containsExactly(tuple(BAD, reason));
        ReadSamples read = ReadSamples.of(opened.sources(files).get(0));
        assertThat(read.samples()).hasSize(20);
        assertThat(read.undecoded()).isEmpty();
    }

    @Test
    void anIndexThatIsRefusedIsTheBlocksOwnFault() throws IOException {
        write(GOOD, START);
        write(BAD, START);
        Bucket.REFUSED.put(BAD + "/index", 100);
        assertLeftOut("cannot be read: bytes 0 to %,d of index were refused: 503 Slow Down"
                .formatted(Files.size(folder.resolve(BAD).resolve("index")) - 1));
    }

    @Test
    void anIndexThatEndsTooEarlyIsTheBlocksOwnFault() throws IOException {
        write(GOOD, START);
        write(BAD, START);
        long size = Files.size(folder.resolve(BAD).resolve("index"));
        Bucket.CUT.put(BAD + "/index", 200);
        assertLeftOut("cannot be read: index was listed with %,d bytes and ends before byte %,d".formatted(size, size));
    }

    @Test
    void aMissingPartIsTheBlocksOwnFault() throws IOException {
        write(GOOD, START);
        write(BAD, START);
        Files.delete(folder.resolve(BAD).resolve("index"));
        assertLeftOut("has no index");
    }

    @Test
    void aSegmentThatIsCutIsTheBlocksOwnFault() throws IOException {
        write(GOOD, START);
        write(BAD, START);
        Path chunks = folder.resolve(BAD).resolve("chunks/000001");
        byte[] whole = Files.readAllBytes(chunks);
        Files.write(chunks, Arrays.copyOf(whole, whole.length / 2));
        OpenFolder opened = opened();
        assertThat(opened.skipped())
                .extracting(Skipped::reason)
                .singleElement()
                .asString()
                .contains("chunks/000001 ends before the chunk at byte");
        assertThat(opened.blocks()).hasSize(1);
    }

    @Test
    void aRangeThatIsRefusedIsNamedAndAskedAgain() throws IOException {
        Path file = folder.resolve("000007");
        Files.write(file, new byte[5 << 20]); // more than a page
        RemoteFile far = new RemoteFile(remote() + "/000007", 5 << 20, Bucket.configuration());
        Bucket.REFUSED.put("000007", 4 << 20);
        byte[] four = {1, 2, 3, 4};
        far.read(0, four, 4);
        assertThat(four).containsOnly(0);
        assertThatThrownBy(() -> far.read((4 << 20) - 2, four, 4))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("bytes 4,194,304 to 5,242,879 of 000007 were refused: 503 Slow Down");
        Bucket.REFUSED.clear();
        far.read((4 << 20) - 2, four, 4);
        assertThatThrownBy(() -> far.read((5 << 20) - 2, four, 4)).hasMessageContaining("ends at byte 5242880");
        RemoteFile gone = new RemoteFile(remote() + "/none", 100, Bucket.configuration());
        assertThatThrownBy(() -> gone.read(0, four, 4)).isInstanceOf(NoSuchFileException.class);
    }
}
