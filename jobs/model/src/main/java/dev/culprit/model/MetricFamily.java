package dev.culprit.model;

import java.util.Map;
import java.util.Set;

/**
 * The name of a metric family in every table, by OpenMetrics 1.0 ("Suffixes"): {@code x_bucket}, {@code x_sum}, {@code x_count}
 * and {@code x_created} are samples of the histogram {@code x}, {@code x_info} is the sample of the info {@code x}, and
 * {@code x_total} and {@code x_created} are samples of one counter. OpenMetrics calls that counter {@code x}; the tables call it
 * {@code x_total}, as operators do and as it is queried.
 */
public final class MetricFamily {
    private static final String TOTAL = "_total";
    private static final String CREATED = "_created";

    /** Suffixes of samples, and the types that have them. */
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            TOTAL,
            Set.of("counter"),
            "_bucket",
            Set.of("histogram", "gaugehistogram"),
            "_count",
            Set.of("histogram", "summary"),
            "_sum",
            Set.of("histogram", "summary"),
            "_gcount",
            Set.of("gaugehistogram"),
            "_gsum",
            Set.of("gaugehistogram"),
            CREATED,
            Set.of("counter", "histogram", "summary"),
            "_info",
            Set.of("info"));

    private MetricFamily() {}

    /**
     * @param sample name of a sample, without labels
     * @param type of its family, in OpenMetrics' words and lower case; other words have no suffixes
     * @return the family's name in the tables
     */
    public static String of(String sample, String type) {
        String base = declared(sample, type);
        return type.equals("counter") && !base.equals(sample) ? base + TOTAL : base;
    }

    /**
     * The name under which a sample's family is declared in an OpenMetrics {@code TYPE} line.
     *
     * @return the sample's own name where the type does not have its suffix
     */
    public static String declared(String sample, String type) {
        int underscore = sample.lastIndexOf('_');
        boolean suffixed = underscore > 0
                && SUFFIXES.getOrDefault(sample.substring(underscore), Set.of()).contains(type);
        return suffixed ? sample.substring(0, underscore) : sample;
    }
}
