package dev.culprit.analysis.intervention;

import static dev.culprit.analysis.intervention.Changes.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthStopTest {
    @Test
    void aDeployThatEndsGrowthWhileValuesGoOnAcquitsTheLabel() {
        Changes changes = Changes.growthStops(3);
        GrowthStop stop = find(changes);
        assertThat(stop).isNotNull();
        Intervention change = stop.intervention(changes.arrivals(), List.of("host"));
        assertThat(change.kind()).isEqualTo(Kind.GROWTH_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
        assertThat(change.kept().at().moment().getEpochSecond()).isCloseTo((long) (3 * DAY), within(1200L));
    }

    @Test
    void growthThatGoesOnIsNoStop() {
        assertThat(find(Changes.nothing())).isNull();
    }

    @Test
    void growthThatStopsWithTheValuesIsNotThisKind() {
        assertThat(find(Changes.birthsStop(3))).isNull();
    }

    private static GrowthStop find(Changes changes) {
        return GrowthStop.find(changes.arrivals(), changes.panel(), changes.candidates(), changes.group());
    }
}
