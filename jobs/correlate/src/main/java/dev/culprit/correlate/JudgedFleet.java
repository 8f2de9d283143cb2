package dev.culprit.correlate;

import static java.util.stream.Collectors.toCollection;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.discovery.FalseDiscoveries;
import dev.culprit.analysis.discovery.FleetSample;
import dev.culprit.analysis.discovery.FleetSample.Pair;
import dev.culprit.analysis.discovery.SwapNull;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.NullScoreRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verdicts on all workloads, and a bounded sample of their histories for the null that the verdicts are held against. */
final class JudgedFleet implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(JudgedFleet.class);

    private static final Comparator<NullScoreRow> ORDER = Comparator.comparing(NullScoreRow::container)
            .thenComparing(NullScoreRow::birthsNamespace)
            .thenComparing(NullScoreRow::birthsWorkload)
            .thenComparing(NullScoreRow::birthsContainer);

    private final List<WorkloadAnalysis.Result> results = new ArrayList<>();
    private final FleetSample sample = new FleetSample();

    JudgedFleet add(WorkloadAnalysis.Result result) {
        Set<ReplicatedContainer> tested =
                result.tested().stream().map(Tested::container).collect(toCollection(TreeSet::new));
        result.growing().forEach(participant -> {
            sample.addGrowing(participant);
            if (tested.contains(participant.container())) {
                sample.addTested(participant);
            }
        });
        results.add(result.withoutHistories());
        return this;
    }

    JudgedFleet merge(JudgedFleet other) {
        results.addAll(other.results);
        sample.merge(other.sample);
        return this;
    }

    List<WorkloadAnalysis.Result> results() {
        return results;
    }

    /**
     * The findings of one environment with their p-values, and the null that these were read off; no null where the fleet is too small.
     *
     * @param withheld containers of which a label was named that chance may as well have made look guilty
     */
    record Controlled(List<Finding> findings, List<NullScoreRow> nullScores, Set<ReplicatedContainer> withheld) {}

    /** @param rate of false discoveries among the labels that are named */
    Map<String, Controlled> controlled(JavaSparkContext spark, List<String> environments, Period period, double rate) {
        Map<String, Controlled> controlled = new TreeMap<>();
        for (String environment : environments) {
            controlled.put(environment, controlled(spark, environment, period, rate));
        }
        Set<ReplicatedContainer> withheld = new TreeSet<>();
        controlled.values().forEach(each -> withheld.addAll(each.withheld));
        if (!withheld.isEmpty()) {
            controlled.replaceAll((environment, each) -> new Controlled(
                    each.findings.stream()
                            .map(finding -> withoutWithheld(finding, withheld))
                            .toList(),
                    each.nullScores,
                    each.withheld));
        }
        return controlled;
    }

    private Controlled controlled(JavaSparkContext spark, String environment, Period period, double rate) {
        List<Tested> tested = results.stream()
                .flatMap(result -> result.tested().stream())
                .filter(each -> each.container().environment().equals(environment))
                .toList();
        List<Finding> findings = results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(placed -> placed.environment().equals(environment))
                .map(Placed::row)
                .toList();
        SwapNull.Plan plan = SwapNull.plan(sample, environment, tested, rate);
        if (plan.tooSmall() != null) {
            LOG.info("environment {}: too few for a null of its own: {}", environment, plan.tooSmall());
            return new Controlled(findings, List.of(), Set.of());
        }
        List<NullScoreRow> scores = scored(spark, plan.pairs(), period);
        FalseDiscoveries control = new FalseDiscoveries(
                tested, scores.stream().mapToDouble(NullScoreRow::rank).toArray(), rate);
        return new Controlled(
                findings.stream().map(control::judged).toList(),
                scores,
                findings.stream()
                        .map(Finding::container)
                        .filter(control::withholds)
                        .collect(toCollection(TreeSet::new)));
    }

    private static List<NullScoreRow> scored(JavaSparkContext spark, List<Pair> pairs, Period period) {
        int tasks = Math.min(pairs.size(), 4 * spark.defaultParallelism());
        // Histories go to each executor once: every task has most of them in its pairs.
        Broadcast<List<Pair>> all = spark.broadcast(pairs);
        List<Integer> numbers = IntStream.range(0, pairs.size()).boxed().toList();
        List<NullScoreRow> scores = spark
                .parallelize(numbers, tasks)
                .map(number -> SwapNull.score(all.value().get(number), period))
                .collect()
                .stream()
                .sorted(ORDER)
                .toList();
        all.destroy();
        return scores;
    }

    /** What a finding says of the same container elsewhere is what is said there. */
    private static Finding withoutWithheld(Finding finding, Set<ReplicatedContainer> withheld) {
        List<Finding.Elsewhere> others = finding.environments().stream()
                .map(other -> withheld.contains(new ReplicatedContainer(
                                other.environment(),
                                finding.container().namespace(),
                                finding.container().workload(),
                                finding.container().container()))
                        ? new Finding.Elsewhere(
                                other.environment(),
                                Verdict.INSUFFICIENT_DATA,
                                other.seriesPerHour(),
                                other.slopeBytesPerHour())
                        : other)
                .toList();
        return finding.with(others);
    }
}
