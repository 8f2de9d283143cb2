package dev.culprit.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.chart.LineEndNames.End;
import dev.culprit.report.chart.SvgChart.ValueTick;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineEndNamesTest {
    @Test
    void namesThatAreFarApartStandWhereTheirLinesEnd() {
        assertThat(LineEndNames.place(List.of(new End("low", 80), new End("high", 10)), 100))
                .containsExactly(new ValueTick("10.0", "high"), new ValueTick("80.0", "low"));
    }

    @Test
    void namesThatWouldCoverEachOtherMoveDown() {
        assertThat(LineEndNames.place(List.of(new End("a", 10), new End("b", 12)), 100))
                .containsExactly(new ValueTick("10.0", "a"), new ValueTick("23.0", "b"));
    }

    @Test
    void atTheBottomTheyMoveUp() {
        assertThat(LineEndNames.place(List.of(new End("a", 99), new End("b", 100)), 100))
                .containsExactly(new ValueTick("87.0", "a"), new ValueTick("100.0", "b"));
    }
}
