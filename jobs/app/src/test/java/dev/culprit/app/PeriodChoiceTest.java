package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Period;
import dev.culprit.report.ReportSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeriodChoiceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T16:30:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        -,          -,                    -,          -,          2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z
        2026-11-20, -,                    -,          -,          2026-11-20T00:00:00Z, 2026-11-23T00:00:00Z
        -,          2026-11-20T12:00:00Z, -,          -,          2026-11-13T12:00:00Z, 2026-11-20T12:00:00Z
        -,          -,                    2026-11-01, 2026-11-04, 2026-11-01T00:00:00Z, 2026-11-04T00:00:00Z
        2026-11-02, -,                    2026-11-01, 2026-11-04, 2026-11-02T00:00:00Z, 2026-11-04T00:00:00Z
        2026-11-20T01:00:00+01:00, 2026-11-21, -, -,              2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z
        """)
    void optionsWinOverTheConfigurationAndThatOverTheLastSevenDays(
            @Nullable String fromOption,
            @Nullable String toOption,
            @Nullable String fromSetting,
            @Nullable String toSetting,
            Instant from,
            Instant to) {
        assertThat(PeriodChoice.of(fromOption, toOption, settings(fromSetting, toSetting), CLOCK))
                .isEqualTo(new Period(from, to));
    }

    @Test
    void aPeriodThatEndsBeforeItStartsIsRefused() {
        assertThatThrownBy(() -> PeriodChoice.of("2026-11-20", "2026-11-20", settings(null, null), CLOCK))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the period ends at 2026-11-20T00:00:00Z, not after its start");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> PeriodChoice.of(null, "2026-13-45", settings(null, null), CLOCK))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "--to must be a date like 2026-11-23 or a time like 2026-11-23T12:00:00Z, not '2026-13-45'");
    }

    private static Settings settings(@Nullable String from, @Nullable String to) {
        return new Settings(
                "warehouse",
                from == null ? null : PeriodChoice.parse(from),
                to == null ? null : PeriodChoice.parse(to),
                List.of(),
                new ReportSettings("title", "output", false),
                false,
                0.05);
    }
}
