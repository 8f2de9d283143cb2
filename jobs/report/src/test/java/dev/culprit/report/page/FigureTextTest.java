package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding.Figure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureTextTest {
    @ParameterizedTest
    @CsvSource({
        "bytesPerSeries, 990, bytes a series, 990 B",
        "low, 765, lower bound, 765 B",
        "high, 1080, upper bound, 1.1 kB",
        "mostBytesPerSeries, 1084, most bytes a series, 1.1 kB",
        "leastBytes, 354000, least bytes, 354 kB",
        "measuredBytesPerHour, 30000, measured, 0.03 MB/h",
        "shareLow, 0.8, share low, 80 %",
        "seriesPerHourBefore, 538, series an hour before, 538"
    })
    void figuresHaveWordsAndUnits(String name, double value, String words, String text) {
        ReportPage.Fact fact = FigureText.of(new Figure(name, value));
        assertThat(fact.name()).isEqualTo(words);
        assertThat(fact.value()).isEqualTo(text);
    }
}
