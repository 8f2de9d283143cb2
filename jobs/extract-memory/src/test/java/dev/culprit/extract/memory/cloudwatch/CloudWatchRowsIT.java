package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.Billing.Asked;
import dev.culprit.cloudwatch.standin.Fault;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import dev.culprit.cloudwatch.standin.Operation;
import dev.culprit.cloudwatch.standin.Series;
import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.RetryPolicy;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows follow from what CloudWatch answers. */
final class CloudWatchRowsIT extends CloudWatchCase {
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
                    .map(CloudWatchRowsIT::asOfTheApi)
                    .toList();
            assertThat(expected).hasSizeGreaterThan(800);
            assertThat(rows(warehouse, environment, INCIDENT)).isEqualTo(expected);
        }
        assertThat(summary)
                .hasToString("extract-memory: 3 environments, 5,178 memory rows, 0 records left out,"
                        + " 0 records of other kinds ignored, 18 metrics requested");
        assertThat(folder.resolve("warehouse")).isDirectoryNotContaining("glob:**/.*");
    }

    /** Three ways to bytes in one pod: a limit, none (as an init container's), and a pod that only knows itself. */
    @Test
    void containersWithoutLimitAreReadByTheirShareOfTheNode() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        Series sidecar = withContainer("shop-1", "istio-proxy", MemoryMetric.CONTAINER_NODE_PERCENT);
        standIn.store()
                .put(container(MemoryMetric.CONTAINER_LIMIT, "shop-1"), "Bytes", noon, 1000)
                .put(container(MemoryMetric.CONTAINER_PERCENT, "shop-1"), "Percent", noon, 50)
                .put(container(MemoryMetric.CONTAINER_NODE_PERCENT, "shop-1"), "Percent", noon, 5)
                .put(sidecar, "Percent", noon, 2)
                .put(pod(MemoryMetric.POD_WORKING_SET, "shop-1"), "Bytes", noon, 700)
                .put(pod(MemoryMetric.POD_NODE_PERCENT, "shop-1"), "Percent", noon, 7)
                .put(pod(MemoryMetric.POD_WORKING_SET, "old-1"), "Bytes", noon, 900)
                .put(pod(MemoryMetric.POD_RESTARTS, "old-1"), "Count", noon.minusSeconds(60), 0)
                .put(pod(MemoryMetric.POD_OOM_KILLED, "old-1"), "Count", noon, 1);
        Period day = days("2026-11-21", "2026-11-22");
        run(day, prod());
        assertThat(rows(warehouse, "prod", day))
                .extracting(row -> "%s %s %.0f %s %s"
                        .formatted(
                                row.container().pod(),
                                row.container().container(),
                                row.workingSetBytes(),
                                row.derivation(),
                                row.oomKills()))
                .containsExactly(
                        "old-1 null 900 pod-working-set 1.0",
                        "shop-1 istio-proxy 200 percent-of-node null",
                        "shop-1 proxy 500 percent-of-limit null");
        assertThat(standIn.billing().asked())
                .as("the share of the node is not paid for where there is a limit")
                .hasSize(8)
                .noneMatch(asked -> asked.series().equals(container(MemoryMetric.CONTAINER_NODE_PERCENT, "shop-1")));
    }

    @Test
    void ecsTasksAreRead() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        for (int minute = 0; minute < 2; minute++) {
            Instant time = noon.plusSeconds(60L * minute);
            for (String by : List.of("ServiceName", "TaskDefinitionFamily")) {
                String name = by.equals("ServiceName") ? "web" : "web-def";
                standIn.store()
                        .put(ecs("ContainerMemoryUtilized", by, name, "1", "envoy"), "Megabytes", time, 64 + minute)
                        .put(ecs("RestartCount", by, name, "1", "envoy"), "Count", time, minute)
                        .put(ecs("MemoryUtilized", by, name, "1", null), "Megabytes", time, 100);
            }
            standIn.store()
                    .put(ecs("MemoryUtilized", "TaskDefinitionFamily", "batch", "2", null), "Megabytes", time, 3);
        }
        CloudWatch source = new CloudWatch(
                new CloudWatchCluster("ecs", Platform.ECS, "eks-prod", Access.to(REGION)),
                UNLIMITED,
                RetryPolicy.USUAL);
        Period day = days("2026-11-21", "2026-11-22");
        run(day, source);
        assertThat(rows(warehouse, "ecs", day))
                .extracting(row -> "%s %s %s %s %.0f %s %s"
                        .formatted(
                                row.container().namespace(),
                                row.container().workload(),
                                row.container().pod(),
                                row.container().container(),
                                row.workingSetBytes() / (1 << 20),
                                row.restarts(),
                                row.derivation()))
                .containsExactly(
                        "ecs web 1 envoy 64 0.0 megabytes",
                        "ecs web 1 envoy 65 1.0 megabytes",
                        "ecs batch 2 null 3 null task-megabytes",
                        "ecs batch 2 null 3 null task-megabytes");
        assertThat(standIn.billing().metrics()).as("each task under one name").isEqualTo(3);
        assertThatThrownBy(() -> run(day, source("prod", "eks-prod", null, null, null)))
                .hasMessageEndingWith("that is a cluster of the other kind: set memory.platform = ecs");
    }

    private static Series ecs(String metric, String by, String name, String task, @Nullable String container) {
        return container == null
                ? Series.of("ECS/ContainerInsights", metric, "ClusterName", "eks-prod", by, name, "TaskId", task)
                : Series.of(
                        "ECS/ContainerInsights",
                        metric,
                        "ClusterName",
                        "eks-prod",
                        by,
                        name,
                        "TaskId",
                        task,
                        "ContainerName",
                        container);
    }

    @Test
    void aMonitoringAccountReadsTheAccountsThatItIsLinkedWith() {
        standIn.load(RECORDING);
        CloudWatch linked = new CloudWatch(
                new CloudWatchCluster("test", Platform.EKS, "eks-test", new Access(REGION, "222222222222", null, null)),
                UNLIMITED,
                RetryPolicy.USUAL);
        assertThatThrownBy(() -> run(INCIDENT, linked)).hasMessageContaining("The OwningAccount is not linked");
        standIn.link("111111111111", "222222222222");
        run(INCIDENT, linked);
        assertThat(rows(warehouse, "test", INCIDENT)).hasSizeGreaterThan(800);
        loadTheIncident();
        warehouse = warehouse("by-role");
        run(INCIDENT, test(TEST_ROLE));
        assertThat(rows(warehouse, "test", INCIDENT)).isEqualTo(rows(warehouse("warehouse"), "test", INCIDENT));
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

    /** The column source tells the route, and must. */
    private static MemoryRow asOfTheApi(MemoryRow row) {
        return new MemoryRow(
                row.container(),
                row.time(),
                row.periodSeconds(),
                row.workingSetBytes(),
                row.limitBytes(),
                row.restarts(),
                row.oomKills(),
                "cloudwatch",
                row.derivation());
    }
}
