package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelSetTest {
    @Test
    void emptyValuesAndTypeLabelsAreNoPartOfTheIdentity() {
        assertThat(LabelSet.of(Map.of("a", "", "b", "1", "__type__", "counter", "__unit__", "s")))
                .isEqualTo(LabelSet.of(Map.of("b", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0", "1.0, 1.0", "1e0, 1.0", "0.005, 0.005", "5e-3, 0.005", "100000, 100000.0", "1000000, 1e+06",
        "1234567, 1.234567e+06", "0.00001, 1e-05", "0.0001, 0.0001", "+Inf, +Inf", "Inf, +Inf", "-Inf, -Inf", "0, 0.0",
        "-2.5, -2.5", "nonsense, nonsense"
    })
    void bucketBoundsAreWrittenAsPrometheusThreeWritesThem(String given, String canonical) {
        assertThat(LabelSet.of(Map.of("le", given)).labels()).containsEntry("le", canonical);
        assertThat(LabelSet.of(Map.of("quantile", given)).labels()).containsEntry("quantile", canonical);
        assertThat(LabelSet.of(Map.of("version", given)).labels()).containsEntry("version", given);
    }
}
