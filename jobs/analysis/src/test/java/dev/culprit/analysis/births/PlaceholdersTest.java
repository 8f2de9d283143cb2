package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlaceholdersTest {
    @Test
    void onlyThoseThatAreMadeHereAreKnown() {
        assertThat(Placeholders.endOf("a<uuid>b", 1)).isEqualTo(7);
        assertThat(Placeholders.endOf("<b>", 0)).isZero();
        assertThat(Placeholders.isIn("utf<n>")).isTrue();
        assertThat(Placeholders.isIn("<b>")).isFalse();
    }
}
