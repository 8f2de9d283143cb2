package dev.culprit.extract.memory.cloudwatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.insights.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowTest {
    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT1H, 60, 500",
        "PT3H, 60, 500",
        "PT6H, 60, 280",
        "P1D, 60, 70",
        "P7D, 60, 10",
        "P14D, 60, 5",
        "P40D, 300, 8",
        "P300D, 3600, 14"
    })
    void aCallAsksForNoMoreThanOnePageHolds(Duration length, int period, int queries) {
        Window window = new Window(NOON, NOON.plus(length), period);
        assertThat(window.queriesPerCall()).isEqualTo(queries);
        assertThat(window.queriesPerCall() * window.points()).isLessThanOrEqualTo(100_800);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 60",
        "P14DT22H59M, 60",
        "P14DT23H, 300",
        "P62DT22H59M, 300",
        "P62DT23H, 3600",
        "P454DT22H59M, 3600",
        "P454DT23H, 0"
    })
    void thePeriodIsTheFinestThatIsKeptForAnHourMore(Duration age, int period) {
        assertThat(Window.finestPeriod(NOON.minus(age), NOON).orElse(0)).isEqualTo(period);
    }

    @Test
    void aTimeBelongsToThePeriodThatItBegins() {
        Window window = new Window(NOON, NOON.plusSeconds(900), 300);
        assertThat(window.slotOf(NOON)).isZero();
        assertThat(window.slotOf(NOON.plusSeconds(600))).isEqualTo(2);
        assertThat(window.timeOf(2)).isEqualTo(NOON.plusSeconds(600));
        assertThat(window.slotOf(NOON.plusSeconds(60))).isEqualTo(-1);
        assertThat(window.slotOf(NOON.minusSeconds(300))).isEqualTo(-1);
        assertThat(window.slotOf(NOON.plusSeconds(900)))
                .as("the end is not in it")
                .isEqualTo(-1);
    }

    @Test
    void unalignedAndEmptyWindowsAreRefused() {
        assertThatThrownBy(() -> new Window(NOON.plusSeconds(1), NOON.plusSeconds(60), 60))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(NOON, NOON, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(NOON, NOON.plus(Duration.ofDays(80)), 60))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyTellsCallsApart() {
        Window window = new Window(NOON, NOON.plusSeconds(3600), 60);
        Window later = new Window(NOON, NOON.plusSeconds(3660), 60);
        MetricCall call = new MetricCall(window, queries(2));
        assertThat(call.key("us-west-2", null, null))
                .isEqualTo(new MetricCall(window, queries(2)).key("us-west-2", null, null));
        assertThat(List.of(
                        call.key("us-west-2", null, null),
                        call.key("us-west-1", null, null),
                        call.key("us-west-2", "role", null),
                        call.key("us-west-2", "role", "222222222222"),
                        new MetricCall(window, queries(1)).key("us-west-2", null, null),
                        new MetricCall(later, queries(2)).key("us-west-2", null, null)))
                .doesNotHaveDuplicates();
    }

    @Test
    void queriesAreSpreadOverTheFewestCalls() {
        Window day = new Window(NOON, NOON.plus(Duration.ofDays(1)), 60);
        List<SeriesQuery> queries = queries(141);
        List<MetricCall> calls = MetricCall.covering(day, queries);
        assertThat(calls).extracting(call -> call.queries().size()).containsExactly(70, 70, 1);
        assertThat(calls).flatExtracting(MetricCall::queries).isEqualTo(queries);
        assertThatThrownBy(() -> new MetricCall(day, queries)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<SeriesQuery> queries(int count) {
        return IntStream.range(0, count)
                .mapToObj(pod -> new SeriesQuery(
                        Series.of("ContainerInsights", "pod_memory_limit", Map.of("FullPodName", "shop-" + pod)),
                        Statistic.AVERAGE))
                .toList();
    }
}
