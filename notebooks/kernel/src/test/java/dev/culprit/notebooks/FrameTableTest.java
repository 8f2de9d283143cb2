package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

final class FrameTableTest {
    @Test
    void labelValuesCannotBreakOutOfTheirCell() {
        Output output = table(false, "<script>alert(1)</script>", "a&b\" onmouseover=\"x", "two\nlines \u202eright")
                .output();
        assertThat(output.html())
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("a&amp;b&quot; onmouseover=&quot;x")
                .contains("two\\nlines \\u{202e}right");
        assertThat(output.text().lines()).hasSize(4);
    }

    @Test
    void plainTextStandsInColumns() {
        FrameTable table = new FrameTable(
                List.of("workload", "births"), List.of(false, true), List.of(List.of("wp-proxy", "68,525")), false);
        assertThat(table.output().text()).isEqualTo("workload  births\nwp-proxy  68,525");
    }

    @Test
    void whatIsNotShownIsTold() {
        assertThat(new FrameTable(List.of("a"), List.of(true), List.of(), false)
                        .output()
                        .text())
                .isEqualTo("a\nno rows");
        assertThat(table(true, "x").output().html()).contains("and more rows");
    }

    private static FrameTable table(boolean more, String... values) {
        List<List<String>> rows =
                List.of(values).stream().map(value -> List.of(Format.of(value))).toList();
        return new FrameTable(List.of("value"), List.of(false), rows, more);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0
            0.00004  | 4.0e-05
            0.0123   | 0.012
            -1.568   | -1.57
            48.31    | 48.3
            516      | 516
            26000.4  | 26,000
            NaN      | –
            """)
    void numbersHaveThreeFiguresThatCount(double value, String words) {
        assertThat(Format.of(value)).isEqualTo(words);
    }

    @Test
    void nestedValuesAreWords() {
        assertThat(Format.of(null)).isEqualTo("–");
        assertThat(Format.of(Instant.parse("2026-11-16T12:05:59Z"))).isEqualTo("16 Nov 12:05");
        assertThat(Format.of(RowFactory.create(1L, "a"))).isEqualTo("1, a");
        assertThat(Format.of(CollectionConverters.asScala(Map.of("b", "2", "a", "1"))))
                .isEqualTo("{a=\"1\", b=\"2\"}");
        assertThat(Format.of(CollectionConverters.asScala(List.of(1, 2, 3, 4, 5, 6, 7, 8))))
                .isEqualTo("1, 2, 3, 4, 5, 6 and 2 more");
    }
}
