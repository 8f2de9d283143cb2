package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.history.Lifetime;
import org.junit.jupiter.api.Test;

final class GridTest {
    private static final double HALF_HOUR = 1800;

    @Test
    void blocksAreWholeOnesOfTheAbsoluteGridAfterTheFirstHour() {
        // Started at 0:10: the hour ends at 1:10, and the next block begins at 1:30.
        Grid grid = Grid.of(new Lifetime(600, 12 * 3600, "restart"), HALF_HOUR);
        assertThat(grid.block()).startsWith(3, 4).hasSize(20);
        assertThat(grid.times()).startsWith(3.5 * HALF_HOUR, 4.5 * HALF_HOUR);
        assertThat(grid.ages()[0]).isEqualTo((3.5 * HALF_HOUR - 600) / 3600);
    }

    @Test
    void theLastMinutesOfAProcessAreLeftOut() {
        assertThat(Grid.of(new Lifetime(0, 6 * 3600, "restart"), HALF_HOUR).block())
                .endsWith(10);
        assertThat(Grid.of(new Lifetime(0, 6 * 3600 + 600, "restart"), HALF_HOUR)
                        .block())
                .endsWith(11);
    }

    @Test
    void fewerThanEightBlocksAreNone() {
        assertThat(Grid.of(new Lifetime(0, 5 * 3600 + 599, "restart"), HALF_HOUR))
                .isNull();
        assertThat(Grid.of(new Lifetime(0, 5 * 3600 + 600, "restart"), HALF_HOUR))
                .isNotNull();
    }

    @Test
    void someRowsAreStillThoseOfTheGrid() {
        Grid rows = Grid.of(new Lifetime(0, 12 * 3600, "restart"), HALF_HOUR).ofRows(2, 4);
        assertThat(rows.block()).containsExactly(4, 5);
        assertThat(rows.ages()).containsExactly(2.25, 2.75);
    }
}
