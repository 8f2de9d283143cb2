package dev.culprit.extract.memory.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/** What the SDK's own client sees. */
class CloudWatchStandInTest {
    private static final Instant START = Instant.parse("2026-11-18T10:00:00Z");
    private static final Series LIMIT = Series.of("ContainerInsights", "container_memory_limit", "ClusterName", "prod");

    private final FakeClock clock = FakeClock.at("2026-11-18T12:00:00Z");
    private CloudWatchStandIn standIn;
    private CloudWatchClient client;

    @BeforeEach
    void start() {
        standIn = CloudWatchStandIn.builder().clock(clock).start();
        client = Clients.cloudWatch(standIn.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        standIn.close();
    }

    @Test
    void answersWithThePointsOfTheWindow() {
        for (int minute = 0; minute < 10; minute++) {
            standIn.store().put(LIMIT, "Bytes", START.plusSeconds(60L * minute), minute);
        }

        GetMetricDataResponse response =
                client.getMetricData(call -> call.metricDataQueries(Clients.query("a", LIMIT, "Average", 60))
                        .startTime(START.plusSeconds(60))
                        .endTime(START.plusSeconds(240))
                        .scanBy("TimestampAscending"));

        assertThat(response.nextToken()).isNull();
        assertThat(response.metricDataResults()).singleElement().satisfies(result -> {
            assertThat(result.id()).isEqualTo("a");
            assertThat(result.values()).containsExactly(1.0, 2.0, 3.0);
            assertThat(result.timestamps())
                    .containsExactly(START.plusSeconds(60), START.plusSeconds(120), START.plusSeconds(180));
            assertThat(result.statusCodeAsString()).isEqualTo("Complete");
        });
        assertThat(standIn.billing().metrics()).isEqualTo(1);
        assertThat(standIn.billing().points()).isEqualTo(3);
    }

    @Test
    void listsSeriesAndTheirDimensions() {
        standIn.store().put(LIMIT, "Bytes", START, 1);

        List<Metric> metrics = new ArrayList<>(client.listMetrics().metrics());

        assertThat(metrics).singleElement().satisfies(metric -> {
            assertThat(metric.metricName()).isEqualTo("container_memory_limit");
            assertThat(metric.dimensions())
                    .singleElement()
                    .satisfies(dimension -> assertThat(dimension.value()).isEqualTo("prod"));
        });
    }
}
