package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Targets that keep what all others show: the server that scraped them, if it scrapes itself too, or those that are named, as an
 * agent that receives the same.
 *
 * @param targets mostly one, or none
 * @param skipped why there is none, where it should be told
 */
public record Observers(Set<Target> targets, List<Skipped> skipped) {
    /** What a Prometheus server shows of its own database ({@code tsdb/head.go}), and so does what has that database built in. */
    private static final String HEAD_SERIES = "prometheus_tsdb_head_series";

    /**
     * Finds the server among its own targets.
     *
     * @param place for messages
     */
    public static Observers find(List<SeriesSource> sources, Targets targets, String place) throws IOException {
        Set<Target> servers = new LinkedHashSet<>();
        for (SeriesSource source : sources) {
            for (long series : source.series(Map.of(Labels.METRIC, HEAD_SERIES))) {
                Labels labels = source.labels(series);
                for (Target target : targets.all()) {
                    if (targets.endpoints(target).of(labels) != null) {
                        servers.add(target);
                    }
                }
            }
        }
        if (servers.size() > 1) {
            String names = servers.stream().map(Observers::name).sorted().collect(Collectors.joining(", "));
            return new Observers(
                    Set.of(),
                    List.of(new Skipped(
                            place,
                            "several Prometheus servers are scraped (%s): name that whose data this is by prometheus.observers"
                                    .formatted(names),
                            1)));
        }
        return new Observers(servers, List.of());
    }

    /**
     * Those that patterns name.
     *
     * @param patterns of {@code namespace/pod/container}, in which {@code *} stands for any text
     * @param place for messages
     */
    public static Observers named(List<String> patterns, Targets targets, String place) {
        Set<Target> named = new LinkedHashSet<>();
        List<Skipped> skipped = new ArrayList<>();
        for (String pattern : patterns) {
            String expression = List.of(pattern.split("\\*", -1)).stream()
                    .map(text -> text.isEmpty() ? "" : Pattern.quote(text))
                    .collect(Collectors.joining(".*"));
            List<Target> matched = targets.all().stream()
                    .filter(target -> name(target).matches(expression))
                    .toList();
            named.addAll(matched);
            if (matched.isEmpty()) {
                skipped.add(new Skipped(place, "no target is called %s, an observer".formatted(pattern), 1));
            }
        }
        return new Observers(named, skipped);
    }

    private static String name(Target target) {
        Subject subject = target.subject();
        return "%s/%s/%s".formatted(subject.namespace(), subject.pod(), subject.container());
    }
}
