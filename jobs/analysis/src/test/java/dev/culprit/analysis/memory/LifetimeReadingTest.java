package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lifetime of twenty rows. Nothing of its memory is explained by what comes back. */
final class LifetimeReadingTest {
    private static final int ROWS = 20;

    @Test
    void withoutRequestsTheLatePartIsOfTheRows() {
        LifetimeReading reading = reading(Panels.of(Panels.lifetime("a", rows(row -> 10 * row))));
        // From row 12 to row 19.
        assertThat(reading.lateShare()).isCloseTo(7 / 19.0, within(1e-12));
        // The medians of rows 10 to 13 and 17 to 19.
        assertThat(reading.lateRise()).isCloseTo(180 - 115, within(1e-9));
    }

    @Test
    void whereRequestsEndEarlyTheLatePartIsOfThem() {
        // A night without traffic follows a day in which memory grew with it.
        LifetimeReading reading = reading(counted(row -> 10 * Math.min(row, 9), row -> 100 * Math.min(row, 9)));
        // 60 % of 900 requests are reached in row 6, after which a third of them follows.
        assertThat(reading.lateShare()).isCloseTo(1 / 3.0, within(1e-12));
        // The medians of rows 4 to 7 and 17 to 19: growth goes on as long as there are requests.
        assertThat(reading.lateRise()).isCloseTo(90 - 55, within(1e-9));
    }

    @Test
    void whereRequestsComeLateTheLatePartIsOfTheRows() {
        LifetimeReading reading = reading(counted(row -> 10 * row, row -> 100 * Math.max(0, row - 10)));
        assertThat(reading.lateShare()).isCloseTo(7 / 19.0, within(1e-12));
        assertThat(reading.lateRise()).isCloseTo(180 - 115, within(1e-9));
    }

    @Test
    void aLatePartWithoutAnyRequestsStillHasAShare() {
        LifetimeReading reading = reading(counted(row -> 10 * row, row -> row == 0 ? 0 : 100));
        assertThat(reading.lateShare()).isEqualTo(0.02);
        assertThat(reading.lateRise()).isFinite();
    }

    private interface OfRow {
        double at(int row);
    }

    private static double[] rows(OfRow value) {
        double[] values = new double[ROWS];
        Arrays.setAll(values, value::at);
        return values;
    }

    private static Panel counted(OfRow memory, OfRow requests) {
        LifetimePanel lifetime =
                Panels.lifetime("a", rows(memory), Panels.repeat(1, ROWS), Panels.repeat(1, ROWS), rows(requests));
        return new Panel(List.of(lifetime), Panels.BLOCK, true, 1, false);
    }

    private static LifetimeReading reading(Panel panel) {
        Design design = Design.of(panel, GrowthTerms.of(panel));
        return LifetimeReading.of(
                design,
                0,
                new ByColumn(design.columns(), new double[design.columns().size()]));
    }
}
