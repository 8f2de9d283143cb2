package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The threshold is 100. */
final class GrowthShapeTest {
    private static final LifetimePanel STANDS = Panels.lifetime("shop-0", 50, 51, 50, 49, 50, 51, 50, 49);
    private static final LifetimePanel SWINGS = Panels.lifetime("shop-0", 0, 100, 200, 300, 200, 100, 0, 0);

    @Test
    void theWordFollowsTheProbabilityThenTheRiseThenTheRange() {
        assertThat(pooled(STANDS, 0.5, 0)).isEqualTo(Shape.LEAK);
        assertThat(pooled(STANDS, 0.49, 200)).isEqualTo(Shape.PLATEAU);
        assertThat(pooled(SWINGS, 0.49, 90)).isEqualTo(Shape.EBB_AND_FLOW);
        assertThat(pooled(STANDS, 0.49, 90)).isEqualTo(Shape.FLAT);
    }

    @Test
    void aRiseThatIsNotSureIsNone() {
        assertThat(GrowthShape.of(List.of(STANDS), 0.1, 200, 70, 100)).isEqualTo(Shape.FLAT);
    }

    @Test
    void oneLifetimeThatGoesOnIsALeak() {
        assertThat(one(200, 60, 0.4, 1)).isEqualTo(Shape.LEAK);
    }

    @Test
    void oneThatHasStoppedIsAPlateau() {
        assertThat(one(200, 10, 0.4, 1)).isEqualTo(Shape.PLATEAU);
        assertThat(one(200, 60, 0.05, 1)).isEqualTo(Shape.PLATEAU);
    }

    @Test
    void oneWhoseRiseIsNoiseIsNeither() {
        assertThat(one(200, 60, 0.4, 40)).isEqualTo(Shape.FLAT);
        assertThat(one(90, 60, 0.4, 1)).isEqualTo(Shape.FLAT);
    }

    private static Shape pooled(LifetimePanel lifetime, double leak, double rise) {
        return GrowthShape.of(List.of(lifetime), leak, rise, 10, 100);
    }

    private static Shape one(double rise, double lateRise, double tail, double noise) {
        LifetimeReading reading = new LifetimeReading(rise, rise, 0, lateRise, 0.4, 9.6, noise, 24, tail);
        return GrowthShape.ofOne(reading, STANDS, 100);
    }
}
