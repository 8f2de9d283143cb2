package dev.culprit.extract.memory.cloudwatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
    private long nanos;
    private final RateLimiter pace = new RateLimiter(25, 90_000, () -> nanos, time -> nanos += time.toNanos());

    @Test
    void smallCallsGoByTheirNumber() {
        for (int call = 0; call < 51; call++) {
            pace.await(10);
        }
        assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void largeCallsGoByTheirPoints() {
        for (int call = 0; call < 11; call++) {
            pace.await(99_000);
        }
        assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void timeThatPassedIsNotSavedUp() {
        nanos += Duration.ofMinutes(5).toNanos();
        long from = nanos;
        for (int call = 0; call < 26; call++) {
            pace.await(10);
        }
        assertThat(Duration.ofNanos(nanos - from)).isEqualTo(Duration.ofSeconds(1));
    }
}
