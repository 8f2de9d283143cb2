package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.Billing.Asked;
import dev.culprit.cloudwatch.standin.Fault;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import dev.culprit.cloudwatch.standin.Operation;
import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.model.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of CloudWatch: no more than is needed, never the same twice, and never above the limit. */
final class CloudWatchBillIT extends CloudWatchCase {
    /** 500 queries or 100,800 points a call, and no series asked for twice, as each time is billed. */
    @ParameterizedTest
    @CsvSource({
        // from,     to,                  now,          period, calls, a value every so many hours
        "2026-11-23, 2026-11-24, 2026-11-23T01:05:00Z, 60, 5, 1",
        "2026-11-20, 2026-11-21, 2026-11-23T12:00:00Z, 60, 35, 6",
        "2026-11-14, 2026-11-21, 2026-11-23T12:00:00Z, 60, 240, 12",
        "2026-09-27, 2026-11-06, 2026-11-23T12:00:00Z, 300, 300, 120",
    })
    void callsAndBillAreTheLeastThatTheLimitsAllow(
            String from, String to, String now, int period, int calls, int hours) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(now)));
        for (int pod = 0; pod < 600; pod++) {
            String name = "shop-" + pod;
            Instant end = clock.instant().plusSeconds(60);
            Instant start = Instant.parse(from + "T00:00:00Z");
            Duration every = Duration.ofHours(hours);
            standIn.store()
                    .generate(container(MemoryMetric.CONTAINER_LIMIT, name), "Bytes", start, end, every, t -> 1000)
                    .generate(container(MemoryMetric.CONTAINER_PERCENT, name), "Percent", start, end, every, t -> 50)
                    .generate(pod(MemoryMetric.POD_WORKING_SET, name), "Bytes", start, end, every, t -> 700)
                    .generate(pod(MemoryMetric.POD_RESTARTS, name), "Count", start, end, every, t -> 0);
        }
        Period asked = days(from, to);
        MemoryEstimates estimates =
                ExtractMemoryJob.estimate(warehouse, new Configuration(), List.of(prod()), asked, clock);
        run(asked, prod());

        assertThat(standIn.billing().requests(Operation.GET_METRIC_DATA)).isEqualTo(calls);
        assertThat(standIn.billing().metrics()).isEqualTo(2400);
        assertThat(standIn.billing().asked()).allMatch(query -> query.period() == period);
        assertThat(estimates.environments().get(0).calls()).isEqualTo(calls);
        assertThat(estimates.environments().get(0).metricsRequested()).isEqualTo(2400);
        assertThat(rows(warehouse, "prod", asked))
                .hasSize(600
                        * (int) Duration.between(
                                        asked.from(),
                                        asked.to().isBefore(clock.instant()) ? asked.to() : clock.instant())
                                .toHours()
                        / hours)
                .allSatisfy(row -> {
                    assertThat(row.workingSetBytes()).isEqualTo(500);
                    assertThat(row.periodSeconds()).isEqualTo(period);
                });
    }

    @Test
    void finalDaysAreNotAskedForAgainAndYoungOnesAre() {
        many(1, "2026-11-16", "2026-11-25");
        Period week = days("2026-11-16", "2026-11-23");
        run(week, prod());
        standIn.billing().clear();
        run(week, prod());
        assertThat(standIn.billing().asked())
                .extracting(Asked::from)
                .containsOnly(Instant.parse("2026-11-21T00:00:00Z"));
        clock.advance(Duration.ofDays(2));
        run(week, prod());
        standIn.billing().clear();
        run(week, prod());
        assertThat(standIn.billing().calls()).isEmpty();
    }

    @Test
    void nothingIsRequestedAboveTheLimit() {
        loadTheIncident();
        assertThatThrownBy(() -> run(INCIDENT, limited(11)))
                .hasMessage("environment prod: 12 metrics would have to be requested, about $0.0001,"
                        + " and memory.max-metrics-requested is 11: raise it, or choose a shorter period");
        assertThat(standIn.billing().metrics()).isZero();
        run(INCIDENT, limited(12));
        assertThat(standIn.billing().metrics()).isEqualTo(12);
    }

    @Test
    void askingAgainIsBoundByTheLimitToo() {
        loadTheIncident();
        standIn.faults().always(Operation.GET_METRIC_DATA, Fault.altered(Alteration.INTERNAL_ERROR));
        assertThatThrownBy(() -> run(INCIDENT, limited(20)))
                .hasMessageContaining("memory.max-metrics-requested = 20 is reached after 12");
        assertThat(standIn.billing().metrics()).isEqualTo(12);
    }

    /** Nobody knows what a request has cost that was answered with an error, or not in time. */
    @Test
    void whatTheSdkSendsAgainIsBoundByTheLimitToo() {
        loadTheIncident();
        standIn.faults().always(Operation.GET_METRIC_DATA, Fault.serverError(500));
        assertThatThrownBy(() -> run(INCIDENT, limited(30)))
                .hasMessageContaining("memory.max-metrics-requested = 30 is reached after 24");
    }

    @Test
    void anEstimateWritesNothingAndRequestsNothing() {
        loadTheIncident();
        MemoryEstimates estimates = ExtractMemoryJob.estimate(
                warehouse, new Configuration(), List.of(limited(5), test("arn:aws:iam::1:role/none")), INCIDENT, clock);
        assertThat(estimates.table()).isEqualTo("""
                        ENV                         SERIES  DAYS   CALLS    METRICS  LISTINGS   ESTIMATE
                        prod                            12     3       1         12         9    $0.0002  above the limit
                        $0.0002 in all, at $0.01 per 1,000 metrics and listings
                        """);
        assertThat(estimates.failure()).hasMessageStartingWith("environment test: memory.role-arn ");
        assertThat(standIn.billing().metrics()).isZero();
        assertThat(folder.resolve("warehouse")).doesNotExist();
    }
}
