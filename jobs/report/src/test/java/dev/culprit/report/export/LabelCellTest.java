package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelCellTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            40 | not proved: path, query, 0.62
            29 | not proved: path, query, 0.62
            28 | not proved: path +1, 0.62
            24 | not proved: pa… +1, 0.62
            12 | not proved:…
            """)
    void aSuspectKeepsItsMarkAndItsProbability(int width, String shown) {
        assertThat(new LabelCell("not proved: ", List.of("path", "query"), ", 0.62").within(width))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20 | path, query, user
            16 | path, query +1
            8  | path +2
            6  | pa… +2
            """)
    void ofTheNamedAsManyStandThereAsFit(int width, String shown) {
        assertThat(LabelCell.of(List.of("path", "query", "user")).within(width)).isEqualTo(shown);
    }
}
