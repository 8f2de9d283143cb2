package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BirthsRegressionTest {
    private static final Pod POD = Incidents.pod("shop-0", 1, PRICE);
    private static final Panel PANEL = Pod.panel(POD);
    private static final Candidates CANDIDATES = Pod.candidates(POD);

    @Test
    void birthsExplainWhatTheyCost() {
        BirthsRegression with = regression(CANDIDATES.found());
        BirthsRegression without = regression(List.of());
        assertThat(with.rss()).isLessThan(0.5 * without.rss());
        assertThat(without.births()).isEmpty();
    }

    @Test
    void associationsComeInTheOrderOfTheCandidates() {
        List<Association> associations = regression(CANDIDATES.found()).associations(MemoryGrowth.of(PANEL));
        assertThat(associations).extracting(Association::candidate).isEqualTo(CANDIDATES.found());
        assertThat(associations.get(0).price().bytesPerSeries()).isCloseTo(PRICE, within(0.2 * PRICE));
    }

    @Test
    void lifetimesThatAreTooShortHaveNone() {
        assertThat(BirthsRegression.of(PANEL.until(0), CANDIDATES.groups(), CANDIDATES.found(), false))
                .isNull();
    }

    @Test
    void requestsOfWhichEachMakesSeriesAreOnePathWithBirths() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        pod.serving((life, hour) -> 50 * pod.born("host", life, hour));
        BirthsRegression regression = regression(pod);
        assertThat(regression.regression().columns())
                .doesNotContain(GrowthTerms.REQUESTS)
                .contains(GrowthTerms.AGE, GrowthTerms.TRAFFIC);
        // So the series have all of the credit.
        Association host =
                regression.associations(MemoryGrowth.of(Pod.panel(pod))).get(0);
        assertThat(host.price().bytesPerSeries()).isCloseTo(PRICE, within(0.2 * PRICE));
    }

    @Test
    void requestsWithACourseOfTheirOwnExplainBesideBirths() {
        Pod other = new Pod("other", 3, Incidents.HOURS).taking("host", 20, Pod.bursts(7, 4, Incidents.HOURS));
        Pod pod = Incidents.pod("shop-0", 1, PRICE).serving((life, hour) -> 50 * other.born("host", life, hour));
        assertThat(regression(pod).regression().columns()).contains(GrowthTerms.REQUESTS);
        assertThat(regression(Incidents.pod("shop-0", 1, PRICE)).regression().columns())
                .doesNotContain(GrowthTerms.REQUESTS);
    }

    @Test
    void oneLifetimeIsResampledByItsPieces() {
        Pod.Path noise = Pod.noise(1, 0.8, 3e4);
        Pod pod = new Pod("shop-0", 1, Incidents.HOURS).taking("host", 20, Pod.bursts(1, 4, Incidents.HOURS));
        pod.using((life, hour) -> 30e6 + PRICE * pod.born("host", life, hour) + noise.at(life, hour));
        Association host =
                regression(pod).associations(MemoryGrowth.of(Pod.panel(pod))).get(0);
        assertThat(host.lifetimes()).isEqualTo(1);
        // Resamples of a single lifetime would all be itself.
        assertThat(host.share().low()).isLessThan(host.share().estimate() - 1e-6);
    }

    @Test
    void aSeriesMayCostWhatASummaryDoes() {
        Pod dear = Incidents.pod("shop-0", 1, 30_000);
        Association host =
                regression(dear).associations(MemoryGrowth.of(Pod.panel(dear))).get(0);
        assertThat(host.price().bytesPerSeries()).isCloseTo(30_000, within(3000.0));
    }

    private static BirthsRegression regression(Pod pod) {
        Candidates candidates = Pod.candidates(pod);
        return BirthsRegression.of(Pod.panel(pod), candidates.groups(), candidates.found(), false);
    }

    private static BirthsRegression regression(List<Candidates.Candidate> candidates) {
        return BirthsRegression.of(PANEL, CANDIDATES.groups(), candidates, false);
    }
}
