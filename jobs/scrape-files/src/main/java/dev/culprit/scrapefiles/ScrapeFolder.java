package dev.culprit.scrapefiles;

import dev.culprit.model.ConfigurationException;
import dev.culprit.scrapes.container.ArchivePattern;
import dev.culprit.scrapes.lifetime.TargetLabels;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an environment's scrapes lie.
 *
 * @param path any path that Hadoop's file systems know: a folder, or a tar or zip
 * @param pattern of the paths below {@code path}, see {@link ArchivePattern}
 * @param cluster constant, like {@code namespace}, {@code workload} and {@code container}, for what the pattern does not
 *     name; what it names wins
 * @param reading how the files are read
 */
public record ScrapeFolder(
        String environment,
        String path,
        String pattern,
        @Nullable String cluster,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String container,
        ScrapeReading reading)
        implements Serializable {
    public static final String DEFAULT_PATTERN = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.gz";

    /** An archive whose paths tell all, read as by default. */
    public static ScrapeFolder of(String environment, String path, String pattern) {
        return new ScrapeFolder(environment, path, pattern, null, null, null, null, ScrapeReading.DEFAULT);
    }

    /**
     * The pattern, checked.
     *
     * @throws dev.culprit.model.ConfigurationException where it is none, or leaves open what nothing else tells
     */
    public ArchivePattern parsedPattern() {
        Set<String> given = new HashSet<>();
        if (namespace != null) {
            given.add("namespace");
        }
        if (container != null) {
            given.add("container");
        }
        TargetLabels labels = reading.labels();
        if (labels.namespace() != null) {
            given.add("namespace");
        }
        if (labels.pod() != null) {
            given.add("pod");
        }
        if (labels.container() != null) {
            given.add("container");
        }
        if (reading.modified()) {
            given.add("time");
        }
        try {
            return ArchivePattern.parse(pattern, given);
        } catch (ConfigurationException fault) {
            throw new ConfigurationException(fault.faults().stream()
                    .map(what -> "environment %s: %s".formatted(environment, what))
                    .toList());
        }
    }
}
