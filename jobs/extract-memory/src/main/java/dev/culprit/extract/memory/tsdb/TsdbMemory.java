package dev.culprit.extract.memory.tsdb;

import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Publication;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Prometheus server has scraped from cAdvisor, from kube-state-metrics and from the targets themselves.
 *
 * @param path of a data folder, a snapshot, one block or a bucket of blocks: any that Hadoop's file systems know
 * @param labels that tell whom a target is of
 * @param blocks that are meant, where a bucket has those of several servers
 */
public record TsdbMemory(String environment, String path, SubjectLabels labels, BlockChoice blocks)
        implements MemorySource {
    public static final SourceType TYPE = new SourceType("tsdb", TsdbMemory::bind);

    /** By the minute, as the other sources. */
    static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.MEAN);

    public TsdbMemory(String environment, String path, SubjectLabels labels) {
        this(environment, path, labels, BlockChoice.ALL);
    }

    private static TsdbMemory bind(String environment, SourceKeys keys) {
        return new TsdbMemory(
                environment, keys.text("path"), SubjectLabels.of(keys.optionalText("cluster"), Map.of()), blocks(keys));
    }

    /** Which blocks a configuration means. An empty list of replicas' labels says that there are none. */
    public static BlockChoice blocks(SourceKeys keys) {
        @Nullable List<String> replicas = keys.optionalList("replica-labels");
        return new BlockChoice(keys.texts("external-labels"), replicas == null ? BlockChoice.REPLICA_LABELS : replicas);
    }

    @Override
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return new TsdbExtraction(this, extraction.period(), extraction.configuration()).run(publication);
    }
}
