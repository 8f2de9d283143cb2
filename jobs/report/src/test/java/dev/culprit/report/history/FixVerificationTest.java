package dev.culprit.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FixVerificationTest {
    /** Slopes in MB/h, births in an hour; the slope before is 3.0 (2.5 to 3.5). */
    @ParameterizedTest
    @CsvSource({
        "500, 0,   -0.1, 0.0, 0.1,  VERIFIED",
        "500, 100, -0.1, 0.0, 0.1,  VERIFIED",
        "500, 101, -0.1, 0.0, 0.1,  BIRTHS_GO_ON",
        "500, 0,   2.0,  2.8, 3.6,  STILL_GROWS",
        "500, 0,   0.1,  0.3, 0.5,  VERIFIED",
        "500, 0,   -2.0, 0.0, 2.0,  TOO_EARLY",
        "500, 0,   ,     ,    ,     TOO_EARLY",
        "500, ,    -0.1, 0.0, 0.1,  TOO_EARLY",
    })
    void aFixNeedsBirthsThatStoppedAndASlopeThatFell(
            Double birthsBefore, Double birthsAfter, Double low, Double slope, Double high, FixVerification expected) {
        Interval after = slope == null ? null : new Interval(slope * 1e6, low * 1e6, high * 1e6);
        assertThat(FixVerification.of(birthsBefore, birthsAfter, new Interval(3e6, 2.5e6, 3.5e6), after))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0.1, VERIFIED", "0.1, 0.3, STILL_GROWS"})
    void whereMemoryDidNotSurelyGrowItMustNotBeginTo(double low, double high, FixVerification expected) {
        Interval before = new Interval(0.5e6, -0.5e6, 1.5e6);
        assertThat(FixVerification.of(500.0, 0.0, before, new Interval((low + high) / 2 * 1e6, low * 1e6, high * 1e6)))
                .isEqualTo(expected);
    }
}
