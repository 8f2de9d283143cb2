package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoseResponseTest {
    private static final double[] HOURS = {24, 24, 20, 24, 12, 24, 24};
    private static final double[] BIRTHS = {100, 300, 50, 400, 200, 150, 250};

    @Test
    void lifetimesWithMoreBirthsGrewMore() {
        double[] rises = new double[7];
        Arrays.setAll(rises, i -> 1000 * BIRTHS[i] + 2000 * HOURS[i] + (i % 2 == 0 ? 500 : -500));
        DoseResponse response = DoseResponse.of(rises, BIRTHS, List.of(HOURS));
        assertThat(response.bytesPerSeries()).isCloseTo(1000, within(10.0));
        assertThat(response.t()).isGreaterThan(10);
        assertThat(response.lifetimes()).isEqualTo(7);
    }

    @Test
    void growthThatGoesWithHoursIsNotTheBirths() {
        double[] rises = new double[7];
        Arrays.setAll(rises, i -> 2000 * HOURS[i] + (i % 3 - 1) * 500);
        DoseResponse response = DoseResponse.of(rises, BIRTHS, List.of(HOURS));
        assertThat(response.bytesPerSeries()).isCloseTo(0, within(10.0));
        assertThat(Math.abs(response.t())).isLessThan(3);
    }

    @Test
    void fiveLifetimesAreTooFew() {
        assertThat(DoseResponse.of(new double[5], new double[] {1, 2, 3, 4, 5}, List.of(new double[] {1, 1, 1, 1, 2})))
                .isNull();
    }

    @Test
    void birthsThatGoWithHoursTellNothing() {
        double[] births = Arrays.stream(HOURS).map(hours -> 7 * hours).toArray();
        assertThat(DoseResponse.of(BIRTHS, births, List.of(HOURS))).isNull();
    }
}
