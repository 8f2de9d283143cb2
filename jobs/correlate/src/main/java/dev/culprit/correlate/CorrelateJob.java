package dev.culprit.correlate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.correlate.JudgedFleet.Controlled;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Job 3: reads the tables and writes a verdict for every workload, container and environment. */
public final class CorrelateJob {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelateJob.class);

    private static final Comparator<Container> BY_POD = Comparator.comparing(Container::namespace)
            .thenComparing(Container::pod)
            .thenComparing(Container::container);

    /** By hand, as {@code report.false-discovery-rate}: of twenty labels that are named one may be innocent. */
    private static final double USUAL_RATE = 0.05;

    private CorrelateJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run("correlate", arguments);
    }

    private record Workload(String namespace, String workload) implements Serializable {}

    /**
     * Replaces {@code memory_trends}, {@code label_growth}, {@code findings} and {@code null_scores} of every environment, under the date of the
     * period's last day. The same tables give the same rows in the same order.
     *
     * @throws CulpritException where the warehouse holds no rows of these environments in the period
     */
    public static JobSummary run(
            JavaSparkContext spark, String warehousePath, List<String> environments, Period period) {
        return run(spark, warehousePath, environments, period, USUAL_RATE);
    }

    /** @param falseDiscoveryRate the share of innocent labels among those that are named, at most and in the mean */
    public static JobSummary run(
            JavaSparkContext spark,
            String warehousePath,
            List<String> environments,
            Period period,
            double falseDiscoveryRate) {
        Warehouse warehouse = new Warehouse(warehousePath, spark.hadoopConfiguration());
        JudgedFleet fleet = TableScan.of(spark, period)
                .byPod(spark, warehouse, environments)
                .mapPartitions(PodRows::oneByOne)
                .flatMap(pod -> pod.histories().iterator())
                .mapToPair(history -> new Tuple2<>(keyOf(history), history))
                .groupByKey()
                .map(workload -> WorkloadAnalysis.of(listOf(workload._2()), period))
                // Samples are merged where they are, so that the driver gets few of them.
                .treeAggregate(new JudgedFleet(), JudgedFleet::add, JudgedFleet::merge);
        List<WorkloadAnalysis.Result> results = fleet.results();
        if (results.isEmpty()) {
            throw new CulpritException(
                    "warehouse %s holds neither scrapes nor memory of %s from %s to %s: run the extract jobs first, or choose another period"
                            .formatted(warehouse, String.join(", ", environments), period.from(), period.to()));
        }
        Map<String, Controlled> controlled = fleet.controlled(spark, environments, period, falseDiscoveryRate);
        try (Publication publication = warehouse.publication("correlate")) {
            controlled.forEach((environment, findings) -> write(publication, environment, findings, results, period));
            publication.publish();
        }
        return summary(results, controlled);
    }

    private static Workload keyOf(ContainerHistory history) {
        ReplicatedContainer container = ReplicatedContainer.of(history.container());
        return new Workload(container.namespace(), container.workload());
    }

    private static <T> List<T> listOf(Iterable<T> items) {
        List<T> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }

    private static void write(
            Publication publication,
            String environment,
            Controlled controlled,
            List<WorkloadAnalysis.Result> results,
            Period period) {
        Partition partition = new Partition(environment, period.lastDay());
        List<Finding> findings = controlled.findings().stream()
                .sorted(Comparator.comparing(Finding::container))
                .toList();
        if (findings.isEmpty()) {
            LOG.warn("environment {}: the warehouse knows none of its containers in this period", environment);
        }
        publication.write(Table.FINDINGS, partition, findings);
        publication.write(Table.NULL_SCORES, partition, controlled.nullScores());
        publication.write(
                Table.MEMORY_TRENDS,
                partition,
                rowsOf(
                        environment,
                        results.stream()
                                .flatMap(result -> result.trends().stream())
                                .toList(),
                        Comparator.comparing(TrendRow::container, BY_POD).thenComparing(TrendRow::start)));
        publication.write(
                Table.LABEL_GROWTH,
                partition,
                rowsOf(
                        environment,
                        results.stream()
                                .flatMap(result -> result.growth().stream())
                                .toList(),
                        Comparator.comparing(GrowthRow::container, BY_POD)
                                .thenComparing(GrowthRow::start)
                                .thenComparing(GrowthRow::metric)
                                .thenComparing(row -> row.labels().toString())));
    }

    private static <R extends Record> List<R> rowsOf(String environment, List<Placed<R>> placed, Comparator<R> order) {
        return placed.stream()
                .filter(row -> row.environment().equals(environment))
                .map(Placed::row)
                .sorted(order)
                .toList();
    }

    private static JobSummary summary(List<WorkloadAnalysis.Result> results, Map<String, Controlled> controlled) {
        Map<Verdict, Long> verdicts = controlled.values().stream()
                .flatMap(each -> each.findings().stream())
                .collect(groupingBy(Finding::verdict, TreeMap::new, counting()));
        List<String> facts = new ArrayList<>();
        long judged = verdicts.values().stream().mapToLong(Long::longValue).sum();
        facts.add(judged == 1 ? "1 container judged" : "%,d containers judged".formatted(judged));
        verdicts.forEach((verdict, count) -> facts.add("%,d %s".formatted(count, verdict)));
        long pairs = controlled.values().stream()
                .mapToLong(each -> each.nullScores().size())
                .sum();
        long withheld = controlled.values().stream()
                .mapToLong(each -> each.withheld().size())
                .sum();
        if (pairs > 0) {
            facts.add(
                    "%,d pairs of memory and unrelated births, %,d labels not named that chance may have made look guilty"
                            .formatted(pairs, withheld));
        }
        long containers =
                results.stream().mapToLong(result -> result.findings().size()).sum();
        long rows = containers
                + pairs
                + results.stream()
                        .mapToLong(result ->
                                result.trends().size() + result.growth().size())
                        .sum();
        return new JobSummary("correlate", facts, new Figures(containers, rows, 0));
    }
}
