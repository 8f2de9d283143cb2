package dev.culprit.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Incident;
import dev.culprit.analysis.Incident.Environment;
import dev.culprit.analysis.Incident.Growing;
import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.correlate.JudgedFleet.Controlled;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names of one fleet held against what chance names in it, on real Spark. */
final class JudgedFleetIT {
    private static final int DAYS = 3;
    private static final Period PERIOD = new Incident(1, DAYS).period();
    private static final List<String> ENVIRONMENTS = List.of("prod", "test");
    private static final String GUILTY = "guilty";
    private static final int LENDERS = 24;

    /** Judged once for all tests: they are the same in each. */
    private static final WorkloadAnalysis.Result KNOWN = guilty();

    private static final List<WorkloadAnalysis.Result> INNOCENT =
            IntStream.rangeClosed(1, LENDERS).mapToObj(JudgedFleetIT::lender).toList();

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder().master("local[2]").getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** Its label costs ten megabytes a day in production. */
    private static WorkloadAnalysis.Result guilty() {
        return judged(
                GUILTY,
                new Incident(700, DAYS)
                        .with(new Environment("prod", 2, List.of(hosts(2000)), 0, 1e6))
                        .with(new Environment("test", 1, List.of(), 0, 1e6)));
    }

    /** Its label takes as many values, and memory stands. */
    private static WorkloadAnalysis.Result lender(int number) {
        return judged(
                "team-" + number,
                new Incident(700 + number, DAYS).with(new Environment("prod", 2, List.of(hosts(0)), 0, 1e6)));
    }

    private static Growing hosts(double bytes) {
        return new Growing(List.of("host"), "requests_total", 20, 12, bytes);
    }

    private static WorkloadAnalysis.Result judged(String namespace, Incident incident) {
        List<ContainerHistory> histories = incident.observations().stream()
                .map(Observations::history)
                .map(history -> history.of(in(namespace, history.container())))
                .toList();
        return WorkloadAnalysis.of(histories, PERIOD);
    }

    private static Container in(String namespace, Container container) {
        return new Container(
                container.environment(),
                container.cluster(),
                namespace,
                container.workload(),
                container.pod(),
                container.container());
    }

    private static Map<String, Controlled> controlled(WorkloadAnalysis.Result guilty, int lenders) {
        JudgedFleet fleet = new JudgedFleet().add(guilty);
        INNOCENT.stream().limit(lenders).forEach(lender -> fleet.merge(new JudgedFleet().add(lender)));
        return fleet.controlled(JavaSparkContext.fromSparkContext(spark.sparkContext()), ENVIRONMENTS, PERIOD, 0.05);
    }

    private static Finding guilty(Controlled environment) {
        return environment.findings().stream()
                .filter(finding -> finding.container().namespace().equals(GUILTY))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNameThatStandsOutFromForeignBirthsStays() {
        Controlled prod = controlled(KNOWN, LENDERS).get("prod");
        assertThat(prod.nullScores()).hasSize(LENDERS);
        assertThat(prod.withheld()).isEmpty();
        assertThat(guilty(prod).verdict()).isEqualTo(Verdict.LABEL);
        assertThat(guilty(prod).pValue()).isEqualTo(1.0 / (1 + LENDERS));
    }

    @Test
    void aNameThatChanceReachesIsASuspectAndElsewhereItIsNoNameEither() {
        List<Tested> unsure = KNOWN.tested().stream()
                .map(test -> new Tested(test.container(), Double.NEGATIVE_INFINITY, test.named(), test.suspects()))
                .toList();
        Map<String, Controlled> controlled = controlled(
                new WorkloadAnalysis.Result(KNOWN.findings(), KNOWN.trends(), KNOWN.growth(), unsure, KNOWN.growing()),
                LENDERS);
        Finding prod = guilty(controlled.get("prod"));
        assertThat(prod.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(prod.culprits()).isEmpty();
        assertThat(prod.suspects()).extracting(suspect -> suspect.labels()).contains(List.of("host"));
        assertThat(prod.missing().get(0)).startsWith("what sets it apart from chance: 24 of 24 pairs");
        assertThat(controlled.get("prod").withheld()).containsExactly(prod.container());
        assertThat(guilty(controlled.get("test")).environments())
                .filteredOn(other -> other.environment().equals("prod"))
                .extracting(Finding.Elsewhere::verdict)
                .containsExactly(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void fewWorkloadsAreJudgedAsBefore() {
        Controlled prod = controlled(KNOWN, 5).get("prod");
        assertThat(prod.nullScores()).isEmpty();
        assertThat(prod.findings())
                .filteredOn(finding -> finding.container().namespace().equals(GUILTY))
                .isEqualTo(KNOWN.findings().stream()
                        .filter(placed -> placed.environment().equals("prod"))
                        .map(WorkloadAnalysis.Placed::row)
                        .toList());
    }
}
