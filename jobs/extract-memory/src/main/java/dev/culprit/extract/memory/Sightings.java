package dev.culprit.extract.memory;

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

    private final DeliveredMemory source;
    private final Map<String, Long> groups = new TreeMap<>();
    private final TreeSet<String> metrics = new TreeSet<>();
    private final TreeSet<String> clusters = new TreeSet<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    Sightings(DeliveredMemory source) {
        this.source = source;
    }

    /** A metric's namespace, or an event's type. */
    void group(String name) {
        groups.merge(name, 1L, Long::sum);
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

    /** Records of groups that are none of ours. */
    long ofOthers() {
        return groups.entrySet().stream()
                .filter(entry -> !isOurs(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private boolean isOurs(String group) {
        return source instanceof PerformanceLog
                ? group.equals(PerformanceLogParser.CONTAINER)
                : Platform.of(group) != null;
    }

    /** Why there is no row for the period: what was found, and the likely reason, as the end of a sentence. */
    String explain(Period period, Unread unread) {
        List<String> found = new ArrayList<>();
        if (unread.count() > 0) {
            found.add("%,d unusable lines or files (%s)".formatted(unread.count(), some(unread.reasons())));
        }
        if (!groups.isEmpty()) {
            found.add((source instanceof PerformanceLog ? "events of type " : "namespaces ") + some(groups.keySet()));
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
                .formatted(found.isEmpty() ? "only empty files" : String.join(", ", found), reason(period));
    }

    private String reason(Period period) {
        if (source instanceof PerformanceLog && groups.keySet().stream().noneMatch(this::isOurs)) {
            return "the performance log of Container Insights has events of type Container:"
                    + " export log group /aws/containerinsights/CLUSTER/performance";
        }
        if (groups.isEmpty()) {
            return "the metric stream must deliver JSON, not OpenTelemetry";
        }
        if (groups.keySet().stream().noneMatch(this::isOurs)) {
            return "the metric stream must include the namespace ContainerInsights, which Container Insights"
                    + " in its OpenTelemetry mode does not fill";
        }
        if (clusters.isEmpty()) {
            return "basic Container Insights has no metrics of single containers and pods:"
                    + " turn enhanced observability on";
        }
        String onlyCluster = source.cluster();
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
