package dev.culprit.tsdb.block;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What meta.json says of a block ({@code tsdb/block.go}, and Thanos' {@code pkg/block/metadata}).
 *
 * @param minTime in milliseconds since 1970, inclusive; {@code maxTime} exclusive
 * @param series how many it has, 0 where it does not tell; likewise {@code chunks}
 * @param sources the blocks of level 1 that it was made of, {@code parents} those that it replaces
 * @param partial that the head still has samples of its time: it was made of those that came out of order, or of some series only
 * @param deletable that it was made of nothing, and will go
 * @param externalLabels that a sidecar put there, as they are not in the index
 * @param resolution in milliseconds, to which it was downsampled; 0 where it was not
 */
public record BlockMeta(
        String ulid,
        long minTime,
        long maxTime,
        int version,
        long series,
        long chunks,
        List<String> sources,
        List<String> parents,
        boolean partial,
        boolean deletable,
        Map<String, String> externalLabels,
        long resolution)
        implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The file of a block of thousands of sources has some hundred kilobytes. */
    private static final long LONGEST = 64L << 20;

    /** By which a server does not reckon where its head begins ({@code inOrderBlocksMaxTime} in {@code tsdb/db.go}). */
    private static final Set<String> PARTIAL = Set.of("from-out-of-order", "from-stale-series", "from-selected-series");

    public static final String FILE = "meta.json";

    /** @throws CorruptException where it is none */
    public static BlockMeta read(BlockFiles files, String block) throws IOException {
        byte[] bytes = files.whole(BlockFiles.child(block, FILE), LONGEST);
        JsonNode root;
        try {
            root = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException none) {
            throw new CorruptException("meta.json is not JSON");
        }
        if (root == null
                || !root.path("ulid").isTextual()
                || !root.path("maxTime").isIntegralNumber()) {
            throw new CorruptException("meta.json has no ulid and maxTime");
        }
        int version = root.path("version").asInt();
        // 2.1.0 wrote a 2 here by accident (tsdb/repair.go); no later version has been.
        if (version != 1 && version != 2) {
            throw new CorruptException("meta.json has the version %d, which is not known".formatted(version));
        }
        JsonNode compaction = root.path("compaction");
        JsonNode thanos = root.path("thanos");
        Map<String, String> labels = new HashMap<>();
        thanos.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new BlockMeta(
                root.path("ulid").asText(),
                root.path("minTime").asLong(),
                root.path("maxTime").asLong(),
                version,
                root.path("stats").path("numSeries").asLong(),
                root.path("stats").path("numChunks").asLong(),
                texts(compaction.path("sources"), ""),
                texts(compaction.path("parents"), "ulid"),
                texts(compaction.path("hints"), "").stream().anyMatch(PARTIAL::contains),
                compaction.path("deletable").asBoolean(),
                Map.copyOf(labels),
                thanos.path("downsample").path("resolution").asLong());
    }

    /** @param key of each element's text, empty where the element is it */
    private static List<String> texts(JsonNode array, String key) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add((key.isEmpty() ? element : element.path(key)).asText()));
        return List.copyOf(texts);
    }
}
