package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.memory.cloudwatch.FetchPlan.Segment;
import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FetchPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:30Z");
    private static final Map<String, String> POD =
            Map.of("ClusterName", "eks", "Namespace", "web", "PodName", "shop", "FullPodName", "shop-1");
    private static final Series LIMIT = Series.of("ContainerInsights", "pod_memory_limit", POD);
    private static final Series RESTARTS = Series.of("ContainerInsights", "pod_number_of_container_restarts", POD);

    @Test
    void consecutiveDaysOfOnePeriodAreAskedForTogether() {
        FetchPlan plan = FetchPlan.of(
                Stream.of("2026-11-07", "2026-11-08", "2026-11-10", "2026-11-22", "2026-11-23", "2026-11-24")
                        .map(LocalDate::parse)
                        .toList(),
                Map.of(LIMIT, row(null, null)),
                NOW);
        assertThat(plan.segments())
                .extracting(segment -> segment.periodSeconds() + " " + segment.days())
                .containsExactly("300 [2026-11-07, 2026-11-08]", "60 [2026-11-10]", "60 [2026-11-22, 2026-11-23]");
        assertThat(windows(plan))
                .containsExactly(
                        "2026-11-07T00:00:00Z 2026-11-09T00:00:00Z",
                        "2026-11-10T00:00:00Z 2026-11-11T00:00:00Z",
                        "2026-11-22T00:00:00Z 2026-11-23T11:55:00Z");
    }

    @Test
    void daysWithoutDataLeftAreNamed() {
        FetchPlan plan = FetchPlan.of(List.of(LocalDate.parse("2025-08-01")), Map.of(LIMIT, row(null, null)), NOW);
        assertThat(plan.segments()).isEmpty();
        assertThat(plan.tooOld()).containsExactly(LocalDate.parse("2025-08-01"));
    }

    @Test
    void restartsAreSummedAndGaugesAveraged() {
        FetchPlan plan = FetchPlan.of(
                List.of(LocalDate.parse("2026-11-20")), Map.of(LIMIT, row(null, null), RESTARTS, row(null, null)), NOW);
        assertThat(plan.calls())
                .flatExtracting(MetricCall::queries)
                .extracting(query -> query.series().metric() + " " + query.statistic())
                .containsExactlyInAnyOrder("pod_memory_limit AVERAGE", "pod_number_of_container_restarts SUM");
    }

    /** A listing has a series if it had a value in the two weeks before; a day of safety on either side. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                    -,                    2026-11-16 2026-11-22
            2026-11-19T03:00:00Z, -,                    2026-11-18 2026-11-22
            -,                    2026-11-18T03:00:00Z, 2026-11-16 2026-11-19
            2026-11-19T03:00:00Z, 2026-11-20T03:00:00Z, 2026-11-18 2026-11-21
            -,                    2026-11-14T03:00:00Z, -
            2026-11-25T03:00:00Z, -,                    -
            2026-12-05T03:00:00Z, -,                    2026-11-16 2026-11-22
            """)
    void aSeriesIsAskedForOnTheDaysThatItCanHaveValuesOn(
            @Nullable Instant absentUntil, @Nullable Instant goneBy, @Nullable String days) {
        DaySpan week = new DaySpan(LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-22"));
        DaySpan within = row(absentUntil, goneBy).within(week);
        assertThat(within == null ? null : within.first() + " " + within.last()).isEqualTo(days);
    }

    @Test
    void whatASegmentAsksForADayIsOfTheCallsThatReachIntoIt() {
        FetchPlan plan = FetchPlan.of(
                List.of(LocalDate.parse("2026-11-18"), LocalDate.parse("2026-11-19")),
                Map.of(LIMIT, row(null, null), RESTARTS, row(null, Instant.parse("2026-11-17T00:00:00Z"))),
                NOW);
        Segment segment = plan.segments().get(0);
        assertThat(segment.callsOf(List.of(LocalDate.parse("2026-11-18")))).hasSize(2);
        assertThat(segment.callsOf(List.of(LocalDate.parse("2026-11-19")))).hasSize(1);
    }

    private static List<String> windows(FetchPlan plan) {
        return plan.calls().stream()
                .map(call -> call.window().from() + " " + call.window().to())
                .toList();
    }

    private static CatalogueRow row(@Nullable Instant absentUntil, @Nullable Instant goneBy) {
        return new CatalogueRow("r", "eks", null, null, "n", "m", Map.of(), NOW, NOW, absentUntil, goneBy);
    }
}
