package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.TheilSen;
import dev.culprit.model.finding.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shapes of memory over days, each drawn in megabytes hour by hour. */
final class MemoryGrowthTest {
    private static final double[] LEAK = {
        30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54
    };
    private static final double[] PLATEAU = {
        30, 36, 40, 43, 45, 46, 47, 47.5, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48
    };
    private static final double[] EBB_AND_FLOW = {
        30, 30, 31, 32, 34, 36, 38, 40, 42, 43, 44, 44, 44, 43, 42, 40, 38, 36, 34, 32, 31, 30, 30, 30, 30
    };
    private static final double[] FLAT = {
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30
    };

    @Test
    void growthToTheEndIsALeak() {
        MemoryGrowth growth = growth(LEAK);
        assertThat(growth.shape()).isEqualTo(Shape.LEAK);
        assertThat(growth.leak()).isGreaterThan(0.9);
        assertThat(growth.grows()).isTrue();
        assertThat(growth.slope().estimate()).isCloseTo(1e6, within(0.05e6));
        assertThat(growth.slope().low()).isLessThan(1e6);
        assertThat(growth.slope().high()).isGreaterThan(1e6);
        assertThat(growth.risePerHour()).isCloseTo(1e6, within(0.1e6));
    }

    @Test
    void growthThatStopsIsAPlateau() {
        MemoryGrowth growth = growth(PLATEAU);
        assertThat(growth.shape()).isEqualTo(Shape.PLATEAU);
        assertThat(growth.leak()).isLessThan(0.5);
        assertThat(growth.grows()).isTrue();
    }

    /** More users came for three days: no warm-up of hours tells of that, so age has to, and would make a leak of it. */
    @Test
    void whatHasStoodForDaysAfterDaysOfGrowthIsAPlateau() {
        Pod.Path noise = Pod.noise(1, 0.5, 3e4);
        Pod[] pods = IntStream.range(0, 4)
                .mapToObj(i -> new Pod("shop-" + i, 1, 166)
                        .serving((life, hour) -> 1000 * hour)
                        .using((life, hour) -> 98e6 + 80e6 * Math.min(1, hour / 84) + noise.at(i, hour)))
                .toArray(Pod[]::new);
        MemoryGrowth growth = MemoryGrowth.of(Pod.panel(pods));
        assertThat(growth.shape()).isEqualTo(Shape.PLATEAU);
        assertThat(growth.leak()).isEqualTo(0.25);
        assertThat(growth.course().features(growth.rise().bytes(), growth.threshold(), true)[3])
                .as("age carries growth")
                .isPositive();
    }

    /** Its course alone speaks for a leak: it goes on to the end, by little, under noise that wanders by as much. */
    @Test
    void whatMayAsWellStandAndWouldNotMatterIsNoLeak() {
        Pod.Path noise = Pod.noise(5, 0.995, 6e4);
        MemoryGrowth growth = MemoryGrowth.of(
                Pod.panel(new Pod("shop-0", 1, 72).using((life, hour) -> 90e6 + 2.4e4 * hour + noise.at(life, hour))));
        assertThat(growth.slope().low()).isNegative();
        assertThat(24 * growth.slope().high()).isLessThan(growth.threshold());
        assertThat(growth.leak()).isEqualTo(0.25);
    }

    @Test
    void whatComesBackEveryDayIsEbbAndFlow() {
        Pod.Path day = Pod.along(1e6, EBB_AND_FLOW);
        Pod pod = new Pod("shop-0", 1, 96).using((life, hour) -> day.at(life, hour % 24));
        MemoryGrowth growth = MemoryGrowth.of(Pod.panel(pod));
        assertThat(growth.shape()).isEqualTo(Shape.EBB_AND_FLOW);
        assertThat(growth.grows()).isFalse();
    }

    @Test
    void whatStandsIsFlat() {
        MemoryGrowth growth = growth(FLAT);
        assertThat(growth.shape()).isEqualTo(Shape.FLAT);
        assertThat(growth.leak()).isLessThan(0.2);
        assertThat(growth.level()).isCloseTo(30e6, within(0.1e6));
        assertThat(growth.slope().estimate()).isCloseTo(0, within(0.05e6));
    }

    @Test
    void hoursAreTooShortForAWord() {
        MemoryGrowth growth = MemoryGrowth.of(Pod.panel(new Pod("shop-0", 6, 4).using(Pod.along(1e6, LEAK))));
        assertThat(growth.shape()).isEqualTo(Shape.SHORT);
        assertThat(growth.known()).isFalse();
        assertThat(growth.slopes()).isEmpty();
    }

    @Test
    void whatFollowsTrafficIsEbbAndFlow() {
        Pod.Path traffic = Pod.along(1, EBB_AND_FLOW);
        Pod pod = new Pod("shop-0", 1, 24)
                .using((life, hour) -> 1e6 * traffic.at(life, hour))
                .serving((life, hour) -> {
                    double requests = 0;
                    for (double at = 0; at + 1 / 12.0 <= hour; at += 1 / 12.0) {
                        requests += 300 * traffic.at(life, at);
                    }
                    return requests;
                });
        assertThat(MemoryGrowth.of(Pod.panel(pod)).shape()).isEqualTo(Shape.EBB_AND_FLOW);
    }

    @Test
    void growthBelowThreePercentOfTheLevelADayDoesNotMatter() {
        assertThat(growth(FLAT).threshold()).isCloseTo(2e6, within(1.0));
        double[] high = FLAT.clone();
        for (int hour = 0; hour < high.length; hour++) {
            high[hour] = 200;
        }
        assertThat(growth(high).threshold()).isCloseTo(6e6, within(0.01e6));
    }

    /** What a runtime takes before it stands it takes once. */
    @Test
    void ofSmallContainersLessADayMattersWhoseLivesAreLonger() {
        assertThat(MemoryGrowth.of(Pod.panel(standing(37))).threshold()).isCloseTo(2e6 * 24 / 35, within(0.1e6));
        assertThat(MemoryGrowth.of(Pod.panel(standing(140))).threshold()).isEqualTo(1e6);
    }

    private static Pod standing(int hours) {
        Pod.Path noise = Pod.noise(1, 0.5, 3e4);
        return new Pod("shop-0", 2, hours).using((life, hour) -> 20e6 + noise.at(life, hour));
    }

    @Test
    void everyLifetimeHasASlopeOfItsOwn() {
        Pod pod = new Pod("shop-0", 3, 24).using((life, hour) -> 30e6 + 1e6 * life * hour);
        assertThat(MemoryGrowth.of(Pod.panel(pod)).slopes())
                .hasSize(3)
                .allSatisfy(slope -> assertThat(slope.perHour().slope())
                        .isCloseTo(1e6 * Math.round(slope.life().start() / 86_400), within(0.1e6)));
    }

    @Test
    void aLeakIsNoSurerThanItsSlopeIsAboveZero() {
        int bounded = 0;
        for (int seed = 1; seed <= 20; seed++) {
            Pod.Path noise = Pod.noise(seed, 0.97, 6e5);
            Pod pod = new Pod("shop-0", 2, 24).using((life, hour) -> 60e6 + 2e5 * hour + noise.at(life, hour));
            MemoryGrowth growth = MemoryGrowth.of(Pod.panel(pod));
            double positive = GrowthRate.positive(growth.slope(), 80);
            assertThat(growth.leak()).isLessThanOrEqualTo(positive + 1e-3);
            bounded += Math.abs(growth.leak() - positive) < 1e-3 ? 1 : 0;
        }
        // By its course alone it would be surer.
        assertThat(bounded).isPositive();
    }

    @Test
    void theProbabilityOfALeakCanBeBounded() {
        MemoryGrowth doubted = growth(LEAK).atMost(0.4);
        assertThat(doubted.leak()).isEqualTo(0.4);
        assertThat(doubted.shape()).isEqualTo(Shape.PLATEAU);
        assertThat(growth(FLAT).atMost(0.4).leak()).isEqualTo(growth(FLAT).leak());
    }

    @Test
    void aLifetimeTooShortForThePanelHasAPlainSlope() {
        Replica replica = Pod.replicas(new Pod("shop-0", 1, 4).using(Pod.along(1e6, LEAK)))
                .get(0);
        TheilSen slope = MemoryGrowth.plainSlope(replica, replica.lives().get(0));
        assertThat(slope.slope()).isCloseTo(1e6, within(1.0));
        Replica briefest = Pod.replicas(new Pod("shop-0", 1, 0.55).using(Pod.along(1e6, LEAK)))
                .get(0);
        assertThat(MemoryGrowth.plainSlope(briefest, briefest.lives().get(0))).isNull();
    }

    /** Two replicas, three days. */
    private static MemoryGrowth growth(double[] megabytes) {
        return MemoryGrowth.of(Pod.panel(pod("shop-0", 1, megabytes), pod("shop-1", 2, megabytes)));
    }

    private static Pod pod(String name, long seed, double[] megabytes) {
        Pod.Path drawn = Pod.along(1e6, megabytes);
        Pod.Path noise = Pod.noise(seed, 0.5, 3e4);
        return new Pod(name, 3, 24).using((life, hour) -> drawn.at(life, hour) + noise.at(life, hour));
    }
}
