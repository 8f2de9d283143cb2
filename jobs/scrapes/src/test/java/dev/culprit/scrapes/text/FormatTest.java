package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.ScrapeRow;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One body, one line or a few: what either format allows, and what neither does. */
final class FormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain                    | up 1                                  | up unknown {}",
                "labels                   | up{a=\"x\",b=\"y\"} 1                 | up unknown {a=x, b=y}",
                "empty braces             | up{} 1                                | up unknown {}",
                "blanks everywhere        | ` \tup { a = \"x\" , b=\"y\" }\t 1 `  | up unknown {a=x, b=y}",
                "trailing comma           | up{a=\"x\",} 1                        | up unknown {a=x}",
                "missing comma            | up{a=\"x\" b=\"y\"} 1                 | up unknown {a=x, b=y}",
                "empty value              | up{a=\"\",b=\"y\"} 1                  | up unknown {b=y}",
                "no blank before value    | up{a=\"x\"}1                          | up unknown {a=x}",
                "braces in values         | up{a=\"}{\"} 1                        | up unknown {a=}{}",
                "hash in values           | up{a=\"# {b\"} 1                      | up unknown {a=# {b}",
                "quote and backslash      | up{a=\"\\\"\\\\\"} 1                  | up unknown {a=\"\\}",
                "unknown escape stays     | up{a=\"domain\\user\"} 1              | up unknown {a=domain\\user}",
                "not ASCII                | up{a=\"Köln\"} 1                      | up unknown {a=Köln}",
                "UTF-8 name               | {\"my.metric\",a=\"x\"} 1             | my.metric unknown {a=x}",
                "UTF-8 name comes last    | {a=\"x\",\"my.metric\"} 1             | my.metric unknown {a=x}",
                "UTF-8 label              | {\"my.metric\",\"http.code\"=\"2\"} 1 | my.metric unknown {http.code=2}",
                "quoted label             | up{\"http.code\"=\"2\"} 1             | up unknown {http.code=2}",
                "name as a label          | {__name__=\"up\",a=\"x\"} 1           | up unknown {a=x}",
                "label twice: first wins  | up{a=\"x\",a=\"y\"} 1                 | up unknown {a=x}",
                "le without a type        | up{le=\"1\"} 1                        | up unknown {le=1}",
                "type and unit labels     | up{__type__=\"gauge\",__unit__=\"s\"} 1 | up unknown {}",
                "milliseconds             | up 1 1395066363000                    | up unknown {}",
                "seconds                  | up 1 1395066363.123                   | up unknown {}",
                "negative timestamp       | up 1 -3                               | up unknown {}",
                "exemplar                 | up{a=\"x\"} 1 # {t=\"}\"} 0.5         | up unknown {a=x}",
                "exemplar with times      | up 1 2.5 # {t=\"o\"} 0.5 1.5          | up unknown {}",
                "exemplar without labels  | up 1 # {} 0.5                         | up unknown {}",
                "not a number             | up NaN                                | up unknown {}",
                "infinite                 | up -INF                               | up unknown {}",
            })
    void isRead(String what, String line, String series) {
        RecordedRows rows = RecordedRows.of(line + "\n");
        assertThat(rows.names()).containsExactly(series);
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
    }

    /** Prometheus writes numbers in labels in one way where the type says that they are numbers, and nowhere else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "histogram      | x_bucket{le=\"1\"}                | x_bucket histogram {le=1.0}",
                "histogram      | x_bucket{le=\"1d\"}               | x_bucket histogram {le=1d}",
                "histogram      | x_bucket{le=\" 1 \"}              | x_bucket histogram {le= 1 }",
                "histogram      | x_bucket{le=\"1_0\"}              | x_bucket histogram {le=10.0}",
                "histogram      | x_bucket{ le=\"Infinity\"}        | x_bucket histogram {le=+Inf}",
                "histogram      | x_bucket{le=\"1\",quantile=\"1\"} | x_bucket histogram {le=1.0, quantile=1}",
                "gaugehistogram | x_bucket{le=\"1\"}                | x_bucket gaugehistogram {le=1.0}",
                "summary        | x{quantile=\"1\"}                 | x summary {quantile=1.0}",
                "summary        | x{le=\"1\"}                       | x summary {le=1}",
                "counter        | x_total{le=\"00123\"}             | x_total counter {le=00123}",
                "counter        | x_total{quantile=\"1\"}           | x_total counter {quantile=1}",
            })
    void numbersInLabels(String type, String series, String name) {
        assertThat(RecordedRows.of("# TYPE x " + type + "\n" + series + " 1\n").names())
                .containsExactly(name);
    }

    @Test
    void aTypeThatComesAfterItsSamplesChangesNoName() {
        RecordedRows rows = RecordedRows.of(
                "x_bucket{le=\"1\"} 1\n# TYPE x histogram\nx_bucket{le=\"1\"} 1\nx_bucket{le=\"2\"} 1\n");
        assertThat(rows.series).extracting(row -> row.labels().get("le")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up                          | no value",
                "up{a=\"x\"}                 | no value",
                "up one                      | value is not a number",
                "up 0x1p3                    | value is not a number",
                "up 1_000                    | value is not a number",
                "up 1d                       | value is not a number",
                "up 1 now                    | timestamp is not a number",
                "up 1 NaN                    | timestamp is not a number",
                "up 1 2 3                    | neither end of line nor exemplar after the value",
                "up 1 # text                 | neither end of line nor exemplar after the value",
                "up 1 # {a=\"x\"}            | exemplar without value",
                "up 1 # {a=\"x\"} 1 2 3      | text after the exemplar",
                "up{a=\"x\" 1                | label set does not end",
                "up{a=x} 1                   | label value without quotes",
                "up{a} 1                     | bad label name",
                "up{a,b=\"x\"} 1             | label without value",
                "up{a.b=\"x\"} 1             | bad label name",
                "up{1a=\"x\"} 1              | bad label name",
                "up{,} 1                     | bad label name",
                "up{\"\"=\"x\"} 1            | no label name",
                "1up 1                       | bad metric name",
                "u-p 1                       | bad metric name",
                "up,a 1                      | bad metric name",
                "up=a 1                      | bad metric name",
                "{a=\"x\"} 1                 | no metric name",
                "{\"\"} 1                    | no metric name",
                "{} 1                        | no metric name",
                "up{\"down\"} 1              | two metric names",
                "{\"up\",\"down\"} 1         | two metric names",
                "up{__name__=\"down\"} 1     | two metric names",
                "h {count:24,sum:100} 1      | bad label name",
            })
    void isLeftOutAndTheRestGoesOn(String line, String reason) {
        ScrapeRow row =
                RecordedRows.of("before 1\n" + line + "\nafter 1\n").scrapes.get(0);
        assertThat(row.status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(row.body().samples()).isEqualTo(2);
        assertThat(row.reason()).isEqualTo("1 bad line, first line 2 at byte 9: " + reason);
    }

    @Test
    void aLabelValueThatIsNotUtf8IsLeftOut() {
        byte[] body = "ok 1\nup{a=\"\u00e9\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RecordedRows.of(body).scrapes.get(0).reason())
                .isEqualTo("1 bad line, first line 2 at byte 5: not UTF-8");
    }

    @Test
    void aReplacementCharacterThatWasWrittenIsKept() {
        assertThat(RecordedRows.of("up{a=\"\ufffd\"} 1\n").names()).containsExactly("up unknown {a=\ufffd}");
    }

    @Test
    void newlinesInValuesAreEscapedAndNulsAreNot() {
        RecordedRows rows = RecordedRows.of("up{a=\"x\\ny\",b=\"\0\"} 1\n");
        assertThat(rows.series.get(0).labels()).isEqualTo(Map.of("a", "x\ny", "b", "\0"));
    }

    @Test
    void carriageReturnsAndAByteOrderMarkAreNoFault() {
        RecordedRows rows = RecordedRows.of("\ufeff# TYPE up gauge\r\nup 1\r\n\r\nup{a=\"x\"} 1 5\r\n");
        assertThat(rows.names()).containsExactly("up gauge {}", "up gauge {a=x}");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
    }

    @Test
    void aMissingFinalNewlineIsNoFault() {
        RecordedRows rows = RecordedRows.of("up 1\ndown 12", "up 1\ndown 12");
        assertThat(rows.scrapes.get(1).status()).isEqualTo(ScrapeRow.OK);
        assertThat(rows.scrapes.get(1).body().samples()).isEqualTo(2);
    }

    @Test
    void whatFollowsTheEndMarkIsRead() {
        RecordedRows rows =
                RecordedRows.of("# TYPE agent counter\nagent_total 1\n# EOF\n# TYPE app_total counter\napp_total 2\n");
        assertThat(rows.names()).containsExactly("agent_total counter {}", "app_total counter {}");
    }

    @Test
    void theSameSeriesSpelledInTwoWaysIsOne() {
        RecordedRows rows = RecordedRows.of("up{a=\"x\",b=\"y\"} 1\nup { b=\"y\", a=\"x\",c=\"\" } 2\n");
        assertThat(rows.names()).containsExactly("up unknown {a=x, b=y}");
        assertThat(rows.scrapes.get(0).body().samples()).isEqualTo(2);
        assertThat(rows.scrapes.get(0).body().series()).isEqualTo(1);
    }

    @Test
    void aNameIsNotMistakenForALongerOneThatFollowsInItsPlace() {
        RecordedRows rows = RecordedRows.of("up 1\nx{a=\"1\"} 1\n", "up_time 1\nx{a=\"1\"} 1\n", "up {b=\"1\"} 1\n");
        assertThat(rows.names())
                .containsExactly("up unknown {}", "up unknown {b=1}", "up_time unknown {}", "x unknown {a=1}");
    }

    @Test
    void commentsOfAnyKindAreNoFault() {
        RecordedRows rows = RecordedRows.of("""
                #
                #TYPE up gauge
                # TYPE
                # TYPE up
                # TYPE up a b
                # TYPE "up"
                # HELP up \\x "
                # UNIT up s
                # anything
                up 1
                # EOF
                """);
        assertThat(rows.names()).containsExactly("up gauge {}");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
    }
}
