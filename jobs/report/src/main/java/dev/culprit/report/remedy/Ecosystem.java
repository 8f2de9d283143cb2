package dev.culprit.report.remedy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of remedies for one way of making metrics.
 *
 * @param certain a metric that begins with one of {@code metrics} is of this ecosystem, whatever else the target shows; else
 *     the metric's name decides only where nothing is known of the target
 * @param library whether it is a library of one's own programs: what others make is configured, not programmed
 * @param metrics prefixes of its metrics; none and nothing else either: of every target
 * @param shows families by which a target gives itself away; whole names
 * @param labels that no other way makes, by their whole names: they tell where nothing is known of the target
 * @param containers names that its containers usually have
 * @param elsewhere what its operators find where memory grows and no label is to blame; templates as texts are, which know no labels
 * @param remedies the first that applies is the remedy, the others are its alternatives
 */
record Ecosystem(
        String name,
        boolean certain,
        boolean library,
        List<String> metrics,
        List<String> shows,
        @Nullable List<String> labels,
        @Nullable List<String> containers,
        @Nullable List<String> elsewhere,
        List<Entry> remedies) {

    /**
     * Texts are Pebble templates, which know {@code labels}, {@code metrics}, {@code aliases}, {@code workload},
     * {@code container}, {@code namespace}, {@code peer} (whether all labels name the other end of a connection) and {@code istio}
     * (minor version, 0 where unknown); snippets know what
     * {@link SnippetNames} adds.
     *
     * @param when it applies; null: always
     * @param metricAliases the metrics' names in the configuration that the snippet is written for
     * @param frees {@code all} of the group's memory, that of {@code idle} series, or that of the metrics {@code store} only
     */
    record Entry(
            @Nullable When when,
            @Nullable Map<String, String> metricAliases,
            String frees,
            String title,
            List<String> text,
            String language,
            List<String> snippet,
            List<String> caveats) {

        /** Whether it is for where no entry before it applies. */
        boolean otherwise() {
            return when != null && when.otherwise();
        }

        boolean appliesTo(LabelUse use, Exporter exporter) {
            return when == null || when.holds(use, exporter);
        }

        /** Families of targets that it is for. */
        Stream<String> shows() {
            return when == null || when.shows() == null ? Stream.empty() : when.shows().stream();
        }
    }

    /**
     * When a remedy applies: where all that is asked for holds.
     *
     * @param otherwise only where none before it applies
     * @param labels one must begin one of the group's labels; null: any label will do
     * @param metrics one must begin one of the group's metrics; null: any metric will do
     * @param shows one must begin a family that the target shows; null: any target will do
     * @param istioFrom Istio's minor version from which on it applies, {@code istioBefore} before which; where the version is
     *     unknown it applies
     */
    record When(
            boolean otherwise,
            @Nullable List<String> labels,
            @Nullable List<String> metrics,
            @Nullable List<String> shows,
            @Nullable Integer istioFrom,
            @Nullable Integer istioBefore) {

        private boolean holds(LabelUse use, Exporter exporter) {
            Integer version = exporter.istio();
            return (labels == null || anyBegins(use.labels(), labels))
                    && (metrics == null || anyBegins(use.metrics(), metrics))
                    && (shows == null || exporter.showsAnyOf(shows))
                    && (version == null || istioFrom == null || version >= istioFrom)
                    && (version == null || istioBefore == null || version < istioBefore);
        }
    }

    boolean makes(LabelUse use, String container, Exporter exporter) {
        List<String> names = containers == null ? List.of() : containers;
        if (metrics.isEmpty() && shows.isEmpty() && names.isEmpty()) {
            return true;
        }
        if (names.contains(container)) {
            return true;
        }
        boolean asked = exporter.isKnown() && !certain;
        return asked ? exporter.showsAnyOf(shows) : anyBegins(use.metrics(), metrics);
    }

    /** Whole names of families that tell, of the program and of what its remedies are for. */
    Stream<String> identifying() {
        return Stream.concat(shows.stream(), remedies.stream().flatMap(Entry::shows));
    }

    /** Whether a label tells, where nothing else does. */
    boolean isToldBy(List<String> others) {
        return labels != null && others.stream().anyMatch(labels::contains);
    }

    private static boolean anyBegins(List<String> names, List<String> prefixes) {
        return names.stream().anyMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    }
}
