package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import dev.culprit.cloudwatch.standin.FakeClock;
import dev.culprit.cloudwatch.standin.Recording;
import dev.culprit.cloudwatch.standin.Series;
import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.RequestLimits;
import dev.culprit.extract.memory.cloudwatch.api.RetryPolicy;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The API route against a CloudWatch inside this JVM, with the SDK's own clients between. */
abstract class CloudWatchCase {
    static final Path RECORDED = Path.of("../../demo/metric-stream");
    static final Recording RECORDING = new Recording(RECORDED);
    static final Period INCIDENT = days("2026-11-16", "2026-11-19");
    static final String REGION = "us-west-2";
    static final RequestLimits UNLIMITED = new RequestLimits(null, 1e6, 1e12);
    static final String TEST_ROLE = "arn:aws:iam::222222222222:role/culprit";
    static final String DEV_ROLE = "arn:aws:iam::333333333333:role/culprit";
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Map<String, String> PROPERTIES =
            Map.of("aws.accessKeyId", CloudWatchStandIn.USER, "aws.secretAccessKey", "any");

    @TempDir
    Path folder;

    final FakeClock clock = FakeClock.at("2026-11-23T12:00:00Z");
    CloudWatchStandIn standIn;
    Warehouse warehouse;

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

    void loadTheIncident() {
        standIn.load(RECORDING).role(TEST_ROLE, "for-test").role(DEV_ROLE, null);
    }

    /** Two series each of so many pods, a value every hour. */
    void many(int pods, String from, String to) {
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

    static Series container(MemoryMetric metric, String pod) {
        return withContainer(pod, "proxy", metric);
    }

    static Series withContainer(String pod, String container, MemoryMetric metric) {
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
                container);
    }

    static Series pod(MemoryMetric metric, String pod) {
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

    static CloudWatch prod() {
        return source("prod", "eks-prod", null, null, null);
    }

    static CloudWatch limited(long mostMetrics) {
        return source("prod", "eks-prod", null, null, mostMetrics);
    }

    static CloudWatch test(String role) {
        return source("test", "eks-test", role, "for-test", null);
    }

    static CloudWatch dev() {
        return source("dev", "eks-dev", DEV_ROLE, null, null);
    }

    static CloudWatch source(
            String environment,
            String cluster,
            @Nullable String role,
            @Nullable String externalId,
            @Nullable Long mostMetrics) {
        return new CloudWatch(
                new CloudWatchCluster(environment, Platform.EKS, cluster, new Access(REGION, null, role, externalId)),
                new RequestLimits(mostMetrics, 1e6, 1e12),
                RetryPolicy.USUAL);
    }

    JobSummary run(Period period, CloudWatch... sources) {
        return run(RetryPolicy.USUAL.attempts(), period, sources);
    }

    JobSummary runOnce(Period period, CloudWatch... sources) {
        return run(1, period, sources);
    }

    private JobSummary run(int attempts, Period period, CloudWatch... sources) {
        RetryPolicy retries = new RetryPolicy(attempts, PAUSE);
        List<MemorySource> hurried = Arrays.stream(sources)
                .<MemorySource>map(source -> new CloudWatch(source.cluster(), source.limits(), retries))
                .toList();
        return ExtractMemoryJob.run(warehouse, new Configuration(), hurried, period, clock);
    }

    Warehouse warehouse(String name) {
        return new Warehouse(folder.resolve(name).toString(), new Configuration());
    }

    static List<MemoryRow> rows(Warehouse from, String environment, Period period) {
        List<MemoryRow> rows = new ArrayList<>();
        for (LocalDate day : period.days()) {
            rows.addAll(from.read(Table.CONTAINER_MEMORY, new Partition(environment, day)));
        }
        return rows;
    }

    static Period days(String from, String to) {
        return new Period(Period.startOf(LocalDate.parse(from)), Period.startOf(LocalDate.parse(to)));
    }
}
