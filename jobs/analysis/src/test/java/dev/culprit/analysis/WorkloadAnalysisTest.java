package dev.culprit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.TrendRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One workload in two environments: in production {@code host} costs, in test nothing grows. */
final class WorkloadAnalysisTest {
    private static final List<ContainerHistory> HISTORIES =
            Pod.histories(costly("shop-0", 1), costly("shop-1", 2), quiet());
    private static final WorkloadAnalysis.Result RESULT = WorkloadAnalysis.of(HISTORIES, quiet().period());

    @Test
    void everyEnvironmentHasOneFinding() {
        assertThat(RESULT.findings())
                .extracting(WorkloadAnalysis.Placed::environment)
                .containsExactly("prod", "test");
        assertThat(finding(0).verdict()).isEqualTo(Verdict.LABEL);
        assertThat(finding(1).verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void aFindingTellsOfTheOtherEnvironments() {
        assertThat(finding(0).environments())
                .extracting(Finding.Elsewhere::environment)
                .containsExactly("test");
    }

    @Test
    void aCulpritHasItsPriceItsPatternAndWhatItsRemovalSaves() {
        Finding.Culprit culprit = finding(0).culprits().get(0);
        assertThat(culprit.labels()).containsExactly("host");
        assertThat(culprit.metrics()).containsExactly("host_total");
        assertThat(culprit.seriesPerValue()).isEqualTo(20);
        assertThat(culprit.values().valuePattern()).isEqualTo("<n>-<n>");
        assertThat(culprit.bytesPerSeries().estimate()).isBetween(2400.0, 3600.0);
        assertThat(culprit.saving().bytes()).isPositive();
    }

    @Test
    void aSavingIsWhatTheLastProcessesHoldAndNotWhatEverWasBorn() {
        double[] last = RESULT.growth().stream()
                .map(WorkloadAnalysis.Placed::row)
                .filter(row -> row.end().equals(lastScrape()))
                .mapToDouble(row -> row.growth().births())
                .toArray();
        assertThat(last).hasSize(2);
        assertThat(finding(0).culprits().get(0).saving().series()).isEqualTo(Math.round((last[0] + last[1]) / 2));
    }

    @Test
    void seriesThatAreGoneAreNobodysToSave() {
        List<ContainerHistory> expiring = Stream.of(costly("shop-0", 1), costly("shop-1", 2))
                .map(pod -> pod.expiring(2).history())
                .toList();
        Finding.Culprit culprit = WorkloadAnalysis.of(expiring, quiet().period())
                .findings()
                .get(0)
                .row()
                .culprits()
                .get(0);
        assertThat(culprit.saving().series())
                .isPositive()
                .isLessThan(finding(0).culprits().get(0).saving().series() / 3);
    }

    private static Instant lastScrape() {
        return RESULT.growth().stream()
                .map(placed -> placed.row().end())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Test
    void whoNamesALabelSuspectsNobodyElse() {
        assertThat(finding(0).suspects()).isEmpty();
        assertThat(finding(1).suspects()).isEmpty();
    }

    @Test
    void whatCannotBeJudgedTellsWhomItWouldLookAt() {
        Pod unread = new Pod("shop-0", 3, 24).taking("host", 20, Pod.bursts(1, 6, 24));
        assertThat(WorkloadAnalysis.of(Pod.histories(unread), unread.period())
                        .findings()
                        .get(0)
                        .row()
                        .suspects())
                .extracting(suspect -> suspect.labels().get(0))
                .containsExactly("host");
    }

    @Test
    void everyLifetimeHasATrend() {
        assertThat(RESULT.trends()).hasSize(9);
        TrendRow first = RESULT.trends().get(0).row();
        assertThat(first.start()).isEqualTo(Rows.time(0));
        assertThat(first.shape()).isEqualTo("leak");
    }

    @Test
    void growthIsToldByProcessAndFamily() {
        assertThat(RESULT.growth()).hasSize(6);
        GrowthRow first = RESULT.growth().get(0).row();
        assertThat(first.labels()).containsExactly("host");
        assertThat(first.growth().births()).isEqualTo(20 * first.growth().novelValues());
        assertThat(first.distinctSeriesWithout()).isEqualTo(20);
    }

    @Test
    void theOrderOfHistoriesDoesNotMatter() {
        List<ContainerHistory> turned = new ArrayList<>(HISTORIES);
        Collections.reverse(turned);
        assertThat(WorkloadAnalysis.of(turned, quiet().period())).isEqualTo(RESULT);
    }

    private static Finding finding(int index) {
        return RESULT.findings().get(index).row();
    }

    private static Pod costly(String name, long seed) {
        Pod.Path noise = Pod.noise(seed, 0.8, 5e4);
        Pod pod = new Pod(name, 3, 24).serving((life, hour) -> 1000 * hour).taking("host", 20, Pod.bursts(seed, 6, 24));
        return pod.using((life, hour) -> 30e6 + 3000 * pod.born("host", life, hour) + noise.at(life, hour));
    }

    private static Pod quiet() {
        Pod.Path noise = Pod.noise(3, 0.8, 5e4);
        return new Pod("shop-0", 3, 24)
                .in("test")
                .serving((life, hour) -> 1000 * hour)
                .using((life, hour) -> 30e6 + noise.at(life, hour));
    }
}
