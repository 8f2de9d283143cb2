package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.Fault;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import dev.culprit.cloudwatch.standin.Operation;
import dev.culprit.cloudwatch.standin.Series;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkGlobalTime;

/** What goes wrong ends in complete data or a named failure. */
final class CloudWatchFaultsIT extends CloudWatchCase {
    static List<Fault> faultsThatPass() {
        return List.of(
                Fault.throttling(),
                Fault.serverError(500),
                Fault.serverError(503),
                Fault.reset(),
                Fault.altered(Alteration.INTERNAL_ERROR),
                Fault.altered(Alteration.PARTIAL_WITHOUT_TOKEN),
                Fault.altered(Alteration.PARTIAL_WITH_TOKEN),
                Fault.altered(Alteration.REPEATED_TOKEN));
    }

    @ParameterizedTest
    @MethodSource("faultsThatPass")
    void whatPassesEndsInCompleteData(Fault fault) {
        loadTheIncident();
        run(INCIDENT, prod());
        List<MemoryRow> undisturbed = rows(warehouse, "prod", INCIDENT);
        warehouse = warehouse("disturbed");
        standIn.faults().next(Operation.GET_METRIC_DATA, fault);
        run(INCIDENT, prod());
        assertThat(rows(warehouse, "prod", INCIDENT)).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throttled     | GetMetricData in us-west-2 failed: Throttling, Rate exceeded (HTTP status 400): others use the account's quota too
            unavailable   | GetMetricData in us-west-2 failed: ServiceUnavailable, Service is unavailable (HTTP status 503): run again later
            internal      | is InternalError
            partial       | is PartialData, asked 4 times: run again later, which goes on where this run stopped
            repeated      | is incomplete: the same page is offered for ever (repeated NextToken), asked 4 times
            forbidden     | is Forbidden
            denied        | AccessDenied, User is not authorized to perform this action (HTTP status 403): grant cloudwatch:ListMetrics
            expired       | ExpiredToken, The security token included in the request is expired (HTTP status 403): renew the credentials
            clock         | RequestExpired, Request has expired (HTTP status 400): set this machine's clock
            page          | (HTTP status 404): this is not CloudWatch: check the region, the proxy
            """)
    void whatStaysEndsInANamedFailureAndNoTable(String name, String message) {
        loadTheIncident();
        standIn.faults().always(Operation.GET_METRIC_DATA, lasting(name));
        assertThatThrownBy(() -> runOnce(INCIDENT, prod()))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: CloudWatch's GetMetricData in us-west-2 ")
                .hasMessageContaining(message);
        assertThat(warehouse.dates(Table.CONTAINER_MEMORY, "prod")).isEmpty();
    }

    private static Fault lasting(String name) {
        return switch (name) {
            case "throttled" -> Fault.throttling();
            case "unavailable" -> Fault.serverError(503);
            case "internal" -> Fault.altered(Alteration.INTERNAL_ERROR);
            case "partial" -> Fault.altered(Alteration.PARTIAL_WITHOUT_TOKEN);
            case "repeated" -> Fault.altered(Alteration.REPEATED_TOKEN);
            case "forbidden" -> Fault.altered(Alteration.FORBIDDEN);
            case "denied" -> Fault.accessDenied();
            case "expired" -> Fault.expiredToken();
            case "clock" -> Fault.requestExpired();
            case "page" -> Fault.notFoundPage();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void aRunStoppedAtAnyCallGoesOnWhereItStopped() {
        many(20, "2026-11-09", "2026-11-16");
        Period asked = days("2026-11-09", "2026-11-16");
        run(asked, prod());
        int calls = standIn.billing().requests(Operation.GET_METRIC_DATA);
        List<MemoryRow> whole = rows(warehouse, "prod", asked);
        assertThat(calls).isEqualTo(4);
        int requests = calls; // which the faults' numbers count from the start
        for (int stop = 1; stop <= calls; stop++) {
            standIn.billing().clear();
            warehouse = warehouse("stopped-at-" + stop);
            standIn.faults().on(Operation.GET_METRIC_DATA, requests + stop, Fault.serverError(500));
            assertThatThrownBy(() -> runOnce(asked, prod())).isInstanceOf(CulpritException.class);
            standIn.faults().clear();
            run(asked, prod());
            assertThat(rows(warehouse, "prod", asked)).isEqualTo(whole);
            assertThat(standIn.billing().requests(Operation.GET_METRIC_DATA)).isEqualTo(calls + 1);
            assertThat(standIn.billing().asked()).doesNotHaveDuplicates();
            requests += calls + 1;
        }
    }

    @Test
    void aBrokenRoleLeavesTheOtherEnvironments() {
        loadTheIncident();
        assertThatThrownBy(() -> runOnce(INCIDENT, test("arn:aws:iam::222222222222:role/other"), prod(), dev()))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith(
                        "environment test: memory.role-arn arn:aws:iam::222222222222:role/other cannot be assumed: AccessDenied, ")
                .hasMessageEndingWith(": correct it, memory.external-id or the role's trust policy");
        assertThat(rows(warehouse, "prod", INCIDENT)).isNotEmpty();
        assertThat(rows(warehouse, "dev", INCIDENT)).isNotEmpty();
        assertThat(standIn.billing().of("arn:aws:iam::222222222222:role/other").metrics())
                .isZero();
    }

    /** A clock an hour wrong, told by the Date of the refusal: the SDK signs anew by the service's clock. */
    @Test
    void aWrongClockIsMended() {
        loadTheIncident();
        SdkGlobalTime.setGlobalTimeOffset(3600);
        try {
            run(INCIDENT, prod(), test(TEST_ROLE));
        } finally {
            SdkGlobalTime.setGlobalTimeOffset(0);
        }
        assertThat(standIn.billing().calls()).anyMatch(call -> call.status() == 403);
        assertThat(rows(warehouse, "prod", INCIDENT)).isNotEmpty();
        assertThat(rows(warehouse, "test", INCIDENT)).isNotEmpty();
    }

    @Test
    void anExpiredSessionEndsTheRunAndTheNextOneGoesOnWithAnother() {
        loadTheIncident();
        standIn.faults().of(TEST_ROLE).on(Operation.LIST_METRICS, 3, Fault.expiredToken());
        assertThatThrownBy(() -> run(INCIDENT, test(TEST_ROLE)))
                .hasMessageContaining("ExpiredToken")
                .hasMessageEndingWith("renew the credentials and run again");
        standIn.expireSessions();
        run(INCIDENT, test(TEST_ROLE));
        assertThat(rows(warehouse, "test", INCIDENT)).isNotEmpty();
        assertThat(standIn.billing().asked()).doesNotHaveDuplicates();
    }

    @Test
    void aThrottledAccountLeavesTheOtherEnvironments() {
        loadTheIncident();
        standIn.faults().of(TEST_ROLE).always(Operation.GET_METRIC_DATA, Fault.throttling());
        assertThatThrownBy(() -> runOnce(INCIDENT, prod(), test(TEST_ROLE), dev()))
                .hasMessageStartingWith("environment test: ")
                .hasMessageContaining("Throttling");
        assertThat(rows(warehouse, "prod", INCIDENT)).isNotEmpty();
        assertThat(rows(warehouse, "dev", INCIDENT)).isNotEmpty();
    }

    @Test
    void anEmptyDiscoveryIsExplained() {
        assertThat(failureOf("eks-prod")).contains("namespace ContainerInsights is empty in this region and account");
        standIn.store()
                .put(
                        Series.of("ContainerInsights", "pod_memory_utilization", "ClusterName", "eks-basic"),
                        "Percent",
                        clock.instant().minusSeconds(3600),
                        50)
                .put(
                        Series.of("ContainerInsights", "container_memory_limit", "ClusterName", "eks-averages"),
                        "Bytes",
                        clock.instant().minusSeconds(3600),
                        50);
        assertThat(failureOf("eks-prd"))
                .endsWith(
                        "the region has metrics of clusters eks-averages, eks-basic: memory.cluster must name one of these");
        assertThat(failureOf("eks-basic")).endsWith("turn enhanced observability on");
        assertThat(failureOf("eks-averages")).contains("there are only averages over pods");
    }

    private String failureOf(String cluster) {
        try {
            return run(INCIDENT, source("prod", cluster, null, null, null)).toString();
        } catch (CulpritException failure) {
            return failure.getMessage();
        }
    }
}
