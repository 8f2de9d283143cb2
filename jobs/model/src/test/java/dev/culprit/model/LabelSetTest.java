package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LabelSetTest {
    @Test
    void emptyValuesAndTypeLabelsAreNoPartOfTheIdentity() {
        assertThat(LabelSet.of(Map.of("a", "", "b", "1", "__type__", "counter", "__unit__", "s")))
                .isEqualTo(LabelSet.of(Map.of("b", "1")));
    }

    @Test
    void numbersAreWrittenInOneWayWhereTheTypeSaysThatTheyAreNumbers() {
        LabelSet labels = LabelSet.of(Map.of("le", "1", "quantile", "1", "version", "1"));
        assertThat(labels.with(FloatLabel.of("histogram")).labels())
                .isEqualTo(Map.of("le", "1.0", "quantile", "1", "version", "1"));
        assertThat(labels.with(FloatLabel.of("gaugehistogram"))).isEqualTo(labels.with(FloatLabel.LE));
        assertThat(labels.with(FloatLabel.of("summary")).labels())
                .isEqualTo(Map.of("le", "1", "quantile", "1.0", "version", "1"));
        assertThat(labels.with(FloatLabel.of("counter"))).isEqualTo(labels);
    }
}
