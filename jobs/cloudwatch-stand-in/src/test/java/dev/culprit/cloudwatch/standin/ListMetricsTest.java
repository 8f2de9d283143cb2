package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

class ListMetricsTest {
    private static final Series OF_POD = Series.of("ContainerInsights", "pod_memory_working_set", "PodName", "shop");
    private static final Series OF_TASK = Series.of("ECS/ContainerInsights", "MemoryUtilized", "ClusterName", "prod");

    @RegisterExtension
    final Served served = new Served();

    @Test
    void filtersByNamespaceAndName() {
        put(at("10:00"), LIMIT, OF_POD, OF_TASK);

        assertThat(listed(call -> {})).containsExactly(LIMIT, OF_POD, OF_TASK);
        assertThat(listed(call -> call.namespace("ContainerInsights"))).containsExactly(LIMIT, OF_POD);
        assertThat(listed(call -> call.metricName("pod_memory_working_set"))).containsExactly(OF_POD);
        assertThat(listed(call -> call.namespace("containerinsights"))).isEmpty();
    }

    @Test
    void aFilterOfDimensionsLetsFurtherDimensionsPass() {
        put(at("10:00"), LIMIT, OF_POD, OF_TASK);

        assertThat(listed(call -> call.dimensions(filter("ClusterName", null)))).containsExactly(LIMIT, OF_TASK);
        assertThat(listed(call -> call.dimensions(filter("PodName", "shop")))).containsExactly(LIMIT, OF_POD);
        assertThat(listed(call -> call.dimensions(filter("ClusterName", "prod"), filter("PodName", "shop"))))
                .containsExactly(LIMIT);
        assertThat(listed(call -> call.dimensions(filter("PodName", "sho")))).isEmpty();
    }

    @Test
    void whatIsSilentForTwoWeeksIsNoLongerListed() {
        put(at("10:00"), LIMIT);

        served.clock.set(at("10:00").plus(Duration.ofDays(14)));
        assertThat(listed(call -> {})).containsExactly(LIMIT);
        served.clock.advance(Duration.ofSeconds(1));
        assertThat(listed(call -> {})).isEmpty();
    }

    @Test
    void whatIsNoLongerListedCanStillBeRead() {
        put(at("10:00"), LIMIT);
        served.clock.set(at("10:00").plus(Duration.ofDays(60)));

        assertThat(listed(call -> {})).isEmpty();
        assertThat(served.result(call -> call.metricDataQueries(Clients.query("a", LIMIT, "Average", 300)))
                        .values())
                .containsExactly(1.0);
    }

    @Test
    void recentlyActiveMeansTheLastThreeHours() {
        put(at("09:00"), LIMIT);
        put(at("08:59"), OF_POD);

        assertThat(listed(call -> call.recentlyActive("PT3H"))).containsExactly(LIMIT);
        assertThatThrownBy(() -> listed(call -> call.recentlyActive("PT1H")))
                .hasMessageContaining("PT1H for parameter RecentlyActive");
    }

    @Test
    void newSeriesAreListedAfterAQuarterOfAnHour() {
        put(at("11:00"), LIMIT);

        served.clock.set(at("11:14:59"));
        assertThat(listed(call -> {})).isEmpty();
        served.clock.set(at("11:15"));
        assertThat(listed(call -> {})).containsExactly(LIMIT);
    }

    @Test
    void aPageHolds500Series() {
        Series[] many = IntStream.range(0, 1001)
                .mapToObj(index -> Series.of("N", "m", "index", "%04d".formatted(index)))
                .toArray(Series[]::new);
        put(at("10:00"), many);

        List<Series> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (ListMetricsResponse page : served.client.listMetricsPaginator()) {
            sizes.add(page.metrics().size());
            page.metrics().forEach(metric -> all.add(series(metric)));
        }

        assertThat(sizes).containsExactly(500, 500, 1);
        assertThat(all).containsExactly(many);
        assertThat(served.standIn.billing().answered(Operation.LIST_METRICS)).isEqualTo(3);
    }

    @Test
    void refusesWhatTheServiceDoesNotKnow() {
        assertThatThrownBy(() -> listed(call -> call.dimensions(IntStream.range(0, 11)
                        .mapToObj(index -> filter("d" + index, null))
                        .toList())))
                .hasMessageContaining("At most 10 dimension filters");
        assertThatThrownBy(() -> listed(call -> call.includeLinkedAccounts(true)))
                .hasMessageContaining("one by one");
        assertThatThrownBy(() -> listed(call -> call.nextToken("junk"))).hasMessageContaining("next token is invalid");
    }

    private void put(Instant time, Series... all) {
        for (Series series : all) {
            served.standIn.store().put(series, "None", time, 1);
        }
    }

    private List<Series> listed(Consumer<ListMetricsRequest.Builder> call) {
        return served.client.listMetrics(call).metrics().stream()
                .map(ListMetricsTest::series)
                .toList();
    }

    private static Series series(Metric metric) {
        String[] dimensions = metric.dimensions().stream()
                .flatMap(dimension -> List.of(dimension.name(), dimension.value()).stream())
                .toArray(String[]::new);
        return Series.of(metric.namespace(), metric.metricName(), dimensions);
    }

    private static DimensionFilter filter(String name, String value) {
        return DimensionFilter.builder().name(name).value(value).build();
    }
}
