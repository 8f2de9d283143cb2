package dev.culprit.extract.series.tsdb;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Text;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.tsdbfiles.BlockPlaces;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The data of a Prometheus server: docs/sources/prometheus.md.
 *
 * @param path of a data folder, a snapshot, one block or a bucket of blocks: any that Hadoop's file systems know
 * @param labels that tell whom a target is of
 * @param observers patterns of {@code namespace/pod/container} of targets that keep what all others show; null for the server
 *     itself, where it is one of its own targets
 * @param blocks that are meant, where a bucket has those of several servers
 */
public record TsdbSource(
        String environment,
        String path,
        SubjectLabels labels,
        @Nullable List<String> observers,
        BlockChoice blocks) implements ArchiveSource, Serializable {
    public TsdbSource(String environment, String path, SubjectLabels labels) {
        this(environment, path, labels, null, BlockChoice.ALL);
    }

    @Override
    public void check() {
        try {
            BlockPlaces.path(path);
        } catch (IllegalArgumentException none) {
            throw new ConfigurationException(
                    "environment %s: path %s %s".formatted(environment, Text.printable(path, 200), none.getMessage()));
        }
    }

    @Override
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    public Archive list(Configuration hadoop) {
        return TsdbArchive.list(this, hadoop);
    }
}
