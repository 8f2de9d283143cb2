package dev.culprit.analysis.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExperimentForecastTest {
    private static final Changes LEAKING = Changes.nothing();

    private static @Nullable Double hours(double bytesPerHour) {
        return ExperimentForecast.hours(
                LEAKING.replicas().get(0),
                LEAKING.panel().ofPod("shop-0"),
                LEAKING.candidates(),
                LEAKING.group(),
                bytesPerHour);
    }

    @Test
    void whatStandsOutOfTheNoiseShowsWithinADay() {
        assertThat(hours(Changes.COST)).isBetween(5.0, 24.0);
    }

    @Test
    void theLessTheBirthsCostTheLongerItTakes() {
        assertThat(hours(Changes.COST / 2)).isGreaterThanOrEqualTo(hours(Changes.COST));
    }

    /** Less than a megabyte a day is nothing that anybody could see stop. */
    @Test
    void growthThatCannotBeSeenIsNoExperiment() {
        assertThat(hours(1e4)).isNull();
    }

    @Test
    void piecesAreThoseOfTheInterruptedTimeSeries() {
        assertThat(InterruptedTimeSeries.pieceLengths(List.of(46, 46, 46, 4), 1800)
                        .toArray())
                .containsExactly(23, 23, 23, 23, 23, 23);
    }
}
