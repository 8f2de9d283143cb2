package dev.culprit.analysis.intervention;

import static dev.culprit.analysis.intervention.Changes.COST;
import static dev.culprit.analysis.intervention.Changes.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.finding.Finding.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class InterruptedTimeSeriesTest {
    private static final Changes STOPPED = Changes.birthsStop(3);
    private static final InterruptedTimeSeries SLOPES = STOPPED.around(3 * DAY, 3 * DAY);

    @Test
    void slopesBeforeAndAfterAreFound() {
        assertThat(SLOPES.total().before()[0]).isCloseTo(COST, within(0.5 * COST));
        assertThat(SLOPES.total().after()[0]).isCloseTo(0, within(0.1 * COST));
    }

    @Test
    void birthsAreMeasuredByTheSameYardstickSoThatTheirQuotientIsThePrice() {
        double saved = SLOPES.total().before()[0] - SLOPES.total().after()[0];
        double fewer = SLOPES.births().before()[0] - SLOPES.births().after()[0];
        assertThat(saved / fewer).isCloseTo(Changes.PRICE, within(0.1 * Changes.PRICE));
    }

    @Test
    void resamplesScatterAroundTheEstimate() {
        double[] before = SLOPES.total().before();
        assertThat(before).hasSize(201);
        assertThat(RobustStatistics.quantile(before, 0.05)).isLessThan(before[0]);
        assertThat(RobustStatistics.quantile(before, 0.95)).isGreaterThan(before[0]);
    }

    @Test
    void sidesSayWhatTheyAreMadeOf() {
        assertThat(SLOPES.sideBefore().lifetimes()).isEqualTo(6);
        assertThat(SLOPES.sideAfter().lifetimes()).isEqualTo(6);
        assertThat(SLOPES.sideBefore().hours()).isBetween(6 * 20.0, 6 * 24.0);
    }

    @Test
    void hoursOnOneSideAreTooFew() {
        assertThat(STOPPED.around(0.1 * DAY, 0.1 * DAY)).isNull();
        assertThat(STOPPED.around(5.9 * DAY, 5.9 * DAY)).isNull();
    }

    @Test
    void whatCanBeSeenToStopIsTwoPercentOfTheLevelADayAndAMegabyteAtLeast() {
        assertThat(SLOPES.visible()).isCloseTo(1e6 / 24, within(1.0));
    }

    @Test
    void anIntervalHoldsItsEstimate() {
        double[] samples = new double[101];
        Arrays.setAll(samples, i -> i);
        samples[0] = 200;
        Interval interval = InterruptedTimeSeries.interval(samples, 0.05);
        assertThat(interval.estimate()).isEqualTo(200);
        assertThat(interval.low()).isCloseTo(6, within(1e-9));
        assertThat(interval.high()).isEqualTo(200);
    }

    @Test
    void withoutACounterTrafficIsTheSame() {
        assertThat(SLOPES.requestsRatio()).isEqualTo(1);
    }
}
