package dev.culprit.extract.series;

import dev.culprit.model.Nullable;
import java.io.Serializable;

/**
 * An archive of scrapes of one environment.
 *
 * @param path any path that Hadoop's file systems know
 * @param pattern of the paths below {@code path}, see {@link dev.culprit.scrapes.ArchivePattern}
 * @param cluster constant, like {@code namespace}, {@code workload} and {@code container}, for what the pattern does not
 *     name; what it names wins
 */
public record ScrapeSource(
        String environment,
        String path,
        String pattern,
        @Nullable String cluster,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String container)
        implements Serializable {
    public static final String DEFAULT_PATTERN = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.gz";
}
