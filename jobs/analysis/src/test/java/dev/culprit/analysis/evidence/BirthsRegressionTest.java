package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
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

    private static BirthsRegression regression(List<Candidates.Candidate> candidates) {
        return BirthsRegression.of(PANEL, CANDIDATES.groups(), candidates, false);
    }
}
