package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

class PagingTest {
    private static final Series SILENT = Series.of("ContainerInsights", "container_memory_limit", "ClusterName", "off");

    @RegisterExtension
    final Served served = new Served();

    @Test
    void oneIdGoesOnOverPagesAndIsCompleteOnItsLast() {
        served.minutes(LIMIT, 5);

        assertThat(pages(call -> call.metricDataQueries(query("a", LIMIT), query("b", SILENT), query("c", LIMIT))
                        .maxDatapoints(3)))
                .containsExactly(
                        "a PartialData [0.0, 1.0, 2.0]",
                        "a Complete [3.0, 4.0], b Complete [], c PartialData [0.0]",
                        "c PartialData [1.0, 2.0, 3.0]",
                        "c Complete [4.0]");
    }

    @Test
    void aPageThatIsJustFullEndsWithACompleteResult() {
        served.minutes(LIMIT, 3);

        assertThat(pages(call -> call.metricDataQueries(query("a", LIMIT), query("b", SILENT), query("c", LIMIT))
                        .maxDatapoints(3)))
                .containsExactly("a Complete [0.0, 1.0, 2.0], b Complete []", "c Complete [0.0, 1.0, 2.0]");
    }

    @Test
    void aPageHolds100800PointsAtMost() {
        MetricDataQuery[] queries = new MetricDataQuery[11];
        for (int index = 0; index < queries.length; index++) {
            Series series = Series.of("N", "m", "index", "" + index);
            served.standIn
                    .store()
                    .generate(
                            series,
                            "None",
                            at("12:00").minus(Duration.ofDays(7)),
                            at("12:00"),
                            Duration.ofMinutes(1),
                            second -> 1);
            queries[index] = query("q" + index, series);
        }
        Consumer<GetMetricDataRequest.Builder> week = call -> call.metricDataQueries(queries)
                .startTime(at("12:00").minus(Duration.ofDays(7)))
                .endTime(at("12:00"));

        GetMetricDataResponse first = served.call(week);
        GetMetricDataResponse second = served.call(week.andThen(call -> call.nextToken(first.nextToken())));

        assertThat(first.metricDataResults()).hasSize(10);
        assertThat(points(first)).isEqualTo(100_800);
        assertThat(points(second)).isEqualTo(10_080);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void aTokenIsOfUseWithItsOwnRequestOnly() {
        served.minutes(LIMIT, 5);
        String token = served.call(call -> call.maxDatapoints(2)).nextToken();

        assertThat(served.call(call -> call.maxDatapoints(2).nextToken(token))
                        .metricDataResults()
                        .get(0)
                        .values())
                .containsExactly(2.0, 3.0);
        assertThatThrownBy(() -> served.call(call -> call.maxDatapoints(3).nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> served.call(
                        call -> call.maxDatapoints(2).endTime(at("10:30")).nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> served.call(call -> call.maxDatapoints(2).nextToken("junk")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> served.client.listMetrics(call -> call.nextToken(token)))
                .hasMessageContaining("next token is invalid");
    }

    private static MetricDataQuery query(String id, Series series) {
        return Clients.query(id, series, "Average", 60);
    }

    private static int points(GetMetricDataResponse response) {
        return response.metricDataResults().stream()
                .mapToInt(result -> result.values().size())
                .sum();
    }

    private List<String> pages(Consumer<GetMetricDataRequest.Builder> change) {
        List<String> pages = new ArrayList<>();
        String token = null;
        do {
            String last = token;
            GetMetricDataResponse page = served.call(change.andThen(call -> call.nextToken(last)));
            pages.add(String.join(
                    ", ",
                    page.metricDataResults().stream()
                            .map(result -> result.id() + " " + result.statusCodeAsString() + " " + result.values())
                            .toList()));
            token = page.nextToken();
        } while (token != null);
        return pages;
    }
}
