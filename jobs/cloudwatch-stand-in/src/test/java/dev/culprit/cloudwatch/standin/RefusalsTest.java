package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** Every limit of a call that the API reference sets. */
class RefusalsTest {
    @RegisterExtension
    final Served served = new Served();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void calls(String message, Consumer<GetMetricDataRequest.Builder> change) {
        assertRefused(message, change);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("MetricDataQueries is required", c -> c.metricDataQueries(new MetricDataQuery[0])),
                call("MetricDataQueries must not have a size greater than 500", c -> c.metricDataQueries(many(501))),
                call("StartTime is required", c -> c.startTime(null)),
                call("EndTime is required", c -> c.endTime(null)),
                call("StartTime must be less than the parameter EndTime", c -> c.endTime(at("10:00"))),
                call("StartTime must be less than the parameter EndTime", c -> c.endTime(Instant.EPOCH)),
                call("MaxDatapoints must be from 1 to 100800", c -> c.maxDatapoints(0)),
                call("MaxDatapoints must be from 1 to 100800", c -> c.maxDatapoints(100_801)),
                call("Up for parameter ScanBy", c -> c.scanBy("Up")),
                call("not unique: q0", c -> c.metricDataQueries(many(1)[0], many(1)[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void queries(String message, Consumer<MetricDataQuery.Builder> change) {
        assertRefused(
                message,
                call -> call.metricDataQueries(
                        many(1)[0].toBuilder().applyMutation(change).build()));
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                query("Id is required", q -> q.id(null)),
                query("Upper for parameter Id does not match", q -> q.id("Upper")),
                query("a-b for parameter Id does not match", q -> q.id("a-b")),
                query("Id must have 1 to 255 characters", q -> q.id("i".repeat(256))),
                query("exactly one of MetricStat and Expression", q -> q.expression("a * 2")),
                query("exactly one of MetricStat and Expression", q -> q.metricStat((MetricStat) null)),
                query(
                        "evaluates no Expression",
                        q -> q.metricStat((MetricStat) null).expression("SEARCH('x')")),
                query("At least one of MetricDataQueries must return data", q -> q.returnData(false)),
                query("Period is required", stat(s -> s.period(null))),
                query("Period 45 is not a multiple of 60", stat(s -> s.period(45))),
                query("Period 90 is not a multiple of 60", stat(s -> s.period(90))),
                query("Period 0 is not a multiple of 60", stat(s -> s.period(0))),
                query("Stat is required", stat(s -> s.stat(null))),
                query("Median for parameter Stat is not supported", stat(s -> s.stat("Median"))),
                query("Stat p99: this stand-in keeps no distributions", stat(s -> s.stat("p99"))),
                query("Octets for parameter Unit", stat(s -> s.unit("Octets"))),
                query("Metric is required", stat(s -> s.metric((Metric) null))),
                query("Namespace is required", stat(s -> s.metric(m -> m.metricName("m")))),
                query("MetricName is required", stat(s -> s.metric(m -> m.namespace("N")))),
                query(
                        "at most 30 dimensions",
                        stat(s -> s.metric(m -> m.namespace("N").metricName("m").dimensions(dimensions(31))))),
                query(
                        "The dimension d0 is there twice",
                        stat(s -> s.metric(
                                m -> m.namespace("N").metricName("m").dimensions(dimensions(1)[0], dimensions(1)[0])))),
                query(
                        "Value must have 1 to 1024 characters",
                        stat(s -> s.metric(m -> m.namespace("N")
                                .metricName("m")
                                .dimensions(
                                        Dimension.builder().name("d").value("").build())))));
    }

    private void assertRefused(String message, Consumer<GetMetricDataRequest.Builder> change) {
        assertThatThrownBy(() -> served.call(change))
                .isInstanceOfSatisfying(CloudWatchException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(400);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                })
                .hasMessageContaining(message);
    }

    private static Arguments call(String message, Consumer<GetMetricDataRequest.Builder> change) {
        return arguments(message, change);
    }

    private static Arguments query(String message, Consumer<MetricDataQuery.Builder> change) {
        return arguments(message, change);
    }

    private static Consumer<MetricDataQuery.Builder> stat(Consumer<MetricStat.Builder> change) {
        MetricStat stat = many(1)[0].metricStat();
        return query -> query.metricStat(stat.toBuilder().applyMutation(change).build());
    }

    private static MetricDataQuery[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Clients.query("q" + index, LIMIT, "Average", 60))
                .toArray(MetricDataQuery[]::new);
    }

    private static Dimension[] dimensions(int count) {
        return IntStream.range(0, count)
                .mapToObj(index ->
                        Dimension.builder().name("d" + index).value("v").build())
                .toArray(Dimension[]::new);
    }
}
