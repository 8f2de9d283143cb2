package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FormatTest {
    @Test
    void labelsAreTheFirstWithTheOthers() {
        assertThat(Format.labels(List.of("host"))).isEqualTo("host");
        assertThat(Format.labels(List.of("host", "host_name", "tenant"))).isEqualTo("host (with host_name, tenant)");
    }

    @Test
    void bytesHaveADecimalUnit() {
        assertThat(Format.bytes(999)).isEqualTo("999 bytes");
        assertThat(Format.bytes(2345)).isEqualTo("2.3 kB");
        assertThat(Format.bytes(-2_345_678)).isEqualTo("-2.3 MB");
        assertThat(Format.bytes(12_345_678_901.0)).isEqualTo("12.35 GB");
    }

    @Test
    void slopesAreInMegabytesFromTenKilobytesOn() {
        assertThat(Format.perHour(9_900)).isEqualTo("9.9 kB/h");
        assertThat(Format.perHour(1_250_000)).isEqualTo("1.25 MB/h");
    }

    @Test
    void thousandsAreTold() {
        assertThat(Format.format(
                        "%d series, %.0f an hour, %.1f for each: 100 %% of %s, t = %.1f",
                        71425, 1234.5, 1000.0, "%d", 1.5))
                .isEqualTo("71,425 series, 1,235 an hour, 1,000.0 for each: 100 % of %d, t = 1.5");
        assertThat(Format.percent(12.345)).isEqualTo("1,235 %");
    }

    /** A sentence that formats its figures by itself would tell them without, and in the machine's own language. */
    @Test
    void allFiguresOfSentencesComeThroughHere() throws IOException {
        Pattern byThemselves =
                Pattern.compile("%,?(?:\\.\\d+)?[df][^;]*?\\.formatted\\(|String\\.format\\([^;]*?%,?(?:\\.\\d+)?[df]");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(byThemselves));
        }
    }

    @Test
    void sharesAreWholePercent() {
        assertThat(Format.percent(0.876)).isEqualTo("88 %");
    }
}
