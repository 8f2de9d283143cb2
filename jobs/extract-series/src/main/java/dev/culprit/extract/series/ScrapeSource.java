package dev.culprit.extract.series;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.TargetLabels;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        /** What labels may tell. */
        public static final List<String> TARGET_LABELS =
                List.of("cluster", "namespace", "workload", "pod", "container");
        /** What has a limit. */
        public static final List<String> LIMITS =
                List.of("line-bytes", "labels", "label-bytes", "body-bytes", "expansion", "series");

        /**
         * As a configuration has it.
         *
         * @param labels by what they tell, see {@link #TARGET_LABELS}
         * @param limits by name, see {@link #LIMITS}; what is not there is as by default
         * @throws IllegalArgumentException where a limit is out of range; the message begins with its name
         */
        public static Reading of(
                boolean modified, boolean strict, Map<String, String> labels, Map<String, Long> limits) {
            ScanLimits usual = ScanLimits.DEFAULT;
            return new Reading(
                    modified,
                    strict,
                    new TargetLabels(
                            labels.get("cluster"),
                            labels.get("namespace"),
                            labels.get("workload"),
                            labels.get("pod"),
                            labels.get("container")),
                    new ScanLimits(
                            limit(limits, "line-bytes", usual.lineBytes()),
                            limit(limits, "labels", usual.labels()),
                            limit(limits, "label-bytes", usual.labelBytes()),
                            limits.getOrDefault("body-bytes", usual.bodyBytes()),
                            limit(limits, "expansion", usual.expansion()),
                            limit(limits, "series", usual.series())));
        }

        private static int limit(Map<String, Long> limits, String name, int usual) {
            return (int) Math.min(Integer.MAX_VALUE, limits.getOrDefault(name, (long) usual));
        }
    }

    /** An archive whose paths tell all, read as by default. */
    public static ScrapeSource of(String environment, String path, String pattern) {
        return new ScrapeSource(environment, path, pattern, null, null, null, null, Reading.DEFAULT);
    }
}
