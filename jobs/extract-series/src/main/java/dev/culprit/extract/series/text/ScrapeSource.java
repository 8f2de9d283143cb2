package dev.culprit.extract.series.text;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * An archive of scrapes of one environment.
 *
 * @param path any path that Hadoop's file systems know: a folder, or a tar or zip
 * @param pattern of the paths below {@code path}, see {@link dev.culprit.scrapes.container.ArchivePattern}
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
        ScrapeReading reading)
        implements ArchiveSource, Serializable {
    public static final String DEFAULT_PATTERN = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.gz";

    @Override
    public void check() {
        ScrapeArchive.pattern(this);
    }

    @Override
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    public Archive list(Configuration hadoop) {
        return ScrapeArchive.list(this, hadoop);
    }

    /** An archive whose paths tell all, read as by default. */
    public static ScrapeSource of(String environment, String path, String pattern) {
        return new ScrapeSource(environment, path, pattern, null, null, null, null, ScrapeReading.DEFAULT);
    }
}
