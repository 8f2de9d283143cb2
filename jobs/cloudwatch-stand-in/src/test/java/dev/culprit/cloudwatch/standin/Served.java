package dev.culprit.cloudwatch.standin;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** A stand-in for one test, with the SDK's client of its default user. */
final class Served implements AfterEachCallback {
    static final Series LIMIT = Series.of(
            "ContainerInsights",
            "container_memory_limit",
            "ClusterName",
            "prod",
            "Namespace",
            "web",
            "PodName",
            "shop");

    final FakeClock clock = FakeClock.at("2026-11-18T12:00:00Z");
    final CloudWatchStandIn standIn;
    final CloudWatchClient client;

    Served() {
        this(builder -> {});
    }

    Served(Consumer<CloudWatchStandIn.Builder> more) {
        CloudWatchStandIn.Builder builder = CloudWatchStandIn.builder().clock(clock);
        more.accept(builder);
        standIn = builder.start();
        client = Clients.cloudWatch(standIn.endpoint());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.close();
        standIn.close();
    }

    /** From 10:00 on, one sample a minute, whose value is the number of the minute. */
    void minutes(Series series, int count) {
        for (int minute = 0; minute < count; minute++) {
            standIn.store().put(series, "Bytes", at("10:00").plusSeconds(60L * minute), minute);
        }
    }

    /** @param time of the clock's day, as in {@code 10:30} or {@code 10:30:15} */
    static Instant at(String time) {
        return Instant.parse("2026-11-18T" + time + (time.length() == 5 ? ":00Z" : "Z"));
    }

    /** The one result of a call for a series, of which the caller may change everything. */
    MetricDataResult result(Consumer<GetMetricDataRequest.Builder> change) {
        return call(change).metricDataResults().get(0);
    }

    GetMetricDataResponse call(Consumer<GetMetricDataRequest.Builder> change) {
        return client.getMetricData(
                call -> change.accept(call.metricDataQueries(Clients.query("a", LIMIT, "Average", 60))
                        .startTime(at("10:00"))
                        .endTime(at("11:00"))
                        .scanBy("TimestampAscending")));
    }
}
