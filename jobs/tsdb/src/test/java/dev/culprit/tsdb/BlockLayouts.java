package dev.culprit.tsdb;

import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.series.ReadSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes of one block what buckets hold: its samples in several blocks, and blocks beside them that must not be read. */
public final class BlockLayouts {
    public static final String FIRST = "01M83MN7MW24S662Y3857DEG71";
    public static final String SECOND = "01M83MN7MW24S662Y3857DEG72";
    public static final String TO_BE_DELETED = "01M83MN7MW24S662Y3857DEG73";
    public static final String DOWNSAMPLED = "01M83MN7MW24S662Y3857DEG74";
    public static final String PARTIAL = "01M83MN7MW24S662Y3857DEG75";
    public static final String COMPACTED = "01M83MN7MW24S662Y3857DEG76";
    public static final String INGESTERS = "01M83MN7MW24S662Y3857DEG77";
    /** As many as one has by default. */
    private static final int CHUNK = 120;

    private BlockLayouts() {}

    /** Which samples a block has. */
    private interface Part {
        boolean has(Map<String, String> labels, long time);
    }

    /**
     * A bucket of Thanos in which two replicas have the first and the last 60 % of the time each, and the 20 % that are in both a second time in
     * other chunks; a block that is marked for deletion, one that is downsampled, one that is not whole, and one that the first was made
     * of.
     */
    public static Path thanos(Path block, Path bucket) throws IOException {
        ReadSamples all = ReadSamples.of(Block.open(block));
        long first = Block.open(block).minTime();
        long length = Block.open(block).maxTime() - first;
        String sources = "\"compaction\": {\"level\": 2, \"sources\": [\"" + COMPACTED + "\", \"" + PARTIAL + "\"]}, ";
        Path replicaA = write(
                all,
                (labels, time) -> time < first + length * 6 / 10,
                new BlockWriter(FIRST)
                        .meta(sources + thanosKey("\"cluster\": \"eu\", \"prometheus_replica\": \"a\"", 0)),
                bucket);
        write(
                all,
                (labels, time) -> time >= first + length * 4 / 10,
                new BlockWriter(SECOND).meta(thanosKey("\"cluster\": \"eu\", \"prometheus_replica\": \"b\"", 0)),
                bucket);
        Files.writeString(replicaA.resolve("no-compact-mark.json"), "{\"version\": 1}");
        nothing(TO_BE_DELETED, thanosKey("\"cluster\": \"eu\"", 0), bucket);
        Files.writeString(bucket.resolve(TO_BE_DELETED).resolve("deletion-mark.json"), "{\"version\": 1}");
        nothing(DOWNSAMPLED, thanosKey("\"cluster\": \"eu\"", 300_000), bucket);
        nothing(
                COMPACTED,
                "\"compaction\": {\"sources\": [\"" + COMPACTED + "\"]}, "
                        + thanosKey("\"cluster\": \"eu\", \"prometheus_replica\": \"b\"", 0),
                bucket);
        nothing(PARTIAL, "\"x\": 1", bucket);
        Files.delete(bucket.resolve(PARTIAL).resolve("meta.json"));
        Files.createDirectories(bucket.resolve("debug/metas"));
        return bucket;
    }

    /** A bucket of Mimir: of two tenants, the first has the block in two shards, and in a whole copy of an ingester; one is marked. */
    public static Path mimir(Path block, Path bucket, String tenant, String other) throws IOException {
        ReadSamples all = ReadSamples.of(Block.open(block));
        Path home = bucket.resolve(tenant);
        String sources = "\"compaction\": {\"level\": 3, \"sources\": [\"" + COMPACTED + "\", \"" + PARTIAL + "\"]}, ";
        for (int shard = 0; shard < 2; shard++) {
            int mine = shard;
            write(
                    all,
                    (labels, time) -> Math.floorMod(labels.hashCode(), 2) == mine,
                    new BlockWriter(shard == 0 ? FIRST : SECOND)
                            .meta(sources + thanosKey("\"__compactor_shard_id__\": \"" + (shard + 1) + "_of_2\"", 0)),
                    home);
        }
        write(
                all,
                (labels, time) -> true,
                new BlockWriter(INGESTERS).meta(thanosKey("\"__org_id__\": \"x\"", 0)),
                home);
        nothing(TO_BE_DELETED, thanosKey("", 0), home);
        Files.createDirectories(home.resolve("markers"));
        Files.writeString(home.resolve("markers").resolve(TO_BE_DELETED + "-deletion-mark.json"), "{\"version\": 1}");
        Files.writeString(home.resolve("bucket-index.json.gz"), "not looked at");
        nothing(FIRST, thanosKey("", 0), bucket.resolve(other));
        return bucket;
    }

    private static String thanosKey(String labels, long resolution) {
        return "\"thanos\": {\"version\": 1, \"labels\": {%s}, \"downsample\": {\"resolution\": %d}, \"source\": \"sidecar\"}"
                .formatted(labels, resolution);
    }

    /** A block of a target that is in no other. */
    private static void nothing(String ulid, String meta, Path bucket) throws IOException {
        long[] sample = {1_795_418_611_110L, Double.doubleToRawLongBits(1)};
        Map<String, String> target = Map.of("job", "ghost", "instance", "ghost:1", "pod", "ghost");
        BlockWriter writer = new BlockWriter(ulid).meta(meta);
        for (String metric : List.of("up", "ghost_total")) {
            Map<String, String> labels = new HashMap<>(target);
            labels.put("__name__", metric);
            writer.chunk(labels, sample);
        }
        writer.write(bucket);
    }

    private static Path write(ReadSamples all, Part part, BlockWriter writer, Path folder) throws IOException {
        all.samples().forEach((labels, stored) -> {
            List<long[]> samples = new ArrayList<>();
            for (int i = 0; i < stored.size(); i += 2) {
                if (part.has(labels, stored.get(i))) {
                    samples.add(new long[] {stored.get(i), stored.get(i + 1)});
                }
            }
            for (int i = 0; i < samples.size(); i += CHUNK) {
                writer.chunk(
                        labels,
                        samples.subList(i, Math.min(i + CHUNK, samples.size())).toArray(long[][]::new));
            }
        });
        return writer.write(folder);
    }

    /** Files below a folder. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
