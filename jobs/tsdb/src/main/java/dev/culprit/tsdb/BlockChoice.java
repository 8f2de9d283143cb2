package dev.culprit.tsdb;

import dev.culprit.tsdb.block.BlockMeta;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of a folder's blocks are meant, and which of their external labels say whose the series are. External labels stand in
 * meta.json and not in the index, as Thanos and Mimir write them.
 *
 * @param externalLabels that a block must have to be meant
 * @param replicaLabels external labels that tell copies of the same series apart
 */
public record BlockChoice(Map<String, String> externalLabels, List<String> replicaLabels) implements Serializable {
    /**
     * Of prometheus-operator, of Thanos' documentation, of Mimir's and Cortex' deduplication ({@code ha_replica_label}), of Thanos'
     * receiver.
     */
    public static final List<String> REPLICA_LABELS =
            List.of("prometheus_replica", "replica", "__replica__", "receive_replica");

    public static final BlockChoice ALL = new BlockChoice(Map.of(), REPLICA_LABELS);

    /** What Mimir and Cortex note of a block, by {@code pkg/storage/tsdb}: which part of the series it has, and who wrote it. */
    private static final Set<String> NOTES =
            Set.of("__compactor_shard_id__", "__out_of_order__", "__org_id__", "__ingester_id__", "__shard_id__");

    public BlockChoice {
        externalLabels = Map.copyOf(externalLabels);
        replicaLabels = List.copyOf(replicaLabels);
    }

    boolean includes(BlockMeta meta) {
        return meta.externalLabels().entrySet().containsAll(externalLabels.entrySet());
    }

    /** External labels that blocks have in common with their copies. */
    Map<String, String> withoutReplica(BlockMeta meta) {
        Map<String, String> labels = new TreeMap<>(meta.externalLabels());
        replicaLabels.forEach(labels::remove);
        return labels;
    }

    /** Which of several copies a block is, empty where its labels do not tell. */
    String replica(BlockMeta meta) {
        Map<String, String> labels = new TreeMap<>(meta.externalLabels());
        labels.keySet().retainAll(replicaLabels);
        return labels.isEmpty() ? "" : labels.toString();
    }

    /** External labels that all series of a block have, whoever wrote it. */
    Map<String, String> identity(BlockMeta meta) {
        Map<String, String> labels = withoutReplica(meta);
        labels.keySet().removeAll(NOTES);
        return labels;
    }
}
