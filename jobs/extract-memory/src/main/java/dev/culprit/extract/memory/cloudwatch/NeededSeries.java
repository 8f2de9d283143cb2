package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.cloudwatch.api.SeriesQuery;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.readings.MetricSubject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the series that exist must be read, for each is billed. Where a container has a limit its percentage of the node adds
 * nothing; what a pod's node is by size is of use only to containers without; and what is published of an ECS task under its
 * service's name is published under its family's, too.
 */
final class NeededSeries {
    private final Set<MetricSubject> withLimit = new HashSet<>();
    private final Set<MetricSubject> podsWithBytes = new HashSet<>();
    private final Set<MetricSubject> podsWithNodePercent = new HashSet<>();
    private final Set<MetricSubject> podsOfUnlimited = new HashSet<>();
    private final Set<MetricSubject> tasksWithContainers = new HashSet<>();
    private final Set<MetricSubject> byService = new HashSet<>();
    private final boolean nodes;

    NeededSeries(Collection<Series> existing) {
        Set<MetricSubject> withPercent = new HashSet<>();
        Set<MetricSubject> ofNode = new HashSet<>();
        for (Series series : existing) {
            for (MemoryMetric metric : MemoryMetric.named(series.namespace(), series.metric())) {
                MetricSubject subject = subject(metric, series);
                switch (metric) {
                    case CONTAINER_LIMIT -> withLimit.add(subject);
                    case CONTAINER_PERCENT -> withPercent.add(subject);
                    case CONTAINER_NODE_PERCENT -> ofNode.add(subject);
                    case POD_WORKING_SET -> podsWithBytes.add(subject);
                    case POD_NODE_PERCENT -> podsWithNodePercent.add(subject);
                    case ECS_CONTAINER ->
                        tasksWithContainers.add(subject.wholePod().underAnyWorkload());
                    default -> {}
                }
                if (metric.platform() == Platform.ECS && !subject.byFamily()) {
                    byService.add(subject.underAnyWorkload());
                }
            }
        }
        withLimit.retainAll(withPercent);
        ofNode.removeAll(withLimit);
        ofNode.forEach(container -> podsOfUnlimited.add(container.wholePod()));
        nodes = podsOfUnlimited.stream()
                .anyMatch(pod -> !(podsWithBytes.contains(pod) && podsWithNodePercent.contains(pod)));
    }

    private static MetricSubject subject(MemoryMetric metric, Series series) {
        DimensionSet set = metric.setOf(series.dimensions().keySet());
        if (set == null) {
            throw new IllegalArgumentException(series + " is an average");
        }
        return set.subject(series.dimensions());
    }

    /** What to ask for of the series, nothing where it is of no use. */
    List<SeriesQuery> queriesOf(Series series) {
        return MemoryMetric.named(series.namespace(), series.metric()).stream()
                .filter(metric -> isNeeded(metric, subject(metric, series)))
                .map(metric -> new SeriesQuery(series, metric.statistic()))
                .toList();
    }

    private boolean isNeeded(MemoryMetric metric, MetricSubject subject) {
        return switch (metric) {
            case CONTAINER_NODE_PERCENT -> !withLimit.contains(subject);
            case POD_NODE_PERCENT -> podsOfUnlimited.contains(subject) && podsWithBytes.contains(subject);
            case SMALLEST_NODE, LARGEST_NODE -> nodes;
            case ECS_CONTAINER, ECS_RESTARTS -> isFirstName(subject);
            case ECS_TASK -> isFirstName(subject) && !tasksWithContainers.contains(subject.underAnyWorkload());
            default -> true;
        };
    }

    private boolean isFirstName(MetricSubject subject) {
        return !subject.byFamily() || !byService.contains(subject.underAnyWorkload());
    }
}
