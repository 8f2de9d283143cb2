package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LifetimeTest {
    @Test
    void theEndBelongsToTheNext() {
        Lifetime life = new Lifetime(100, 200, Lifetime.RESTART);
        assertThat(life.contains(100)).isTrue();
        assertThat(life.contains(199.9)).isTrue();
        assertThat(life.contains(200)).isFalse();
        assertThat(life.contains(99.9)).isFalse();
    }
}
