package dev.culprit.scrapefiles;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How files of an archive are read.
 *
 * @param modified whether a file's time is that of its last modification, where the pattern does not name it
 * @param strict whether a file with a line that cannot be read is rejected whole
 * @param labels that tell the target, where a file holds several
 */
public record ScrapeReading(boolean modified, boolean strict, TargetLabels labels, ScanLimits limits)
        implements Serializable {
    public static final ScrapeReading DEFAULT = new ScrapeReading(false, false, TargetLabels.NONE, ScanLimits.DEFAULT);
    /** What labels may tell. */
    public static final List<String> TARGET_LABELS = List.of("cluster", "namespace", "workload", "pod", "container");
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
    public static ScrapeReading of(
            boolean modified, boolean strict, Map<String, String> labels, Map<String, Long> limits) {
        ScanLimits usual = ScanLimits.DEFAULT;
        return new ScrapeReading(
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
