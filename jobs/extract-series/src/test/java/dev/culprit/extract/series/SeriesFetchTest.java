package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SeriesFetchTest {
    private static final Instant END = Instant.parse("2026-11-18T00:00:00Z");

    @Test
    void finalIsWhatWasAskedWhenNothingMoreComes() {
        SeriesFetch late = new SeriesFetch("http://a as x", END.plus(Duration.ofDays(2)), 96);
        assertThat(late.isFinal("http://a as x", END)).isTrue();
        assertThat(late.isFinal("http://a as y", END)).as("of another account").isFalse();
        SeriesFetch early = new SeriesFetch("http://a as x", END.plus(Duration.ofHours(47)), 96);
        assertThat(early.isFinal("http://a as x", END)).isFalse();
    }
}
