package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was met in an environment's files, to explain why no memory came out of them. */
final class Sightings {
    private static final int SHOWN = 6;

    private final Map<String, Long> namespaces = new TreeMap<>();
    private final TreeSet<String> metrics = new TreeSet<>();
    private final TreeSet<String> clusters = new TreeSet<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    void namespace(String name) {
        namespaces.merge(name, 1L, Long::sum);
    }

    void metric(String name) {
        metrics.add(name);
    }

    void cluster(String name) {
        clusters.add(name);
    }

    void reading(Instant time) {
        days.add(Period.dateOf(time));
    }

    /** Records of namespaces that are none of ours. */
    long ofOtherNamespaces() {
        return namespaces.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(RecordParser.CONTAINER_INSIGHTS))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Why there is no row for the period: what was found, and the likely reason, as the end of a sentence. */
    String explain(Period period, @Nullable String onlyCluster, Unread unread) {
        List<String> found = new ArrayList<>();
        if (unread.count() > 0) {
            found.add("%,d unusable lines or files (%s)".formatted(unread.count(), some(unread.reasons())));
        }
        if (!namespaces.isEmpty()) {
            found.add("namespaces " + some(namespaces.keySet()));
        }
        if (!metrics.isEmpty()) {
            found.add("metrics " + some(metrics));
        }
        if (!clusters.isEmpty()) {
            found.add("clusters " + some(clusters));
        }
        if (!days.isEmpty()) {
            found.add("readings of %s to %s".formatted(days.first(), days.last()));
        }
        return "found %s; %s"
                .formatted(
                        found.isEmpty() ? "only empty files" : String.join(", ", found), reason(period, onlyCluster));
    }

    private String reason(Period period, @Nullable String onlyCluster) {
        if (namespaces.isEmpty()) {
            return "the metric stream must deliver JSON, not OpenTelemetry";
        }
        if (!namespaces.containsKey(RecordParser.CONTAINER_INSIGHTS)) {
            return "the metric stream must include the namespace ContainerInsights, which Container Insights"
                    + " in its OpenTelemetry mode does not fill";
        }
        if (clusters.isEmpty()) {
            return "basic Container Insights has no metrics of single containers and pods:"
                    + " turn enhanced observability on";
        }
        if (onlyCluster != null && !clusters.contains(onlyCluster)) {
            return "memory.cluster must name one of these clusters, or be left out";
        }
        return !days.isEmpty() && period.days().stream().noneMatch(days::contains)
                ? "choose another period with --from and --to"
                : "neither a container's percentage with its limit nor a pod's working set is among them:"
                        + " containers need memory limits, or the CloudWatch agent must be newer than August 2024";
    }

    private static String some(Collection<String> names) {
        String shown = names.stream()
                .limit(SHOWN)
                .map(name -> Text.printable(name, 60))
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN ? "%s and %,d more".formatted(shown, names.size() - SHOWN) : shown;
    }
}
