package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** What a good call is answered with. */
class GetMetricDataTest {
    @RegisterExtension
    final Served served = new Served();

    @Test
    void theStartIsIncludedAndTheEndIsNot() {
        served.minutes(LIMIT, 10);

        MetricDataResult result =
                served.result(call -> call.startTime(at("10:01")).endTime(at("10:04")));

        assertThat(result.id()).isEqualTo("a");
        assertThat(result.label()).isEqualTo("container_memory_limit");
        assertThat(result.statusCodeAsString()).isEqualTo("Complete");
        assertThat(result.timestamps()).containsExactly(at("10:01"), at("10:02"), at("10:03"));
        assertThat(result.values()).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void theNewestComesFirstUnlessAskedOtherwise() {
        served.minutes(LIMIT, 3);

        assertThat(served.result(call -> call.scanBy((String) null)).values()).containsExactly(2.0, 1.0, 0.0);
        assertThat(served.result(call -> call.scanBy("TimestampDescending")).timestamps())
                .containsExactly(at("10:02"), at("10:01"), at("10:00"));
    }

    @Test
    void theStartIsRoundedDownToTheMinute() {
        served.minutes(LIMIT, 3);

        assertThat(served.result(call -> call.startTime(at("10:01:59"))).timestamps())
                .containsExactly(at("10:01"), at("10:02"));
    }

    @Test
    void samplesOfAPeriodAreAggregated() {
        served.minutes(LIMIT, 10);
        served.standIn.store().put(LIMIT, "Bytes", at("10:04:30"), 104);

        assertThat(statistic("Average")).containsExactly((0 + 1 + 2 + 3 + 4 + 104) / 6.0, 7.0);
        assertThat(statistic("Sum")).containsExactly(114.0, 35.0);
        assertThat(statistic("Minimum")).containsExactly(0.0, 5.0);
        assertThat(statistic("Maximum")).containsExactly(104.0, 9.0);
        assertThat(statistic("SampleCount")).containsExactly(6.0, 5.0);
    }

    private List<Double> statistic(String stat) {
        return served.result(call -> call.metricDataQueries(Clients.query("a", LIMIT, stat, 300)))
                .values();
    }

    @Test
    void aSubsetOfTheDimensionsIsAnotherSeries() {
        served.minutes(LIMIT, 1);
        Map<String, String> fewer = new LinkedHashMap<>(LIMIT.dimensions());
        fewer.remove("PodName");

        MetricDataResult result = served.result(call -> call.metricDataQueries(
                Clients.query("a", new Series(LIMIT.namespace(), LIMIT.metric(), fewer), "Average", 60)));

        assertThat(result.values()).isEmpty();
        assertThat(result.statusCodeAsString()).isEqualTo("Complete");
    }

    @Test
    void theOrderOfDimensionsMeansNothing() {
        served.minutes(LIMIT, 1);
        MetricStat stat = Clients.query("a", LIMIT, "Average", 60).metricStat();
        List<Dimension> backwards = new ArrayList<>(stat.metric().dimensions());
        Collections.reverse(backwards);

        MetricDataResult result = served.result(call -> call.metricDataQueries(Clients.query(
                "a",
                stat.toBuilder()
                        .metric(stat.metric().toBuilder().dimensions(backwards).build())
                        .build())));

        assertThat(result.values()).containsExactly(0.0);
    }

    @Test
    void samplesOfOtherUnitsAreLeftOutWhereAUnitIsNamed() {
        served.minutes(LIMIT, 1);
        served.standIn.store().put(LIMIT, "Megabytes", at("10:00"), 8);

        assertThat(unit(null)).containsExactly(4.0);
        assertThat(unit("Megabytes")).containsExactly(8.0);
        assertThat(unit("Count")).isEmpty();
    }

    private List<Double> unit(String unit) {
        MetricStat stat = Clients.query("a", LIMIT, "Average", 60).metricStat();
        return served.result(call -> call.metricDataQueries(
                        Clients.query("a", stat.toBuilder().unit(unit).build())))
                .values();
    }

    @Test
    void nothingIsSeenBeforeItHappensOrArrives() {
        served.minutes(LIMIT, 60);
        served.clock.set(at("10:05"));

        assertThat(served.result(call -> {}).values()).hasSize(6);
        served.standIn.store().arrivesAfter(Duration.ofMinutes(2));
        assertThat(served.result(call -> {}).values()).hasSize(4);
    }

    @Test
    void oldMinutesAreThereOnlyForCoarserPeriods() {
        served.minutes(LIMIT, 60);

        served.clock.set(at("10:00").plus(Duration.ofDays(15)));
        assertThat(period(60)).hasSize(60);
        served.clock.advance(Duration.ofSeconds(1));
        assertThat(period(60)).isEmpty();
        assertThat(period(300)).hasSize(12);
        served.clock.set(at("10:00").plus(Duration.ofDays(63)).plusSeconds(1));
        assertThat(period(300)).isEmpty();
        assertThat(period(3600)).hasSize(1);
        served.clock.set(at("11:00").plus(Duration.ofDays(455)));
        assertThat(period(3600)).isEmpty();
    }

    private List<Double> period(int seconds) {
        return served.result(call -> call.metricDataQueries(Clients.query("a", LIMIT, "Average", seconds)))
                .values();
    }

    @Test
    void anOldStartIsRoundedDownFurther() {
        served.minutes(LIMIT, 60);
        served.clock.set(at("10:00").plus(Duration.ofDays(16)));

        MetricDataResult result = served.result(call -> call.startTime(at("10:09"))
                .endTime(at("10:15"))
                .metricDataQueries(Clients.query("a", LIMIT, "Average", 300)));

        assertThat(result.timestamps()).containsExactly(at("10:05"), at("10:10"));
    }

    @Test
    void generatedSeriesAnswerAsRecordedOnesDo() {
        Instant from = at("10:00");
        served.standIn
                .store()
                .generate(LIMIT, "Bytes", from, at("10:20"), Duration.ofMinutes(5), second -> second % 3600 / 60.0);

        MetricDataResult result = served.result(call -> call.startTime(at("10:02")));

        assertThat(result.timestamps()).containsExactly(at("10:05"), at("10:10"), at("10:15"));
        assertThat(result.values()).containsExactly(5.0, 10.0, 15.0);
    }

    @Test
    void whatReturnsNoDataIsNotInTheAnswer() {
        served.minutes(LIMIT, 1);

        assertThat(served.call(call -> call.metricDataQueries(
                                Clients.query("a", LIMIT, "Average", 60).toBuilder()
                                        .returnData(false)
                                        .build(),
                                Clients.query("b", LIMIT, "Sum", 60)))
                        .metricDataResults())
                .extracting(MetricDataResult::id)
                .containsExactly("b");
    }

    @Test
    void anotherAccountsMetricsAreForbidden() {
        served.minutes(LIMIT, 1);

        MetricDataResult result =
                served.result(call -> call.metricDataQueries(Clients.query("a", LIMIT, "Average", 60).toBuilder()
                        .accountId("222222222222")
                        .build()));

        assertThat(result.statusCodeAsString()).isEqualTo("Forbidden");
        assertThat(result.values()).isEmpty();
    }
}
