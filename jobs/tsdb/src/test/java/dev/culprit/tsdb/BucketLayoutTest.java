package dev.culprit.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.UnreadableException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.series.LabelledSource;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.ReadSamples;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets of Thanos and Mimir, as they lie on a disk: what counts of them, and what is told of the rest. */
final class BucketLayoutTest {
    @TempDir
    private Path folder;

    private Path plain() throws IOException {
        long start = 1_795_418_611_110L;
        BlockWriter writer = new BlockWriter("01M83MN7MW24S662Y3857DEG70");
        for (int i = 0; i < 10; i++) {
            for (long time = start; time < start + 50_000; time += 10_000) {
                writer.chunk(Map.of("__name__", "m", "path", "/" + i), new long[] {time, i});
            }
        }
        return writer.write(folder.resolve("plain"));
    }

    private static List<String> ulids(DataFolder listed) {
        return listed.blocks().stream().map(block -> block.meta().ulid()).toList();
    }

    @Test
    void ofThanosTheBlocksThatAreWholeAndRawCount() throws IOException {
        DataFolder listed = DataFolder.list(BlockLayouts.thanos(plain(), folder.resolve("bucket")));
        assertThat(ulids(listed)).containsExactly(BlockLayouts.FIRST, BlockLayouts.SECOND);
        assertThat(listed.blocks()).extracting(BlockFolder::external).containsOnly(Map.of("cluster", "eu"));
        assertThat(listed.blocks())
                .extracting(BlockFolder::replica)
                .containsExactly("{prometheus_replica=a}", "{prometheus_replica=b}");
        assertThat(listed.skipped())
                .extracting(skipped -> Path.of(skipped.file()).getFileName().toString(), skipped -> skipped.reason())
                .containsExactlyInAnyOrder(
                        tuple(BlockLayouts.TO_BE_DELETED, "marked for deletion"),
                        tuple(
                                BlockLayouts.DOWNSAMPLED,
                                "downsampled to 300 s: births in it are too coarse, give the raw blocks"),
                        tuple(BlockLayouts.PARTIAL, "no meta.json: the block is not whole yet, or being removed"),
                        tuple(BlockLayouts.COMPACTED, "superseded by " + BlockLayouts.FIRST));
    }

    @Test
    void ofMimirATenantsShardsCountTogether() throws IOException {
        Path bucket = BlockLayouts.mimir(plain(), folder.resolve("bucket"), "team-a", "team-b");
        assertThat(DataFolder.parts(LocalFiles.HERE, bucket.toString())).containsExactly("team-a", "team-b");
        assertThatThrownBy(() -> DataFolder.list(bucket))
                .isInstanceOf(CorruptException.class)
                .hasMessage("holds the snapshots or tenants team-a and team-b: name one of them");
        DataFolder listed = DataFolder.list(bucket.resolve("team-a"));
        assertThat(ulids(listed))
                .containsExactlyInAnyOrder(BlockLayouts.FIRST, BlockLayouts.SECOND, BlockLayouts.INGESTERS);
        assertThat(listed.blocks()).extracting(BlockFolder::external).containsOnly(Map.of());
        assertThat(listed.skipped()).extracting(skipped -> skipped.reason()).containsExactly("marked for deletion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team-a/markers/tenant-deletion-mark.json",
                "team-a/tenant-deletion-mark.json",
                "__markers__/team-a/tenant-deletion-mark.json"
            })
    void aTenantThatIsBeingDeletedIsLeftOutWithAllItsBlocks(String mark) throws IOException {
        Path bucket = BlockLayouts.mimir(plain(), folder.resolve("bucket"), "team-a", "team-b");
        Path tenant = bucket.resolve("team-a");
        assertThat(DataFolder.list(tenant).blocks()).hasSize(3);
        Files.createDirectories(bucket.resolve(mark).getParent());
        Files.writeString(bucket.resolve(mark), "{\"deletion_time\": 1795418611}");
        DataFolder listed = DataFolder.list(tenant);
        assertThat(listed.blocks()).isEmpty();
        assertThat(listed.skipped())
                .containsExactly(new Skipped(tenant.toString(), "the tenant is marked for deletion", 4));
        assertThatThrownBy(() -> OpenFolder.open(tenant))
                .hasMessage("holds nothing that can be read: team-a the tenant is marked for deletion");
        assertThat(DataFolder.list(bucket.resolve("team-b")).blocks()).hasSize(1);
    }

    @Test
    void externalLabelsChooseAmongClusters() throws IOException {
        for (String cluster : List.of("eu", "us")) {
            new BlockWriter(cluster.equals("eu") ? BlockLayouts.FIRST : BlockLayouts.SECOND)
                    .meta("\"thanos\": {\"labels\": {\"cluster\": \"" + cluster + "\", \"rack\": \"1\"}}")
                    .chunk(Map.of("__name__", "a"), new long[] {1000, 1})
                    .write(folder);
        }
        DataFolder both = DataFolder.list(folder);
        assertThat(both.externalLabels().get("cluster")).containsExactly("eu", "us");
        assertThat(OpenFolder.open(folder).externalLabels()).isEqualTo(Map.of("rack", "1"));
        BlockChoice us = new BlockChoice(Map.of("cluster", "us"), List.of("rack"));
        DataFolder chosen = DataFolder.list(LocalFiles.HERE, folder.toString(), us);
        assertThat(ulids(chosen)).containsExactly(BlockLayouts.SECOND);
        assertThat(chosen.blocks().get(0).external()).isEqualTo(Map.of("cluster", "us"));
        assertThat(chosen.skipped()).isEmpty();
        BlockChoice none = new BlockChoice(Map.of("cluster", "asia"), List.of());
        assertThatThrownBy(() -> DataFolder.list(LocalFiles.HERE, folder.toString(), none))
                .hasMessage("holds no block with the external labels {cluster=asia}: its 2 blocks have others");
    }

    @Test
    void externalLabelsAreTheSeriesOwnButNeverInPlaceOfWhatTheyShow() throws IOException {
        Block block = Block.open(new BlockWriter(BlockLayouts.FIRST)
                .chunk(Map.of("__name__", "a", "job", "j"), new long[] {1000, 1})
                .chunk(Map.of("__name__", "b", "cluster", "redis-1"), new long[] {1000, 1})
                .write(folder));
        LabelledSource labelled = new LabelledSource(block, Map.of("cluster", "eu", "zone", "z"), "");
        long plain = labelled.series(Map.of("__name__", "a"))[0];
        long own = labelled.series(Map.of("__name__", "b"))[0];
        assertThat(labelled.labels(plain).get("cluster")).isEqualTo("eu");
        assertThat(labelled.labels(plain).pairs())
                .containsExactly("__name__", "a", "cluster", "eu", "job", "j", "zone", "z");
        assertThat(labelled.labels(own).get("cluster")).isEqualTo("redis-1");
        assertThat(labelled.values("cluster")).containsExactly("eu", "redis-1");
        assertThat(labelled.values("job")).containsExactly("j");
        assertThat(labelled.series(Map.of("cluster", "eu", "__name__", "a"))).containsExactly(plain);
        assertThat(labelled.series(Map.of("cluster", "eu", "__name__", "b"))).isEmpty();
        assertThat(labelled.series(Map.of("cluster", "redis-1"))).containsExactly(own);
        assertThat(labelled.series(Map.of("zone", "z", Labels.METRIC, "b"))).containsExactly(own);
        assertThat(labelled.series(Map.of("zone", "y", Labels.METRIC, "b"))).isEmpty();
    }

    @Test
    void aTimeWithoutBlocksIsToldAsSuch() throws IOException {
        Path block = plain();
        assertThatThrownBy(() -> OpenFolder.open(LocalFiles.HERE, block.toString(), BlockChoice.ALL, 0, 1000))
                .hasMessage("has no block from 1970-01-01T00:00:00Z to 1970-01-01T00:00:01Z");
        Path bucket = BlockLayouts.mimir(block, folder.resolve("bucket"), "team-a", "team-b");
        assertThatThrownBy(() -> OpenFolder.open(
                        LocalFiles.HERE, bucket.resolve("team-a").toString(), BlockChoice.ALL, 0, 1000))
                .hasMessageEndingWith(
                        "; left out are 1, the first is " + BlockLayouts.TO_BE_DELETED + ": marked for deletion");
    }

    /** This machine's files, as a service that stops to give them once blocks are open. */
    private static final class Failing implements BlockFiles {
        private boolean isDown;

        @Override
        public boolean isLocal() {
            return false;
        }

        @Override
        public boolean isFolder(String path) {
            return LocalFiles.HERE.isFolder(path);
        }

        @Override
        public List<Entry> list(String path) throws IOException {
            return LocalFiles.HERE.list(path);
        }

        @Override
        public byte[] whole(String path, long most) throws IOException {
            return LocalFiles.HERE.whole(path, most);
        }

        @Override
        public InputStream stream(String path) throws IOException {
            return LocalFiles.HERE.stream(path);
        }

        @Override
        public RandomBytes open(String path, Entry file) throws IOException {
            RandomBytes bytes = LocalFiles.HERE.open(path, file);
            return !file.name().equals("000001")
                    ? bytes
                    : new RandomBytes() {
                        @Override
                        public String name() {
                            return bytes.name();
                        }

                        @Override
                        public long length() {
                            return bytes.length();
                        }

                        @Override
                        public void read(long position, byte[] into, int length) throws IOException {
                            if (isDown) {
                                throw new UnreadableException("503 Slow Down", new IOException());
                            }
                            bytes.read(position, into, length);
                        }

                        @Override
                        public void close() {}
                    };
        }

        @Override
        public String stamp(String path) {
            return "";
        }
    }

    @Test
    void aChunkThatIsRefusedOnceItsBlockIsOpenCostsItsValues() throws IOException {
        plain();
        Failing files = new Failing();
        OpenFolder opened = OpenFolder.open(files, folder.resolve("plain").toString(), BlockChoice.ALL);
        files.isDown = true;
        ReadSamples read = ReadSamples.of(opened.sources(files).get(0));
        assertThat(read.samples())
                .hasSize(10)
                .allSatisfy((labels, samples) -> assertThat(samples).isEmpty());
        assertThat(read.undecoded())
                .hasSize(50)
                .contains("1795418611110 to 1795418611110, 0: chunk that cannot be read: 503 Slow Down");
    }
}
