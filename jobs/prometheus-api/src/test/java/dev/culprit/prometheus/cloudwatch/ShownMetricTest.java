package dev.culprit.prometheus.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.series.Labels;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told by the hour is not less than what is asked for by the quarter. */
final class ShownMetricTest {
    private static final int HOURS = 24;
    private static final int PER_HOUR = 4;
    private static final long SERIES = 100;

    private static ShownMetric shown(String metric, long... counts) {
        return new ShownMetric(metric, Labels.of(Map.of()), Labels.of(Map.of()), counts);
    }

    private static long[] alike(int moments) {
        long[] counts = new long[moments];
        Arrays.fill(counts, SERIES);
        return counts;
    }

    @Test
    void onlyEndsOfWhatNeverChanges() {
        assertThat(shown("queue_entries", alike(97)).samplesToAsk()).isEqualTo(2 * SERIES);
        assertThat(shown("queue_total", alike(97)).samplesToAsk()).isEqualTo(97 * SERIES);
        assertThat(shown("queue_entries", 5, 5, 5).samplesToAsk()).as("few").isEqualTo(15);
        assertThat(shown("queue_entries", 0, 0, SERIES, 0).samplesToAsk()).isEqualTo(SERIES);
        assertThat(shown("queue_entries", 0, 0).samplesToAsk()).isZero();
    }

    /** Missing at 10:15, or born at 23:30: no hour shows it. */
    @ParameterizedTest
    @CsvSource({"41, 42, 99", "94, 96, 101"})
    void whatChangesBetweenTwoHoursIsTold(int from, int to, long count) {
        long[] quarters = alike(HOURS * PER_HOUR);
        Arrays.fill(quarters, from, to, count);
        ShownMetric run = shown("queue_entries", quarters);
        assertThat(run.samplesToAsk()).as("all of them").isEqualTo(run.samples());
        assertThat(run.samplesToAsk())
                .isLessThanOrEqualTo(shown("queue_entries", alike(HOURS)).samplesToAskAtMost(PER_HOUR));
    }

    /** As many, but others: the ends are asked for, and then all. */
    @Test
    void endsThatAreNotAlikeAreTold() {
        ShownMetric run = shown("queue_entries", alike(HOURS * PER_HOUR));
        assertThat(shown("queue_entries", alike(HOURS)).samplesToAskAtMost(PER_HOUR))
                .isGreaterThanOrEqualTo(run.samplesToAsk() + run.samples());
    }
}
