package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FamilyValuesTest {
    private static final SeriesColumns COLUMNS = SeriesColumns.of(List.of(
            Rows.series(0, 60, "m", Map.of("host", "a", "zone", "z")),
            Rows.series(30, 60, "n", Map.of("host", "a", "zone", "z")),
            Rows.series(20, 60, "m", Map.of("host", "b", "zone", "z")),
            Rows.series(25, 60, "n", Map.of("host", "a"))));

    private final ProcessSeries series = ProcessSeries.of(COLUMNS, new PairHashes(COLUMNS));
    private final FamilyValues values = new FamilyValues(series);

    @Test
    void aLabelMayVaryInOneFamilyAndBeConstantInAnother() {
        int host = COLUMNS.labels().indexOf("host");
        int zone = COLUMNS.labels().indexOf("zone");
        assertThat(values.widths(0)[host]).isEqualTo(2);
        assertThat(values.widths(0)[zone]).isEqualTo(1);
        assertThat(values.widths(1)[host]).isEqualTo(1);
        assertThat(values.widths(2)).isEqualTo(values.widths(0));
    }

    @Test
    void aValueMayBeOldInOneFamilyAndNewToAnother() {
        int host = series.pairWith(0, COLUMNS.labels().indexOf("host"));
        assertThat(values.firstSight(0, host)).isZero();
        assertThat(values.firstSight(1, host)).isEqualTo(25);
        assertThat(values.firstSight(2, host)).isZero();
    }

    @Test
    void birthsComeFamilyByFamily() {
        assertThat(values.inTurn(new int[] {0, 1, 2, 3})).containsExactly(0, 2, 1, 3);
    }
}
