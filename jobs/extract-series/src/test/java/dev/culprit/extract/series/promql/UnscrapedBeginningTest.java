package dev.culprit.extract.series.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class UnscrapedBeginningTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    private static final Period WEEK = new Period(Period.startOf(MONDAY), Period.startOf(MONDAY.plusDays(7)));

    private static SortedMap<LocalDate, List<String>> from(LocalDate day) {
        return new TreeMap<>(Map.of(day, List.of(), day.plusDays(1), List.of()));
    }

    @Test
    void onlyWhereItIsEmpty() {
        assertThat(UnscrapedBeginning.told("prod", from(MONDAY), WEEK, null)).isNull();
        assertThat(UnscrapedBeginning.told("prod", new TreeMap<>(), WEEK, null))
                .as("nobody at all is told otherwise")
                .isNull();
    }

    @Test
    void limitsAreThoseOfWhoIsAsked() {
        String told =
                "prod: nobody was scraped before 2026-11-18, though 2026-11-16 is asked for: the server keeps no more, or"
                        + " leaves out without a word what is older than its limits";
        assertThat(UnscrapedBeginning.told("prod", from(MONDAY.plusDays(2)), WEEK, null))
                .isEqualTo(told);
        assertThat(UnscrapedBeginning.told("prod", from(MONDAY.plusDays(2)), WEEK, "Mimir: max_query_lookback"))
                .isEqualTo(told + " (Mimir: max_query_lookback)");
    }
}
