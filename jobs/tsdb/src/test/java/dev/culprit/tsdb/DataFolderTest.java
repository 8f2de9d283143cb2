package dev.culprit.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.OtlpMessages;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
    private static final String A = "01JWS713P2E4MQW7T643GYGD6A";
    private static final String B = "01JWS713P2E4MQW7T643GYGD6B";
    private static final String C = "01JWS713P2E4MQW7T643GYGD6C";

    @TempDir
    private Path folder;

    private Path block(String ulid, String more) throws IOException {
        return block(folder, ulid, more);
    }

    private static Path block(Path folder, String ulid, String more) throws IOException {
        return new BlockWriter(ulid)
                .meta(more)
                .chunk(Map.of("__name__", "a"), new long[] {1000, 1})
                .write(folder);
    }

    private static List<String> ulids(DataFolder listed) {
        return listed.blocks().stream()
                .map(BlockFolder::path)
                .map(path -> Path.of(path).getFileName().toString())
                .toList();
    }

    @Test
    void whatServersLeaveBesideBlocksIsPassedOver() throws IOException {
        block(A, "\"compaction\": {}");
        block(folder, B, "\"x\": 1");
        Files.move(folder.resolve(B), folder.resolve(B + ".tmp-for-deletion"));
        Files.createDirectories(folder.resolve(C));
        Files.createDirectories(folder.resolve("wal"));
        Files.writeString(folder.resolve("lock"), "");
        DataFolder listed = DataFolder.list(folder);
        assertThat(ulids(listed)).containsExactly(A);
        assertThat(listed.head()).isNull();
        assertThat(listed.skipped())
                .containsExactly(new Skipped(
                        folder.resolve(C).toString(), "no meta.json: the block is not whole yet, or being removed", 1));
    }

    @Test
    void blocksThatOthersReplaceOrThatAreTooCoarseAreLeftOutByName() throws IOException {
        block(A, "\"compaction\": {\"sources\": [\"" + A + "\"]}");
        block(B, "\"compaction\": {\"parents\": [{\"ulid\": \"" + A + "\"}]}");
        block(C, "\"thanos\": {\"labels\": {\"cluster\": \"eu\"}, \"downsample\": {\"resolution\": 300000}}");
        DataFolder listed = DataFolder.list(folder);
        assertThat(ulids(listed)).containsExactly(B);
        assertThat(listed.skipped())
                .extracting(Skipped::reason)
                .containsExactlyInAnyOrder(
                        "superseded by " + B, "downsampled to 300 s: births in it are too coarse, give the raw blocks");
    }

    @Test
    void aBlockWhoseSourcesAreInALargerOneIsCovered() throws IOException {
        block(A, "\"compaction\": {\"sources\": [\"1\"]}");
        block(B, "\"compaction\": {\"sources\": [\"1\", \"2\"]}");
        block(
                C,
                "\"compaction\": {\"sources\": [\"1\"]}, \"thanos\": {\"labels\": {\"__compactor_shard_id__\": \"1_of_2\"}}");
        assertThat(ulids(DataFolder.list(folder))).containsExactly(B, C);
    }

    @Test
    void oneBlockAndOneSnapshotAreAsGoodAsAFolder() throws IOException {
        Path snapshots = folder.resolve("snapshots");
        Path block = block(snapshots.resolve("monday"), A, "\"thanos\": {\"labels\": {\"cluster\": \"eu\"}}");
        assertThat(ulids(DataFolder.list(block))).containsExactly(A);
        assertThat(ulids(DataFolder.list(folder))).containsExactly(A);
        assertThat(OpenFolder.open(snapshots).externalLabels()).isEqualTo(Map.of("cluster", "eu"));
        block(snapshots.resolve("tuesday"), B, "\"x\": 1");
        assertThatThrownBy(() -> DataFolder.list(folder))
                .isInstanceOf(CorruptException.class)
                .hasMessage("holds the snapshots or tenants monday and tuesday: name one of them");
    }

    @Test
    void whatIsNoDataOfPrometheusIsRefused() throws IOException {
        assertThatThrownBy(() -> DataFolder.list(folder)).hasMessageContaining("holds no block of Prometheus");
        assertThatThrownBy(() -> DataFolder.list(folder.resolve("none"))).hasMessage("does not exist");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OpenFolder.open(file)).hasMessageContaining("is no export that is known");
        Path block = block(A, "\"x\": 1");
        Files.delete(block.resolve("index"));
        assertThatThrownBy(() -> OpenFolder.open(folder))
                .hasMessage("holds nothing that can be read: " + A + " has no index");
    }

    /** Prometheus reckons where its head begins without blocks of late samples, or of some series. */
    @Test
    void aBlockOfLateSamplesDoesNotSayWhereTheHeadBegins() throws IOException {
        new BlockWriter(A).chunk(Map.of("__name__", "a"), new long[] {1000, 1}).write(folder);
        new BlockWriter(B)
                .meta("\"compaction\": {\"hints\": [\"from-out-of-order\"]}")
                .chunk(Map.of("__name__", "a"), new long[] {9000, 1})
                .write(folder);
        OpenFolder open = OpenFolder.open(folder);
        assertThat(open.blocks()).hasSize(2);
        assertThat(open.notBefore())
                .isEqualTo(open.blocks().get(0).meta().maxTime())
                .isLessThan(9000);
    }

    private static final String DUMPED = "{__name__=\"m\", job=\"j\"} 1 1795418611110\n";

    @Test
    void whatCannotBeReadBesideExportsIsNamed() throws IOException {
        Path export = Files.writeString(folder.resolve("dump.txt"), DUMPED);
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        DataFolder listed = DataFolder.list(folder);
        assertThat(listed.exports())
                .singleElement()
                .satisfies(one -> assertThat(one.files()).containsExactly(export.toString()));
        assertThat(listed.skipped()).containsExactly(new Skipped(circle.toString(), "links in a circle", 1));
        Files.delete(export);
        assertThatThrownBy(() -> DataFolder.list(folder))
                .isInstanceOf(CorruptException.class)
                .hasMessageEndingWith("and no export; " + circle + " links in a circle");
    }

    /** As a file system's lost+found. */
    @Test
    void aFolderThatMustNotBeListedHidesNoExport() throws IOException {
        Path export = Files.writeString(folder.resolve("dump.txt"), DUMPED);
        Path closed = Files.createDirectory(folder.resolve("lost+found"));
        Files.setPosixFilePermissions(closed, Set.of());
        Path secret = Files.writeString(folder.resolve("older.txt"), DUMPED);
        Files.setPosixFilePermissions(secret, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "root may read all");
            DataFolder listed = DataFolder.list(folder);
            assertThat(listed.exports().get(0).files()).containsExactly(export.toString());
            assertThat(listed.skipped())
                    .containsExactly(
                            new Skipped(
                                    closed.toString(),
                                    "may not be read by %s: give the right to it"
                                            .formatted(System.getProperty("user.name")),
                                    1),
                            new Skipped(secret.toString(), "must not be read by this user", 1));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void ofAFolderOfAnythingElseNotAllIsOpened() throws IOException {
        Path many = Files.createDirectories(folder.resolve("home/me"));
        for (int i = 0; i <= ExportTree.MOST_OTHERS; i++) {
            Files.createFile(many.resolve("letter" + i));
        }
        assertThatThrownBy(() -> DataFolder.list(folder))
                .isInstanceOf(CorruptException.class)
                .hasMessageEndingWith("and no export among the first 10,000 files");
        Files.writeString(folder.resolve("dump.txt"), DUMPED);
        assertThat(DataFolder.list(folder).skipped())
                .extracting(Skipped::reason)
                .singleElement()
                .asString()
                .startsWith("holds more than 10,000 files that are no export");
    }

    @Test
    void pathsAreOfThisMachineOrNot() {
        assertThat(LocalPath.of("file:///data/prometheus")).isEqualTo(Path.of("/data/prometheus"));
        assertThat(LocalPath.of("/data/prometheus")).isEqualTo(Path.of("/data/prometheus"));
        assertThat(LocalPath.isLocal("file:///data")).isTrue();
        assertThat(LocalPath.isLocal("data/prometheus")).isTrue();
        assertThat(LocalPath.isLocal("s3a://bucket/prod")).isFalse();
        assertThatThrownBy(() -> LocalPath.of("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is no path");
    }

    /** A collector's exporter awss3: a request a file, in folders by time, JSON or Protocol Buffers, compressed or not. */
    @Test
    void aFolderOfACollectorsRequestsIsOneExport() throws IOException {
        for (int minute = 1; minute <= 4; minute++) {
            String request = """
                    {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
                    "scopeMetrics":[{"metrics":[{"name":"good","gauge":{"dataPoints":[{"timeUnixNano":"%d000000000","asInt":"1"}]}}]}]}]}
                    """.formatted(60 * minute).replace("\n", "");
            byte[] written = minute % 2 == 0
                    ? OtlpMessages.protobuf(new ObjectMapper().readTree(request))
                    : request.getBytes(StandardCharsets.UTF_8);
            Path hour = Files.createDirectories(
                    folder.resolve("metrics/year=2026/month=11/day=29/hour=10/minute=0" + minute));
            try (OutputStream file = Files.newOutputStream(hour.resolve("metrics_%d.any".formatted(100 - minute)));
                    OutputStream out = minute > 2 ? new GZIPOutputStream(file) : file) {
                out.write(written);
            }
        }
        Files.writeString(folder.resolve("metrics/year=2026/_SUCCESS"), "# no export, deeper than others lie\n");
        DataFolder found = DataFolder.list(folder);
        assertThat(found.exports()).singleElement().satisfies(export -> {
            assertThat(export.files()).hasSize(4);
            assertThat(export.read().series().values("__name__"))
                    .containsExactlyInAnyOrder("good", "up", "target_info");
            assertThat(export.read().series().samples()).isEqualTo(3 * 4);
            assertThat(export.read().skipped()).isEmpty();
        });
    }
}
