package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.ScrapeRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A body that was cut reads like a whole one; what was there all the time is no birth when it can be read at last. */
final class CutBodyTest {
    private static final String TEXT = "a 1\nb{x=\"1\"} 12\nb{x=\"2\"} 12\nc 12\n";
    private static final String OPEN_METRICS =
            "# TYPE a counter\na_total 1\n# TYPE b gauge\nb{x=\"1\"} 12\nb{x=\"2\"} 12\n# EOF\n";
    private static final String NEW = "d 1\n";

    private static List<String> statuses(RecordedRows rows) {
        return rows.scrapes.stream()
                .map(row -> row.status() + " " + row.body().births())
                .toList();
    }

    @Test
    void aFirstBodyOfTextThatEndsInsideALineIsPartial() {
        for (int length = 3; length < TEXT.length(); length++) {
            if (TEXT.charAt(length - 1) == '\n') {
                continue;
            }
            RecordedRows rows = RecordedRows.of(TEXT.substring(0, length), TEXT, NEW + TEXT);
            assertThat(statuses(rows)).as("cut at %d", length).containsExactly("partial 0", "ok 0", "ok 1");
        }
    }

    @Test
    void aFirstBodyOfOpenMetricsWithoutItsEndIsPartialWhereverItEnds() {
        int told = OPEN_METRICS.indexOf("# TYPE b");
        for (int length = told; length < OPEN_METRICS.indexOf("# EOF") + 5; length++) {
            RecordedRows rows = RecordedRows.of(OPEN_METRICS.substring(0, length), OPEN_METRICS, NEW + OPEN_METRICS);
            assertThat(statuses(rows)).as("cut at %d", length).containsExactly("partial 0", "ok 0", "ok 1");
        }
        assertThat(statuses(RecordedRows.of(OPEN_METRICS.stripTrailing()))).containsExactly("ok 0");
    }

    @Test
    void anExporterThatNeverEndsInANewlineIsDoubtedOnce() {
        String body = TEXT.strip();
        RecordedRows rows = RecordedRows.of(body, body, NEW + body, NEW + body);
        assertThat(statuses(rows)).containsExactly("partial 0", "ok 0", "ok 1", "ok 0");
        assertThat(rows.scrapes.get(0).reason()).isEqualTo("ends without a newline: may be cut");
    }

    @Test
    void aLaterBodyThatEndsOtherwiseThanThoseBeforeIsNoRestart() {
        RecordedRows rows = RecordedRows.of(OPEN_METRICS, "# TYPE a counter\na_total 1\n", OPEN_METRICS);
        assertThat(statuses(rows)).containsExactly("ok 0", "partial 0", "ok 0");
        assertThat(rows.scrapes.get(1).reason()).isEqualTo("ends without # EOF: may be cut");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
    }

    @Test
    void ofBodiesThatAreCutOneAfterTheOtherNoneIsWhole() {
        String cut = "a 1\nb{x=\"1\"} 1";
        RecordedRows rows = RecordedRows.of(TEXT, cut, cut, TEXT, NEW + TEXT);
        assertThat(statuses(rows)).containsExactly("ok 0", "partial 0", "partial 0", "ok 0", "ok 1");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
    }

    /** Counters fall where a body stands behind one that is later, and then the start tells that the process lives on. */
    @Test
    void aStartThatWasCutOffIsToldByTheNextBody() {
        String later = "a_total 9\nb_total 9\nprocess_start_time_seconds 1000\n";
        String cut = "a_total 5\nb_total 5\nprocess_start_ti";
        String next = "a_total 6\nb_total 6\nprocess_start_time_seconds 1000\n";
        assertThat(RecordedRows.of(later, cut, next).scrapes)
                .extracting(ScrapeRow::restart)
                .containsOnlyNulls();
        assertThat(RecordedRows.of(later, cut, next.replace("1000", "2000")).scrapes)
                .extracting(ScrapeRow::restart)
                .containsExactly(null, null, "process-start");
        assertThat(RecordedRows.of(later, cut, cut.replace("5", "2"), cut.replace("5", "3")).scrapes)
                .as("an archive that is cut from some day on")
                .extracting(ScrapeRow::restart)
                .containsExactly(null, null, "counters-fell", null);
    }

    @Test
    void aBlankInAValueIsNotBeforeAValue() {
        RecordedRows rows =
                RecordedRows.of("h{path=\"GET /a\"} 10\nh{path=\"GET /b\"} 12\nh{path=\"GET /c\"} 1718000000000\n");
        assertThat(statuses(rows)).containsExactly("ok 0");
        assertThat(rows.scrapes.get(0).body().series()).isEqualTo(3);
    }

    @Test
    void whatTheFirstBodyShowedInBadLinesIsNoBirth() {
        RecordedRows rows = RecordedRows.of(
                "a 1\nb{x=\"1} 1\nb{x=\"2} 1\n", "a 1\nb{x=\"1\"} 1\nb{x=\"2\"} 1\nb{x=\"3\"} 1\n", NEW + "a 1\n");
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 1L, 1L);
    }

    @Test
    void whatTheDayBeforeHasCutIsNoBirth() {
        RecordedRows rows = new RecordedRows();
        rows.seed(TEXT.substring(0, 20));
        rows.read(TEXT.getBytes(StandardCharsets.UTF_8));
        rows.finish();
        assertThat(statuses(rows)).containsExactly("ok 0");
    }
}
