package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatLabelTest {
    /** By {@code strconv.FormatFloat(f, 'g', -1, 64)} of what {@code strconv.ParseFloat} reads. */
    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1.0, 1.0",
        "1e0, 1.0",
        "+1, 1.0",
        "0.005, 0.005",
        "5e-3, 0.005",
        ".5, 0.5",
        "5., 5.0",
        "00123, 123.0",
        "100000, 100000.0",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "0.00001, 1e-05",
        "0.0001, 0.0001",
        "1e100, 1e+100",
        "+Inf, +Inf",
        "Inf, +Inf",
        "iNf, +Inf",
        "infinity, +Inf",
        "-Inf, -Inf",
        "-infinity, -Inf",
        "nan, NaN",
        "NaN, NaN",
        "0, 0.0",
        "-0, 0.0",
        "-2.5, -2.5",
        "1_000, 1000.0",
        "1_0.0_1e+1_0, 1.001e+11",
        "0x1p-2, 0.25",
        "0X_1.8p1, 3.0",
        "-0x.8p0, -0.5",
        "1e-400, 0.0"
    })
    void numbersAreWrittenAsPrometheusThreeWritesThem(String given, String canonical) {
        assertThat(FloatLabel.canonical(given)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "1d",
                "1f",
                "1D",
                "1F",
                " 1 ",
                "1 ",
                "+nan",
                "-NaN",
                "infi",
                "1__0",
                "_1",
                "1_",
                "1_.0",
                "1._0",
                "1e_1",
                "1e1_",
                "1e",
                "e1",
                ".",
                "+",
                "0x1",
                "0x",
                "0xp1",
                "0x1p",
                "1e400",
                "0b1",
                "1,0",
                "\u0661",
                "NaN0x1p1"
            })
    void whatIsNoNumberToGoStaysAsItIs(String text) {
        assertThat(FloatLabel.canonical(text)).isEqualTo(text);
    }

    /** What {@link Double#toString} of JDK 17 has too many digits for (JDK-4511638), and what it has two for on every JDK. */
    @ParameterizedTest
    @CsvSource({
        "2e23, 2e+23",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.0e-3, 0.002",
        "1.1e-5, 1.1e-05",
        "5e-324, 5e-324",
        "9007199254740993, 9.007199254740992e+15",
        "8.41e21, 8.41e+21",
        "8.41E21, 8.41e+21",
        "2.98023223876953125e-8, 2.9802322387695312e-08",
        "5.0e-324, 5e-324",
        "1.0e23, 1e+23",
        "4.8726570057e288, 4.8726570057e+288",
        "9.5367431640625e-7, 9.5367431640625e-07",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void digitsAreTheFewest(String given, String canonical) {
        assertThat(FloatLabel.canonical(given)).isEqualTo(canonical);
    }

    @Test
    void everyNumberIsReadBackAndHasNoDigitTooMany() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 5 == 0
                    ? Math.scalb(1.0, random.nextInt(2_098) - 1_074)
                    : Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (!Double.isFinite(value)) {
                continue;
            }
            String text = GoFloat.format(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            BigDecimal written = new BigDecimal(text).stripTrailingZeros();
            BigDecimal unit = written.ulp().movePointRight(1);
            BigDecimal below = written.subtract(written.remainder(unit));
            if (written.precision() > 1) {
                assertThat(below.doubleValue()).as(text).isNotEqualTo(value);
                assertThat(below.add(unit).doubleValue()).as(text).isNotEqualTo(value);
            }
        }
    }
}
