package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void sharesAreWholePercent() {
        assertThat(Format.percent(0.876)).isEqualTo("88 %");
    }
}
