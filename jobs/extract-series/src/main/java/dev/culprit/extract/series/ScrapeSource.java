package dev.culprit.extract.series;

import dev.culprit.model.Nullable;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.TargetLabels;
import java.io.Serializable;

/**
 * An archive of scrapes of one environment.
 *
 * @param path any path that Hadoop's file systems know: a folder, or a tar or zip
 * @param pattern of the paths below {@code path}, see {@link dev.culprit.scrapes.ArchivePattern}
 * @param cluster constant, like {@code namespace}, {@code workload} and {@code container}, for what the pattern does not
 *     name; what it names wins
 * @param reading how the files are read
 */
public record ScrapeSource(
        String environment,
        String path,
        String pattern,
        @Nullable String cluster,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String container,
        Reading reading)
        implements Serializable {
    public static final String DEFAULT_PATTERN = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.gz";

    /**
     * How files are read.
     *
     * @param modified whether a file's time is that of its last modification, where the pattern does not name it
     * @param strict whether a file with a line that cannot be read is rejected whole
     * @param labels that tell the target, where a file holds several
     */
    public record Reading(boolean modified, boolean strict, TargetLabels labels, ScanLimits limits)
            implements Serializable {
        public static final Reading DEFAULT = new Reading(false, false, TargetLabels.NONE, ScanLimits.DEFAULT);
    }

    /** An archive whose paths tell all, read as by default. */
    public static ScrapeSource of(String environment, String path, String pattern) {
        return new ScrapeSource(environment, path, pattern, null, null, null, null, Reading.DEFAULT);
    }
}
