package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.report.Findings;
import dev.culprit.report.data.Coverage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeadingTextTest {
    @Test
    void wholeDaysAreCountedInDaysAndOtherPeriodsInHours() {
        assertThat(HeadingText.period(new Period(Findings.FROM, Findings.TO)))
                .isEqualTo("16 Nov 2026 00:00 to 19 Nov 2026 00:00 UTC (3 days)");
        assertThat(HeadingText.period(new Period(Findings.FROM, Findings.FROM.plus(Duration.ofHours(30)))))
                .isEqualTo("16 Nov 2026 00:00 to 17 Nov 2026 06:00 UTC (30 hours)");
    }

    @Test
    void coverageNamesOnlyTheFaultsThatThereAre() {
        assertThat(HeadingText.coverage(new Coverage(1, 0, 0, 0, 1200, List.of(), List.of())))
                .isEqualTo("1 scrape · 0 rejected · 1,200 memory readings · 0 gaps");
        assertThat(HeadingText.coverage(new Coverage(864, 3, 2, 1, 1, List.of(), List.of())))
                .isEqualTo(
                        "864 scrapes · 3 rejected · 2 partly read · 1 file without a place · 1 memory reading · 0 gaps");
    }
}
