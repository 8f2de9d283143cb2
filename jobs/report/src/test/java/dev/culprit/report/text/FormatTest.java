package dev.culprit.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "25, 25",
        "0.0005, 0.0005",
        "0.71, 0.71",
        "12.345, 12.3",
        "75600, '75,600'",
        "99.96, 100",
        "-3.5, -3.5",
        "NaN, -"
    })
    void numbersHaveThreeDigitsOrSo(double value, String text) {
        assertThat(Format.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "840, 840 B",
        "999.6, 1 kB",
        "1120, 1.1 kB",
        "999600, 1 MB",
        "67108864, 67.1 MB",
        "123456789, 123 MB",
        "12e9, 12 GB"
    })
    void bytesAreDecimal(double bytes, String text) {
        assertThat(Format.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"605000, 0.61", "-1200, 0.00", "-51200, -0.05", "250e6, 250", "1.5e9, '1,500'"})
    void slopesLineUp(double bytesPerHour, String text) {
        assertThat(Format.megabytesPerHour(bytesPerHour)).isEqualTo(text);
    }

    @Test
    void longTimesAreDays() {
        assertThat(Format.duration(48.2)).isEqualTo("48 h");
        assertThat(Format.duration(100.0)).isEqualTo("4 days");
        assertThat(Format.duration(null)).isEqualTo("-");
    }
}
