package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Label values that hold the end of a line, and those that look like one because they never close. */
final class SpanningValueTest {
    private static List<String> metrics(RecordedRows rows) {
        return rows.series.stream().map(SeriesRow::metric).toList();
    }

    private static String reason(RecordedRows rows) {
        return rows.scrapes.get(0).reason();
    }

    @Test
    void aValueGoesOnOverEndsOfLinesUntilItsQuote() {
        RecordedRows rows =
                RecordedRows.of("a 1\nhits{path=\"/x\ncount 5\n# TYPE y counter\n\n{z\",code=\"200\"} 3\nb 2\n");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
        assertThat(rows.series)
                .extracting(SeriesRow::metric, SeriesRow::labels)
                .containsExactly(
                        tuple("a", Map.of()),
                        tuple("b", Map.of()),
                        tuple("hits", Map.of("path", "/x\ncount 5\n# TYPE y counter\n\n{z", "code", "200")));
    }

    @Test
    void escapedAndRawEndsOfLinesAreTheSameValue() {
        RecordedRows rows = RecordedRows.of("hits{path=\"/x\ny\"} 3\n", "hits{path=\"/x\\ny\"} 3\n");
        assertThat(rows.series).hasSize(1);
        assertThat(rows.series.get(0).scrapes()).isEqualTo(2);
    }

    @Test
    void whatFollowsOverTheEndOfALineIsReadLikeAllElse() {
        String body = "hits{path=\"\n\"} 3 1000\nhits{path=\"\n1\",a=\"é\n\\\"\n\"} 3 # {id=\"1\"} 1\n"
                + "{\"my\nmetric\",\"my\nlabel\"=\"\n\"} 1\r\nlast{a=\"\n\"} 7";
        RecordedRows rows = RecordedRows.of(body, body, body);
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::reason)
                .containsExactly("ends without a newline: may be cut", null, null);
        assertThat(rows.scrapes).extracting(row -> row.body().series()).containsOnly(4L);
        assertThat(metrics(rows)).containsExactly("hits", "hits", "last", "my\nmetric");
        assertThat(rows.series).allMatch(row -> row.scrapes() == 3);
    }

    @Test
    void linesAreCountedWithinValuesToo() {
        String first = "a{x=\"\n\n\"} 1\n";
        RecordedRows rows = RecordedRows.of(first, first + "b one\n");
        assertThat(rows.scrapes.get(1).reason())
                .isEqualTo("1 bad line, first line 4 at byte 12: value is not a number");
    }

    /** Windows are some hundred kilobytes: values lie on their ends, and are longer than they are. */
    @ParameterizedTest
    @ValueSource(ints = {7, 1_000, 60_000})
    void valuesMayLieAnywhereInABody(int length) {
        Random random = new Random(length);
        StringBuilder body = new StringBuilder();
        int count = 3_000_000 / (length + 30);
        for (int i = 0; i < count; i++) {
            body.append("hits{path=\"").append(i).append('\n');
            for (int at = 0; at < length; at++) {
                body.append(random.nextInt(40) == 0 ? '\n' : (char) ('a' + random.nextInt(26)));
            }
            body.append("\"} 1\nplain").append(i % 10).append(" 5\n");
        }
        RecordedRows rows = RecordedRows.of(body.toString(), body.toString());
        assertThat(rows.scrapes).extracting(ScrapeRow::reason).containsOnlyNulls();
        assertThat(rows.scrapes).extracting(row -> row.body().samples()).containsOnly(2L * count);
        assertThat(rows.series.stream().filter(row -> row.metric().equals("hits")))
                .hasSize(count)
                .allMatch(row -> row.scrapes() == 2 && row.labels().get("path").indexOf('\n') > 0);
    }

    @Test
    void aValueThatNeverClosesCostsTheLinesThatMayBeInIt() {
        RecordedRows rows = RecordedRows.of(
                "a 1\nhits{path=\"/x} 1\ncount 5\n# TYPE d counter\n# HELP e \"\n\nd 1\nok{x=\"1\"} 1\ne 1\n");
        assertThat(metrics(rows)).containsExactly("a", "e", "ok");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(rows.scrapes.get(0).flaws().unread()).isEqualTo(4);
        assertThat(reason(rows)).startsWith("4 bad lines, first line 2 at byte 4: ");
    }

    @Test
    void whatIsKnownIsNoProofEither() {
        String count = "count 5\n";
        RecordedRows rows = RecordedRows.of("hits{path=\"/x\"} 1\n" + count, "hits{path=\"/x} 1\n" + count);
        assertThat(rows.scrapes.get(1).body().samples()).isZero();
        assertThat(rows.scrapes.get(1).flaws().unread()).isEqualTo(2);
    }

    @Test
    void quotesThatCloseInAnotherLineByChanceAreNoSample() {
        RecordedRows rows = RecordedRows.of("hits{path=\"/x} 1\nhits{path=\"/y\"} 2\nhits{path=\"/z\nz\"} 3\n");
        assertThat(rows.series).extracting(row -> row.labels().get("path")).containsExactly("/y", "/z\nz");
        assertThat(rows.scrapes.get(0).flaws().unread()).isEqualTo(1);
    }

    @Test
    void everyLineMayBeOpen() {
        String body = IntStream.range(0, 50)
                .mapToObj(i -> "hits{code=\"200\",path=\"/x%d,le=\"1\"} 1\ncount_%d 5\n".formatted(i, i))
                .collect(Collectors.joining());
        RecordedRows rows = RecordedRows.of(body);
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.REJECTED);
        assertThat(rows.scrapes.get(0).flaws().unread()).isEqualTo(100);
    }

    @Test
    void prometheusTakesNoBackslashBeforeTheEndOfALine() {
        RecordedRows rows = RecordedRows.of("hits{path=\"\\\n\"} 1\ncount 5\nok{x=\"1\"} 1\n");
        assertThat(metrics(rows)).containsExactly("ok");
    }

    @Test
    void quotesOfExemplarsAndDeclaredNamesCloseInTheirLine() {
        RecordedRows rows =
                RecordedRows.of("hits{path=\"/x\"} 1 # {id=\"\ncount 5\n\"} 1\nok{x=\"1\"} 1\n# TYPE \"a\ncount 5\n");
        assertThat(metrics(rows)).containsExactly("ok");
    }

    @Test
    void whatIsTooLongIsLeftOutWholeIfItEnds() {
        ScanLimits limits = new ScanLimits(1_000, 256, 100, 1 << 20, 100, 1_000);
        RecordedRows rows = new RecordedRows(limits, false);
        String longer = "hits{path=\"" + "count 5\n".repeat(20) + "\"} 1\n";
        String longest = "hits{path=\"" + "count 5\n".repeat(500) + "\"} 1\n";
        String oneLine = "hits{path=\"" + "count 5".repeat(200) + "\ncount 6\n\"} 1\n";
        String ok = "ok{x=\"1\"} 1\n";
        rows.read((longer + "a 1\n" + longest + "b 1\n" + ok + "c 1\n" + oneLine + "d 1\n" + ok)
                .getBytes(StandardCharsets.UTF_8));
        rows.finish();
        assertThat(metrics(rows)).containsExactly("a", "c", "ok");
    }

    @Test
    void openMetricsHasNoEndsOfLinesInValues() {
        String sample = "hits{path=\"/x\ny\"} 3\n";
        RecordedRows rows = new RecordedRows(ScanLimits.DEFAULT, true);
        assertThat(rows.read(sample.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(ScrapeRow.OK);
        ScrapeRow row = rows.read(("a 1\n" + sample + "# EOF\n").getBytes(StandardCharsets.UTF_8));
        assertThat(row.reason()).isEqualTo("strict: line 2 at byte 4: OpenMetrics has no newline in a label value");
        assertThat(RecordedRows.of(sample + "# EOF\n").scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
    }

    /** Each of these would cost the square of its size if open lines were read on and on. */
    @Test
    void openLinesCostNoMoreThanTheirBytes() {
        for (String line : List.of(
                "a{b=\"\n",
                "a{b=\\\"\n",
                "a{b=\"\\\"\n",
                "a{b=\",c=\",d=\"\n",
                "a{b=\"\"\"\n",
                "\"\n",
                "{\"\n",
                "#\"\n")) {
            String body = line.repeat(2_000_000 / line.length());
            ScrapeRow row = RecordedRows.of(body).scrapes.get(0);
            assertThat(row.status()).isEqualTo(ScrapeRow.REJECTED);
            assertThat(row.body().bytes()).isEqualTo(body.length());
        }
    }
}
