package dev.culprit.report.remedy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of remedies for one way of making metrics.
 *
 * @param certain a metric that begins with one of {@code metrics} is of this ecosystem, whatever else the target shows; else
 *     the metric's name decides only where nothing is known of the target
 * @param metrics prefixes of its metrics; none and no {@code shows}: of every target
 * @param shows families by which a target gives itself away; whole names
 * @param remedies the first that applies is the remedy, the others are its alternatives
 */
record Ecosystem(String name, boolean certain, List<String> metrics, List<String> shows, List<Entry> remedies) {

    /**
     * Texts are Pebble templates, which know {@code labels}, {@code metrics}, {@code aliases}, {@code workload},
     * {@code container}, {@code namespace}, {@code istio} (minor version, 0 where unknown), {@code labelPattern} and
     * {@code metricPattern} (regular expressions).
     *
     * @param otherwise only where none before it applies
     * @param labels one must begin one of the group's labels; null: any label will do
     * @param istioFrom Istio's minor version from which on it applies, {@code istioBefore} before which; where the version is
     *     unknown it applies
     * @param metricAliases the metrics' names in the configuration that the snippet is written for
     * @param frees {@code all} of the group's memory, that of {@code idle} series, or that of the metrics {@code store} only
     */
    record Entry(
            boolean otherwise,
            @Nullable List<String> labels,
            @Nullable Integer istioFrom,
            @Nullable Integer istioBefore,
            @Nullable Map<String, String> metricAliases,
            String frees,
            String title,
            List<String> text,
            String language,
            List<String> snippet,
            List<String> caveats) {

        boolean appliesTo(LabelUse use, Exporter exporter) {
            Integer version = exporter.istio();
            return (labels == null || anyBegins(use.labels(), labels))
                    && (version == null || istioFrom == null || version >= istioFrom)
                    && (version == null || istioBefore == null || version < istioBefore);
        }
    }

    boolean isMadeBy(LabelUse use, Exporter exporter) {
        if (metrics.isEmpty() && shows.isEmpty()) {
            return true;
        }
        boolean asked = exporter.isKnown() && !certain;
        return asked ? exporter.showsAnyOf(shows) : anyBegins(use.metrics(), metrics);
    }

    private static boolean anyBegins(List<String> names, List<String> prefixes) {
        return names.stream().anyMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    }
}
