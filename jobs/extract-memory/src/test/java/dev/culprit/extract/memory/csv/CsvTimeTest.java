package dev.culprit.extract.memory.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.files.UnreadableException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTimeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-16T10:00:00Z,             2026-11-16T10:00:00Z
            2026-11-16 10:00:00,              2026-11-16T10:00:00Z
            2026-11-16 10:00,                 2026-11-16T10:00:00Z
            2026-11-16 10:00:00 UTC,          2026-11-16T10:00:00Z
            2026-11-16 10:00:00+00:00,        2026-11-16T10:00:00Z
            2026-11-16 10:00:00.250 +0130,    2026-11-16T08:30:00.250Z
            2026-11-16T10:00:00-08,           2026-11-16T18:00:00Z
            '2026-11-16T10:00:00,5Z',         2026-11-16T10:00:00.500Z
            2026-11-16T10:00:00.123456789123Z, 2026-11-16T10:00:00.123456789Z
            2026-11-16T10-00-00Z,             2026-11-16T10:00:00Z
            20261116T100000Z,                 2026-11-16T10:00:00Z
            1794823200,                       2026-11-16T10:00:00Z
            1794823200.5,                     2026-11-16T10:00:00.500Z
            1794823200000,                    2026-11-16T10:00:00Z
            1794823200000.0,                  2026-11-16T10:00:00Z
            1794823200000000,                 2026-11-16T10:00:00Z
            1794823200000000000,              2026-11-16T10:00:00Z
            """)
    void timesAreReadAsToolsWriteThem(String text, Instant time) throws UnreadableException {
        assertThat(CsvTime.parse(text, ZoneOffset.UTC)).isEqualTo(time);
    }

    @Test
    void aTimeWithoutAZoneIsOfTheOneThatIsConfigured() throws UnreadableException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(CsvTime.parse("2026-11-16 10:00:00", berlin)).isEqualTo("2026-11-16T09:00:00Z");
        assertThat(CsvTime.parse("2026-11-16 10:00:00Z", berlin)).isEqualTo("2026-11-16T10:00:00Z");
        assertThat(CsvTime.parse("2026-10-25 02:30:00", berlin))
                .as("twice that night")
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(CsvTime.parse("1794823200", berlin)).isEqualTo("2026-11-16T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2026-11-16",
                "16.11.2026 10:00",
                "11/16/2026 10:00",
                "2026-13-01T00:00:00Z",
                "2026-02-30 10:00",
                "2026-11-16T25:00:00Z",
                "2026-11-16T10:00:00+99:00",
                "2026-11-16T10:00:00Europe/Berlin",
                "-1794823200",
                "1.8e9",
                "NaN",
                "99999999999999",
                "9999999999999999999",
                "2026-11-16T10:00:00ZZ",
                "\u0661\u0667"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> CsvTime.parse(text, ZoneOffset.UTC))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("time is neither ISO 8601 nor a number of seconds or milliseconds since 1970");
    }
}
