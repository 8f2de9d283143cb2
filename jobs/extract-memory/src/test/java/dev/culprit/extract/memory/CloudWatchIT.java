package dev.culprit.extract.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.cloudwatch.Connection;
import dev.culprit.extract.memory.standin.Billing.Asked;
import dev.culprit.extract.memory.standin.CloudWatchStandIn;
import dev.culprit.extract.memory.standin.FakeClock;
import dev.culprit.extract.memory.standin.Fault;
import dev.culprit.extract.memory.standin.Fault.Alteration;
import dev.culprit.extract.memory.standin.Operation;
import dev.culprit.extract.memory.standin.Series;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Nullable;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The API route against a CloudWatch inside this JVM, with the SDK's own clients between. */
final class CloudWatchIT {
    private static final Path RECORDED = Path.of("../../demo/metric-stream");
    private static final Period INCIDENT = days("2026-11-16", "2026-11-19");
    private static final String TEST_ROLE = "arn:aws:iam::222222222222:role/culprit";
    private static final String DEV_ROLE = "arn:aws:iam::333333333333:role/culprit";
    private static final Map<String, String> PROPERTIES =
            Map.of("aws.accessKeyId", CloudWatchStandIn.USER, "aws.secretAccessKey", "any");

    @TempDir
    private Path folder;

    private final FakeClock clock = FakeClock.at("2026-11-23T12:00:00Z");
    private CloudWatchStandIn standIn;
    private Warehouse warehouse;

    @BeforeEach
    void start() {
        standIn = CloudWatchStandIn.builder().clock(clock).start();
        PROPERTIES.forEach(System::setProperty);
        System.setProperty("aws.endpointUrlCloudWatch", standIn.endpoint().toString());
        System.setProperty("aws.endpointUrlSts", standIn.endpoint().toString());
        warehouse = warehouse("warehouse");
    }

    @AfterEach
    void stop() {
        standIn.close();
        PROPERTIES.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrlCloudWatch");
        System.clearProperty("aws.endpointUrlSts");
    }

    @Test
    void theRecordedIncidentGivesTheRowsOfTheMetricStream() {
        loadTheIncident();
        JobSummary summary = run(INCIDENT, prod(), test(TEST_ROLE), dev());
        Warehouse streams = warehouse("streams");
        ExtractMemoryJob.run(
                streams,
                new Configuration(),
                List.of(
                        new MetricStream("prod", RECORDED.resolve("prod").toString(), null),
                        new MetricStream("test", RECORDED.resolve("test").toString(), null),
                        new MetricStream("dev", RECORDED.resolve("dev").toString(), null)),
                INCIDENT,
                clock);
        for (String environment : List.of("prod", "test", "dev")) {
            List<MemoryRow> expected = rows(streams, environment, INCIDENT).stream()
                    .map(CloudWatchIT::asOfTheApi)
                    .toList();
            assertThat(expected).hasSizeGreaterThan(800);
            assertThat(rows(warehouse, environment, INCIDENT)).isEqualTo(expected);
        }
        assertThat(summary)
                .hasToString("extract-memory: 3 environments, 5,178 memory rows, 0 records left out,"
                        + " 0 records of other namespaces ignored, 18 metrics requested");
        assertThat(folder.resolve("warehouse/.cloudwatch")).doesNotExist();
        assertThat(folder.resolve("warehouse/.staging")).doesNotExist();
    }

    /** 500 queries or 100,800 points a call, and no series asked for twice, as each time is billed. */
    @ParameterizedTest
    @CsvSource({
        // from,     to,                  now,                  period, calls,     points each
        "2026-11-23, 2026-11-24, 2026-11-23T01:05:00Z, 60, 5",
        "2026-11-20, 2026-11-21, 2026-11-23T12:00:00Z, 60, 35",
        "2026-11-14, 2026-11-21, 2026-11-23T12:00:00Z, 60, 240",
        "2026-09-27, 2026-11-06, 2026-11-23T12:00:00Z, 300, 300",
    })
    void callsAndBillAreTheLeastThatTheLimitsAllow(String from, String to, String now, int period, int calls) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(now)));
        for (int pod = 0; pod < 600; pod++) {
            String name = "shop-" + pod;
            Instant end = clock.instant().plusSeconds(60);
            Instant start = Instant.parse(from + "T00:00:00Z");
            Duration every = Duration.ofHours(1);
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
                                .toHours())
                .allSatisfy(row -> {
                    assertThat(row.workingSetBytes()).isEqualTo(500);
                    assertThat(row.periodSeconds()).isEqualTo(period);
                });
    }

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
        many(20, "2026-11-09", "2026-11-22");
        Period asked = days("2026-11-09", "2026-11-22");
        run(asked, prod());
        int calls = standIn.billing().requests(Operation.GET_METRIC_DATA);
        List<MemoryRow> whole = rows(warehouse, "prod", asked);
        assertThat(calls).isEqualTo(8);
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
    void lateValuesAreThereAfterTheNextRun() {
        many(1, "2026-11-22", "2026-11-23");
        Period day = days("2026-11-22", "2026-11-23");
        standIn.faults().always(Operation.GET_METRIC_DATA, Fault.altered(Alteration.LATE_POINTS));
        run(day, prod());
        int early = rows(warehouse, "prod", day).size();
        standIn.faults().clear();
        clock.advance(Duration.ofHours(2));
        run(day, prod());
        assertThat(rows(warehouse, "prod", day)).hasSize(24).hasSizeGreaterThan(early);
    }

    @Test
    void aReadingIsTakenOnlyWhenItsMinuteHasSettled() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-23T12:34:56Z")));
        many(1, "2026-11-23", "2026-11-24");
        run(days("2026-11-23", "2026-11-24"), prod());
        assertThat(standIn.billing().asked()).extracting(Asked::to).containsOnly(Instant.parse("2026-11-23T12:29:00Z"));
    }

    @Test
    void aPodGoneForWeeksIsReadByItsCataloguedName() {
        many(1, "2026-11-20", "2026-11-22");
        run(days("2026-11-21", "2026-11-22"), prod());
        clock.advance(Duration.ofDays(30));
        Period before = days("2026-11-20", "2026-11-21");
        run(before, prod());
        assertThat(rows(warehouse, "prod", before)).hasSize(24);
        assertThat(warehouse.dates(CatalogueRow.TABLE, "prod")).containsExactly(LocalDate.parse("2026-12-23"));
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

    @Test
    void anEstimateWritesNothingAndRequestsNothing() {
        loadTheIncident();
        MemoryEstimates estimates = ExtractMemoryJob.estimate(
                warehouse, new Configuration(), List.of(limited(5), test("arn:aws:iam::1:role/none")), INCIDENT, clock);
        assertThat(estimates.table()).isEqualTo("""
                        ENV                         SERIES  DAYS   CALLS    METRICS  LISTINGS   ESTIMATE
                        prod                            12     3       1         12         5    $0.0002  above the limit
                        $0.0002 in all, at $0.01 per 1,000 metrics and listings
                        """);
        assertThat(estimates.failure()).hasMessageStartingWith("environment test: memory.role-arn ");
        assertThat(standIn.billing().metrics()).isZero();
        assertThat(folder.resolve("warehouse")).doesNotExist();
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

    @Test
    void valuesThatMakeNoSenseAreCounted() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        standIn.store()
                .put(container(MemoryMetric.CONTAINER_LIMIT, "shop-1"), "Bytes", noon, 1000)
                .put(container(MemoryMetric.CONTAINER_LIMIT, "shop-1"), "Bytes", noon.plusSeconds(60), 0)
                .put(container(MemoryMetric.CONTAINER_PERCENT, "shop-1"), "Percent", noon, 50);
        run(days("2026-11-21", "2026-11-22"), prod());
        assertThat(warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", LocalDate.parse("2026-11-21"))))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.file()).isEqualTo("cloudwatch:us-west-2/eks-prod");
                    assertThat(row.position()).isEqualTo("2026-11-21T12:01:00Z");
                    assertThat(row.reason()).isEqualTo("container_memory_limit is 0");
                });
    }

    private String failureOf(String cluster) {
        try {
            return run(INCIDENT, source("prod", cluster, null, null, null)).toString();
        } catch (CulpritException failure) {
            return failure.getMessage();
        }
    }

    private void loadTheIncident() {
        standIn.load(RECORDED).role(TEST_ROLE, "for-test").role(DEV_ROLE, null);
    }

    /** Two series each of so many pods, a value every hour. */
    private void many(int pods, String from, String to) {
        Period period = days(from, to);
        for (int pod = 0; pod < pods; pod++) {
            standIn.store()
                    .generate(
                            container(MemoryMetric.CONTAINER_LIMIT, "shop-" + pod),
                            "Bytes",
                            period.from(),
                            period.to(),
                            Duration.ofHours(1),
                            second -> 1000)
                    .generate(
                            container(MemoryMetric.CONTAINER_PERCENT, "shop-" + pod),
                            "Percent",
                            period.from(),
                            period.to(),
                            Duration.ofHours(1),
                            second -> second % 7);
        }
    }

    private static Series container(MemoryMetric metric, String pod) {
        return Series.of(
                "ContainerInsights",
                metric.metricName(),
                "ClusterName",
                "eks-prod",
                "Namespace",
                "web",
                "PodName",
                "shop",
                "FullPodName",
                pod,
                "ContainerName",
                "proxy");
    }

    private static Series pod(MemoryMetric metric, String pod) {
        return Series.of(
                "ContainerInsights",
                metric.metricName(),
                "ClusterName",
                "eks-prod",
                "Namespace",
                "web",
                "PodName",
                "shop",
                "FullPodName",
                pod);
    }

    private static CloudWatch prod() {
        return source("prod", "eks-prod", null, null, null);
    }

    private static CloudWatch limited(long mostMetrics) {
        return source("prod", "eks-prod", null, null, mostMetrics);
    }

    private static CloudWatch test(String role) {
        return source("test", "eks-test", role, "for-test", null);
    }

    private static CloudWatch dev() {
        return source("dev", "eks-dev", DEV_ROLE, null, null);
    }

    private static CloudWatch source(
            String environment,
            String cluster,
            @Nullable String role,
            @Nullable String externalId,
            @Nullable Long mostMetrics) {
        return new CloudWatch(environment, "us-west-2", cluster, role, externalId, mostMetrics, 1e6, 1e12);
    }

    private JobSummary run(Period period, MemorySource... sources) {
        return run(Connection.ATTEMPTS, period, sources);
    }

    private JobSummary runOnce(Period period, MemorySource... sources) {
        return run(1, period, sources);
    }

    private JobSummary run(int attempts, Period period, MemorySource... sources) {
        return ExtractMemoryJob.run(warehouse, new Configuration(), List.of(sources), period, clock, attempts);
    }

    private Warehouse warehouse(String name) {
        return new Warehouse(folder.resolve(name).toString(), new Configuration());
    }

    private static List<MemoryRow> rows(Warehouse from, String environment, Period period) {
        List<MemoryRow> rows = new ArrayList<>();
        for (LocalDate day : period.days()) {
            rows.addAll(from.read(Table.CONTAINER_MEMORY, new Partition(environment, day)));
        }
        return rows;
    }

    /** The column source tells the route, and must. */
    private static MemoryRow asOfTheApi(MemoryRow row) {
        return new MemoryRow(
                row.cluster(),
                row.namespace(),
                row.workload(),
                row.pod(),
                row.container(),
                row.time(),
                row.periodSeconds(),
                row.workingSetBytes(),
                row.limitBytes(),
                row.restarts(),
                "cloudwatch",
                row.derivation());
    }

    private static Period days(String from, String to) {
        return new Period(Period.startOf(LocalDate.parse(from)), Period.startOf(LocalDate.parse(to)));
    }
}
