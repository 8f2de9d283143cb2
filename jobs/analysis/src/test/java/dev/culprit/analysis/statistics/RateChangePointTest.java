package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.PascalDistribution;
import org.junit.jupiter.api.Test;

/** A rate that falls for good is found; lulls, nights and slow declines are none. */
final class RateChangePointTest {
    private static final int DAYS = 8;

    @Test
    void valuesThatStopAreFoundAtTheirHour() {
        RateChangePoint drop = RateChangePoint.find(
                events(1, hour -> hour < 100 ? 6 : 0), watched(), RateChangePointTest::steadyTraffic);
        assertThat(drop.edge()).isBetween(99, 101);
        assertThat(drop.before()).isCloseTo(6, within(1.0));
        assertThat(drop.after()).isZero();
    }

    @Test
    void aFewValuesMayGoOn() {
        RateChangePoint drop = RateChangePoint.find(
                events(2, hour -> hour < 100 ? 20 : 1), watched(), RateChangePointTest::steadyTraffic);
        assertThat(drop.edge()).isBetween(98, 102);
        assertThat(drop.after()).isCloseTo(1, within(0.5));
    }

    @Test
    void halfAsManyValuesAreNoStop() {
        assertThat(RateChangePoint.find(
                        events(3, hour -> hour < 100 ? 20 : 10), watched(), RateChangePointTest::steadyTraffic))
                .isNull();
    }

    @Test
    void whatFollowsTrafficDownIsNoStop() {
        double[] events = events(4, hour -> hour < 100 ? 20 : 3);
        assertThat(RateChangePoint.find(events, watched(), RateChangePointTest::steadyTraffic))
                .isNotNull();
        assertThat(RateChangePoint.find(events, watched(), edge -> 0.15)).isNull();
    }

    @Test
    void everFewerValuesOfOneLongLifeAreNoStop() {
        for (int seed = 0; seed < 20; seed++) {
            double[] events = events(seed, hour -> 400 * Math.pow(1 + hour, -0.9));
            assertThat(RateChangePoint.find(events, watched(), RateChangePointTest::steadyTraffic))
                    .isNull();
        }
    }

    @Test
    void aQuietNightAtTheEndIsNoStop() {
        for (int seed = 0; seed < 20; seed++) {
            double[] events = events(seed, hour -> (hour + 9) % 24 < 12 ? 20 : 0.5);
            assertThat(RateChangePoint.find(events, watched(), RateChangePointTest::steadyTraffic))
                    .isNull();
        }
    }

    @Test
    void lullsOfBurstsAreNoStop() {
        for (int seed = 0; seed < 200; seed++) {
            double[] bursts = wandering(seed, 4);
            double[] events = events(seed, hour -> 6 * Math.exp(1.2 * bursts[hour]));
            assertThat(RateChangePoint.find(events, watched(), RateChangePointTest::steadyTraffic))
                    .as("seed %d", seed)
                    .isNull();
        }
    }

    @Test
    void hoursThatNobodyWatchedAreNoSilence() {
        double[] hours = watched();
        double[] events = events(5, hour -> 6);
        for (int i = 100; i < hours.length; i++) {
            hours[i] = 0;
            events[i] = 0;
        }
        assertThat(RateChangePoint.find(events, hours, RateChangePointTest::steadyTraffic))
                .isNull();
    }

    @Test
    void lowerTailIsThatOfTheNegativeBinomial() {
        // Hipparchus counts failures before the r-th success: mean r (1 - p) / p.
        PascalDistribution reference = new PascalDistribution(3, 3 / (3 + 40.0));
        for (int count : new int[] {0, 1, 5, 20, 80}) {
            assertThat(Math.exp(RateChangePoint.logLowerTail(count, 40, 3)))
                    .isCloseTo(reference.cumulativeProbability(count), within(1e-12));
        }
        assertThat(RateChangePoint.logLowerTail(0, 1e6, 500)).isCloseTo(500 * Math.log(500 / 1000500.0), within(1e-6));
    }

    @Test
    void steadyValuesHaveTheLeastVarianceAndBurstsMore() {
        assertThat(RateChangePoint.windowVariance(events(6, hour -> 30), watched(), 24 * DAYS, 12))
                .isEqualTo(0.05);
        double[] bursts = wandering(7, 8);
        double[] events = events(7, hour -> 30 * Math.exp(bursts[hour]));
        double half = RateChangePoint.windowVariance(events, watched(), 24 * DAYS, 12);
        assertThat(half).isGreaterThan(0.5);
        assertThat(RateChangePoint.windowVariance(events, watched(), 24 * DAYS, 96))
                .isLessThan(half);
    }

    private static double steadyTraffic(int edge) {
        return 1;
    }

    private static double[] watched() {
        double[] hours = new double[24 * DAYS];
        Arrays.fill(hours, 1);
        // The first hour of every day's process is its warm-up.
        IntStream.range(0, DAYS).forEach(day -> hours[24 * day] = 0);
        return hours;
    }

    private static double[] events(long seed, IntToDoubleFunction rate) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] hours = watched();
        double[] events = new double[hours.length];
        for (int i = 0; i < events.length; i++) {
            double left = rate.applyAsDouble(i) * hours[i];
            for (left += Math.log(1 - random.nextDouble()); left > 0; left += Math.log(1 - random.nextDouble())) {
                events[i]++;
            }
        }
        return events;
    }

    /** Unit variance; correlation falls to 1/e within so many hours. */
    private static double[] wandering(long seed, double correlationHours) {
        SplittableRandom random = new SplittableRandom(seed + 1000);
        double keep = Math.exp(-1 / correlationHours);
        double[] path = new double[24 * DAYS];
        double at = random.nextGaussian();
        for (int i = 0; i < path.length; i++) {
            path[i] = at;
            at = keep * at + Math.sqrt(1 - keep * keep) * random.nextGaussian();
        }
        return path;
    }
}
