package dev.culprit.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FolderSpanTest {
    private static @Nullable String told(String folder) {
        @Nullable FolderSpan span = FolderSpan.of(folder);
        return span == null
                ? null
                : "%s %s".formatted(Instant.ofEpochMilli(span.from()), Instant.ofEpochMilli(span.to()));
    }

    @Test
    void yearsMonthsAndDaysAreRead() {
        assertThat(told("year=2026")).isEqualTo("2026-01-01T00:00:00Z 2027-01-01T00:00:00Z");
        assertThat(told("otlp/year=2026/month=2")).isEqualTo("2026-02-01T00:00:00Z 2026-03-01T00:00:00Z");
        assertThat(told("2026/11/29/05/07")).isEqualTo("2026-11-29T00:00:00Z 2026-11-30T00:00:00Z");
        assertThat(told("a/year=2026/month=11/day=29/hour=05/minute=07"))
                .isEqualTo("2026-11-29T00:00:00Z 2026-11-30T00:00:00Z");
    }

    @Test
    void otherNamesSayNothing() {
        assertThat(told("")).isNull();
        assertThat(told("port/12345/x")).isNull();
        assertThat(told("2026/13/01")).isNull();
        assertThat(told("year=2026/month=02/day=30")).isNull();
    }

    @Test
    void aDayOnEachSideMayBelongToIt() {
        FolderSpan day = FolderSpan.of("2026/11/29");
        assertThat(day).isNotNull();
        long hour = 3_600_000L;
        assertThat(day.isNear(day.to() + 23 * hour, day.to() + 30 * hour)).isTrue();
        assertThat(day.isNear(day.to() + 24 * hour, day.to() + 30 * hour)).isFalse();
        assertThat(day.isNear(0, day.from() - 24 * hour)).isTrue();
        assertThat(day.isNear(0, day.from() - 25 * hour)).isFalse();
        assertThat(day.isNear(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
    }
}
