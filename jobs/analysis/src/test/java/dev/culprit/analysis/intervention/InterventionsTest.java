package dev.culprit.analysis.intervention;

import static dev.culprit.analysis.intervention.Changes.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import dev.culprit.model.finding.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InterventionsTest {
    @Test
    void valuesThatStopWithGrowthConvict() {
        Intervention change = find(Changes.birthsStop(3));
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.CONVICTS);
        assertThat(change.labels()).containsExactly("host");
        assertThat(change.price().estimate()).isBetween(0.8 * Changes.PRICE, 1.2 * Changes.PRICE);
    }

    @Test
    void theMomentIsDatedAndKept() {
        Finding.Intervention kept = find(Changes.birthsStop(3)).kept();
        assertThat(kept.at().earliest()).isBeforeOrEqualTo(Rows.time(3 * DAY));
        assertThat(kept.at().latest()).isAfterOrEqualTo(Rows.time(3 * DAY));
        assertThat(kept.kind()).isEqualTo(Finding.Intervention.BIRTHS_STOPPED);
        assertThat(kept.conclusion()).isEqualTo("convicts");
    }

    @Test
    void valuesThatStopWhileGrowthGoesOnAcquit() {
        Intervention change = find(Changes.birthsStopInVain(3));
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
    }

    @Test
    void anExperimentInOneReplicaIsRecognized() {
        Intervention change = find(Changes.birthsStopInOne(3));
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED_IN_ONE);
        assertThat(change.conclusion()).isEqualTo(Conclusion.CONVICTS);
        assertThat(change.kept().kind()).isEqualTo(Finding.Intervention.BIRTHS_STOPPED_IN_ONE);
        assertThat(change.price().estimate()).isBetween(0.8 * Changes.PRICE, 1.2 * Changes.PRICE);
    }

    @Test
    void growthThatGoesOnInThatReplicaAcquits() {
        Intervention change = find(Changes.birthsStopInOneInVain(3));
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED_IN_ONE);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
    }

    @Test
    void valuesThatBeginWithGrowthConvict() {
        Intervention change = find(Changes.birthsStart(3));
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STARTED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.CONVICTS);
    }

    @Test
    void growthThatStopsWhileValuesGoOnAcquits() {
        Intervention change = find(Changes.growthStops(3));
        assertThat(change.kind()).isEqualTo(Kind.GROWTH_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
    }

    @Test
    void whereNothingChangedNothingIsFound() {
        assertThat(find(Changes.nothing())).isNull();
    }

    /** Without knowledge of what a series costs; null where nothing is found. */
    private static @Nullable Intervention find(Changes changes) {
        return Interventions.find(
                        changes.replicas(), changes.panel(), changes.candidates(), changes.group(), Double.NaN)
                .orElse(null);
    }
}
