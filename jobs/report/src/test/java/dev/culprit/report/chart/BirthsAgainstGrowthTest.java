package dev.culprit.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BirthsAgainstGrowthTest {
    /** Ten births each half hour, whether or not there is a scrape. */
    private static final int EACH = 10;

    @Test
    void aBlockHasWhatWasBornInItAndNotInAGapBefore() {
        String said = draw(20, 44).description();
        assertThat(said).contains(": 20 to 20 births, memory ").contains("Rank correlation ");
        assertThat(draw(0, 0).description()).contains(": 20 to 20 births, memory ");
    }

    @Test
    void fewBlocksShowNothing() {
        assertThat(draw(6, 72)).isNull();
    }

    /** Three days, without scrapes from one hour to another. */
    private static BirthScatter draw(int gapFrom, int gapTo) {
        Measurements traces = new Measurements();
        int born = 0;
        for (int half = 0; half < 144; half++) {
            Instant time = Findings.FROM.plus(Duration.ofMinutes(30L * half + 5));
            for (int minute = 0; minute < 30; minute += 5) {
                traces.addMemory("p", time.plus(Duration.ofMinutes(minute)), 30e6 + 1e4 * half, null);
            }
            born += EACH;
            if (half < 2 * gapFrom || half >= 2 * gapTo) {
                traces.addScrape("p", time, 100 + EACH * half, born, false);
                born = 0;
            }
        }
        ReportData data = Reports.data(new TreeMap<>(Map.of(Reports.PROXY, traces)), Findings.labelLeak());
        return BirthsAgainstGrowth.draw(data, List.of(Reports.PROXY));
    }
}
