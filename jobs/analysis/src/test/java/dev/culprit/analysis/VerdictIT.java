package dev.culprit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Incident.Environment;
import dev.culprit.analysis.Incident.Growing;
import dev.culprit.analysis.history.Observations;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole incidents with a known truth, and the verdict on them. */
final class VerdictIT {
    private static final Growing HOSTS = new Growing(List.of("host", "host_name"), "requests_total", 8, 25, 3000);
    private static final Growing FREE_HOSTS = new Growing(HOSTS.labels(), HOSTS.metric(), 8, 25, 0);
    private static final Growing FREE_CLIENTS = new Growing(List.of("client_id"), "logins_total", 12, 20, 0);
    private static final Environment QUIET = new Environment("test", 1, List.of(), 0, 1e6);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLabelWhoseNewValuesCostMemoryIsNamedWithItsPrice(long seed) {
        WorkloadAnalysis.Result result = new Incident(seed, 3)
                .with(new Environment("prod", 2, List.of(HOSTS), 0, 2e6))
                .with(QUIET)
                .analyse();
        Finding prod = finding(result, "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(prod.confidence()).isGreaterThan(0.85);
        assertThat(prod.memory().shape()).isEqualTo(Shape.LEAK);
        Finding.Culprit culprit = prod.culprits().get(0);
        assertThat(prod.culprits()).hasSize(1);
        assertThat(culprit.labels()).containsExactly("host", "host_name");
        assertThat(culprit.metrics()).containsExactly("requests_total");
        assertThat(culprit.seriesPerValue()).isBetween(24.9, 25.1);
        assertThat(culprit.values().valuePattern()).isEqualTo("*.tenant.example.com");
        assertThat(culprit.bytesPerSeries().estimate()).isBetween(0.8 * 3000, 1.2 * 3000);
        assertThat(culprit.bytesPerSeries().low())
                .isLessThanOrEqualTo(culprit.bytesPerSeries().estimate());
        assertThat(prod.evidence())
                .extracting(Finding.Evidence::kind)
                .contains("births", "association", "pod-contrast", "environment-contrast", "price", "memory");
        assertThat(prod.refutedBy()).isNotEmpty();
        assertThat(finding(result, "test").verdict()).isEqualTo(Verdict.STEADY);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void ofTwoGrowingLabelsTheOneThatCostsIsNamed(long seed) {
        Finding prod = finding(
                new Incident(seed, 4)
                        .with(new Environment("prod", 2, List.of(HOSTS, FREE_CLIENTS), 0, 2e6))
                        .with(QUIET)
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(prod.culprits()).extracting(Finding.Culprit::labels).containsExactly(List.of("host", "host_name"));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void anApplicationLeakIsNoLabel(long seed) {
        Finding prod = finding(
                new Incident(seed, 3)
                        .with(new Environment("prod", 2, List.of(), 6e5, 2e6))
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.NO_LABEL);
        assertThat(prod.culprits()).isEmpty();
        assertThat(prod.memory().slopeBytesPerHour()).isBetween(5e5, 7e5);
        assertThat(prod.memory().low()).isLessThan(prod.memory().slopeBytesPerHour());
        assertThat(prod.memory().hoursToLimit()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12, 13})
    void anApplicationLeakBesideAGrowingLabelAccusesNobody(long seed) {
        Finding prod = finding(
                new Incident(seed, 4)
                        .with(new Environment("prod", 2, List.of(FREE_HOSTS), 6e5, 2e6))
                        .with(QUIET)
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isIn(Verdict.NO_LABEL, Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aLabelThatGrowsWhileMemoryStandsIsWatched() {
        Finding prod = finding(
                new Incident(14, 3)
                        .with(new Environment("prod", 2, List.of(FREE_HOSTS), 0, 0))
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.WATCH);
        assertThat(prod.culprits().get(0).labels()).containsExactly("host", "host_name");
        assertThat(prod.culprits().get(0).bytesPerSeries()).isNull();
        assertThat(prod.memory().shape()).isEqualTo(Shape.FLAT);
    }

    @Test
    void memoryThatFollowsTrafficIsSteady() {
        Finding prod = finding(
                new Incident(15, 4)
                        .with(new Environment("prod", 2, List.of(), 0, 8e6))
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.STEADY);
        assertThat(prod.memory().shape()).isEqualTo(Shape.EBB_AND_FLOW);
    }

    @Test
    void growthOfTheSameLabelElsewhereWithFlatMemoryTellsAgainstIt() {
        WorkloadAnalysis.Result result = new Incident(16, 4)
                .with(new Environment("prod", 1, List.of(FREE_HOSTS), 6e5, 2e6))
                .with(new Environment("test", 1, List.of(FREE_HOSTS), 0, 2e6))
                .analyse();
        assertThat(finding(result, "prod").verdict()).isNotEqualTo(Verdict.LABEL);
        assertThat(finding(result, "test").verdict()).isEqualTo(Verdict.WATCH);
    }

    @Test
    void withoutMemoryReadingsTheFindingSaysSo() {
        Finding prod = finding(
                new Incident(17, 3)
                        .with(new Environment("prod", 2, List.of(HOSTS), 0, 2e6))
                        .withoutMemory()
                        .analyse(),
                "prod");
        assertThat(prod.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(prod.memory()).isNull();
        assertThat(prod.missing()).anyMatch(text -> text.contains("no readings"));
        assertThat(prod.missing()).anyMatch(text -> text.contains("host"));
    }

    @Test
    void aLeakWithoutScrapesCannotBeJudgedAndFlatMemoryWithoutScrapesIsSteady() {
        Finding leak = finding(
                new Incident(18, 3)
                        .with(new Environment("prod", 2, List.of(HOSTS), 0, 1e6))
                        .withoutScrapes()
                        .analyse(),
                "prod");
        assertThat(leak.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(leak.missing()).anyMatch(text -> text.startsWith("scrapes:"));
        Finding flat = finding(
                new Incident(19, 3)
                        .with(new Environment("prod", 2, List.of(), 0, 0))
                        .withoutScrapes()
                        .analyse(),
                "prod");
        assertThat(flat.verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void whereNoStartIsToldRestartsAreThoseThatExtractionFound() {
        WorkloadAnalysis.Result result = new Incident(20, 3)
                .withoutStartTimes()
                .with(new Environment("prod", 2, List.of(HOSTS), 0, 1e6))
                .analyse();
        assertThat(finding(result, "prod").memory().lifetimes()).isEqualTo(6);
        assertThat(finding(result, "prod").verdict()).isEqualTo(Verdict.LABEL);
    }

    @Test
    void oneLongLifetimeOfOnePodIsNeverSurerThanItsKindAllows() {
        Finding prod = finding(
                new Incident(21, 4)
                        .with(new Environment("prod", 1, List.of(HOSTS), 0, 2e6))
                        .withoutRestarts()
                        .analyse(),
                "prod");
        assertThat(prod.confidence()).isLessThanOrEqualTo(0.95);
        assertThat(prod.missing()).anyMatch(text -> text.contains("second replica"));
    }

    @Test
    void theOrderOfRowsAndPodsDoesNotMatter() {
        Incident incident = new Incident(23, 3)
                .with(new Environment("prod", 2, List.of(HOSTS, FREE_CLIENTS), 1e5, 2e6))
                .with(QUIET);
        List<Observations> shuffled = new ArrayList<>();
        Random random = new Random(1);
        for (Observations pod : incident.observations()) {
            shuffled.add(new Observations(
                    pod.container(),
                    pod.wholePod(),
                    shuffle(pod.memory(), random),
                    shuffle(pod.scrapes(), random),
                    shuffle(pod.families(), random),
                    shuffle(pod.series(), random)));
        }
        Collections.shuffle(shuffled, random);
        assertThat(WorkloadAnalysis.of(
                                shuffled.stream().map(Observations::history).toList(), incident.period())
                        .withoutHistories())
                .isEqualTo(incident.analyse().withoutHistories());
    }

    @Test
    void growthRowsCountWhatIsLeftWithoutTheLabels() {
        WorkloadAnalysis.Result result = new Incident(24, 2)
                .with(new Environment("prod", 1, List.of(HOSTS), 0, 1e6))
                .analyse();
        assertThat(result.trends()).hasSize(2);
        assertThat(result.growth()).isNotEmpty();
        for (WorkloadAnalysis.Placed<GrowthRow> placed : result.growth()) {
            GrowthRow row = placed.row();
            assertThat(row.labels()).containsExactly("host", "host_name");
            assertThat(row.growth().births()).isEqualTo(25 * row.growth().novelValues());
            // 25 series that differ in code and le, and five codes of the inventory.
            assertThat(row.distinctSeriesWithout()).isEqualTo(30);
            assertThat(row.distinctSeries()).isGreaterThan(row.growth().births());
            assertThat(row.values().examples()).hasSize(5).allMatch(value -> value.endsWith(".tenant.example.com"));
        }
    }

    private static <T> List<T> shuffle(List<T> rows, Random random) {
        List<T> copy = new ArrayList<>(rows);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static Finding finding(WorkloadAnalysis.Result result, String environment) {
        return result.findings().stream()
                .filter(placed -> placed.environment().equals(environment))
                .map(WorkloadAnalysis.Placed::row)
                .findFirst()
                .orElseThrow();
    }
}
