package dev.culprit.analysis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.Container;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What one would do without the method: rank labels by a single figure and blame the first. They get the method's lifetimes,
 * its word on whether memory grows, and where they count births its credit.
 */
public final class Baselines {
    private Baselines() {}

    /** The figure to rank by. */
    public enum Ranking {
        /** {@code promtool tsdb analyze}: "Highest cardinality labels"; VictoriaMetrics: labelValueCountByLabelName. */
        CARDINALITY("cardinality", "distinct values of a label in the period"),
        /** What two of these lists show, one after a process's first hour and one at its end. */
        NEW_VALUES("new values", "new values of a label an hour, within lifetimes after their first hour"),
        CREDITED_BIRTHS("births", "births credited to a label group, an hour"),
        LEVELS("levels", "Pearson's r of a group's series and memory within lifetimes"),
        DIFFERENCES("changes", "Pearson's r of their changes from block to block");

        private final String word;
        private final String description;

        Ranking(String word, String description) {
            this.word = word;
            this.description = description;
        }

        public String word() {
            return word;
        }

        public String description() {
            return description;
        }
    }

    /**
     * The first of a ranking in a container whose memory grows.
     *
     * @param labels one, or a group that carries the same information
     * @param leaks memory still grows at the end of lifetimes
     */
    public record Claim(
            String environment, String container, Ranking ranking, List<String> labels, double score, boolean leaks) {}

    /** A container's rows and what they condense to. */
    private record Evidence(Observations rows, ContainerHistory history) {
        Container container() {
            return rows.container();
        }
    }

    /**
     * Claims on all containers whose memory grows, in all environments.
     *
     * @param histories of the observations, in the same order
     */
    public static List<Claim> of(List<Observations> observations, List<ContainerHistory> histories, Period period) {
        List<Evidence> workload = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            workload.add(new Evidence(observations.get(i), histories.get(i)));
        }
        return workload.stream()
                .collect(groupingBy(
                        one -> List.of(
                                one.container().environment(), one.container().container()),
                        () -> new TreeMap<>(Comparator.comparing(List::toString)),
                        toList()))
                .values()
                .stream()
                .flatMap(replicas -> claims(withScrapes(replicas, workload), period).stream())
                .toList();
    }

    /** A container that is never scraped itself is held against the scrapes of its pod: somebody's metrics they are. */
    private static List<Evidence> withScrapes(List<Evidence> replicas, List<Evidence> workload) {
        if (replicas.stream().anyMatch(one -> one.history.scraped())) {
            return replicas;
        }
        return replicas.stream()
                .map(one -> workload.stream()
                        .filter(other -> other.history.scraped()
                                && other.container()
                                        .environment()
                                        .equals(one.container().environment())
                                && other.container()
                                        .pod()
                                        .equals(one.container().pod()))
                        .max(Comparator.comparingInt(
                                other -> other.rows.series().size()))
                        .map(other -> new Observations(
                                one.container(),
                                one.rows.wholePod(),
                                one.rows.memory(),
                                other.rows.scrapes(),
                                other.rows.families(),
                                other.rows.series()))
                        .map(rows -> new Evidence(rows, rows.history()))
                        .orElse(one))
                .toList();
    }

    private static List<Claim> claims(List<Evidence> replicas, Period period) {
        List<Replica> lifetimes =
                Replica.of(replicas.stream().map(Evidence::history).toList(), period);
        List<Replica> scraped = lifetimes.stream()
                .filter(replica -> replica.history().scraped())
                .toList();
        MemoryGrowth growth = MemoryGrowth.of(Panel.of(scraped));
        if (!growth.grows()) {
            return List.of();
        }
        List<ProcessBirths> ledgers = scraped.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList();
        double hours =
                ledgers.stream().mapToDouble(ProcessBirths::hoursObserved).sum();
        LabelGroups groups = LabelGroups.of(ledgers);
        WithinLifetimes memory = WithinLifetimes.of(scraped);
        List<Claim> claims = new ArrayList<>();
        for (Ranking ranking : Ranking.values()) {
            Optional<Ranked> first = switch (ranking) {
                case CARDINALITY -> first(cardinality(replicas), values -> values);
                case NEW_VALUES -> first(newValues(replicas), values -> values / Math.max(1, hours));
                case CREDITED_BIRTHS -> first(groups, group -> group.births() / Math.max(1, hours));
                case LEVELS -> first(groups, group -> memory.levels(group, groups));
                case DIFFERENCES -> first(groups, group -> memory.differences(group, groups));
            };
            Container container = replicas.get(0).container();
            first.ifPresent(ranked -> claims.add(new Claim(
                    container.environment(),
                    container.container(),
                    ranking,
                    ranked.labels,
                    ranked.score,
                    growth.shape() == Shape.LEAK)));
        }
        return claims;
    }

    private record Ranked(List<String> labels, double score) {}

    private static Optional<Ranked> first(Map<String, Long> counts, ToDoubleFunction<Long> score) {
        return first(counts.entrySet().stream()
                .map(entry -> new Ranked(List.of(entry.getKey()), score.applyAsDouble(entry.getValue())))
                .toList());
    }

    private static Optional<Ranked> first(LabelGroups groups, ToDoubleFunction<Group> score) {
        return first(groups.groups().stream()
                .map(group -> new Ranked(group.labels(), score.applyAsDouble(group)))
                .toList());
    }

    private static Optional<Ranked> first(List<Ranked> ranked) {
        return ranked.stream()
                .min(Comparator.comparingDouble((Ranked one) -> -one.score)
                        .thenComparing(one -> one.labels.toString()));
    }

    private static Map<String, Long> cardinality(List<Evidence> replicas) {
        Map<String, Set<String>> values = new HashMap<>();
        for (Evidence replica : replicas) {
            for (SeriesRow row : replica.rows.series()) {
                row.labels()
                        .forEach((label, value) -> values.computeIfAbsent(label, key -> new HashSet<>())
                                .add(value));
            }
        }
        Map<String, Long> counts = new HashMap<>();
        values.forEach((label, all) -> counts.put(label, (long) all.size()));
        return counts;
    }

    private static Map<String, Long> newValues(List<Evidence> replicas) {
        Map<String, Long> counts = new HashMap<>();
        for (Evidence replica : replicas) {
            List<ProcessBirths> processes = replica.history.ledgers();
            double[] firstScrapes = processes.stream()
                    .mapToDouble(process -> process.scrapes()[0])
                    .toArray();
            List<Map<String, Map<String, Double>>> sights = new ArrayList<>();
            processes.forEach(process -> sights.add(new HashMap<>()));
            for (SeriesRow row : replica.rows.series()) {
                double seen = EpochSeconds.of(row.firstSeen());
                Map<String, Map<String, Double>> process =
                        sights.get(Math.max(0, RobustStatistics.upperBound(firstScrapes, seen) - 1));
                row.labels()
                        .forEach((label, value) -> process.computeIfAbsent(label, key -> new HashMap<>())
                                .merge(value, seen, Math::min));
            }
            for (int i = 0; i < processes.size(); i++) {
                double late = processes.get(i).start() + ProcessBirths.WARM_UP_SECONDS;
                sights.get(i)
                        .forEach((label, firsts) -> counts.merge(
                                label,
                                firsts.values().stream()
                                        .filter(seen -> seen > late)
                                        .count(),
                                Long::sum));
            }
        }
        return counts;
    }
}
