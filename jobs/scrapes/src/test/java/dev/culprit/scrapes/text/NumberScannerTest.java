package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberScannerTest {
    private final NumberScanner scanner = new NumberScanner();

    private double scan(String text) {
        byte[] bytes = ("x" + text + " 17").getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(bytes, 1, bytes.length)).as(text).isEqualTo(1 + text.length());
        return scanner.value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "1.",
                ".5",
                "-.5e3",
                "1e22",
                "1e23",
                "9007199254740993",
                "123456789012345678",
                "1234567890123456789",
                "0.000000000000000000000000001",
                "00000000000000000000000000000001",
                "1e-400",
                "1e400",
                "1E+05",
                "4.9e-324",
                "1.7976931348623157e308",
                "1.79542496858e+09",
                "1e99999999999999"
            })
    void readsWhatJavaReads(String text) {
        assertThat(scan(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void readsRandomNumbersToTheLastBit() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(scan(Double.toString(number))).isEqualTo(number);
            }
            String shortOne = String.format(
                    Locale.ROOT, "%d.%de%d", random.nextInt(), random.nextInt(1_000_000), random.nextInt(-30, 30));
            assertThat(scan(shortOne)).isEqualTo(Double.parseDouble(shortOne));
        }
    }

    @Test
    void readsWordsInAnyCase() {
        assertThat(scan("NaN")).isNaN();
        assertThat(scan("nan")).isNaN();
        assertThat(scan("+Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(scan("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(scan("-iNF")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1.2.3",
                "1f",
                "1d",
                "0x10",
                "1_0",
                "inf1",
                "infinityy",
                "--1",
                "1\0"
            })
    void refusesWhatPrometheusRefuses(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(bytes, 0, bytes.length)).isEqualTo(-1);
    }
}
