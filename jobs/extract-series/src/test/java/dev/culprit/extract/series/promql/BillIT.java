package dev.culprit.extract.series.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.promql.CollectorLabels;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.SeriesStore;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What series cost is told before, and is what is billed then, of one large pod and of a fleet. docs/sources/promql.md has the figures of
 * the defaults, and of {@code -Dbill.series=50000 -Dbill.workloads=200 -Dbill.days=7}.
 */
final class BillIT {
    private static final int WORKLOADS = Integer.getInteger("bill.workloads", 12);
    private static final int DAYS = Integer.getInteger("bill.days", 2);

    /** What is scraped. */
    private enum Size {
        POD(1, Integer.getInteger("bill.series", 3_000)),
        FLEET(WORKLOADS, 300),
        /** Where what a server stores besides of each scrape is a quarter. */
        TINY(WORKLOADS, 20);

        private final int pods;
        private final int series;

        Size(int pods, int series) {
            this.pods = pods;
            this.series = series;
        }
    }

    private static final Instant BEGIN = Instant.parse("2026-11-16T00:00:00Z");
    private static final Period PERIOD = new Period(BEGIN, BEGIN.plus(Duration.ofDays(DAYS)));
    private static final int METRICS = 20;
    private static final Percentage CLOSE = Percentage.withPercentage(3);
    /** How often a Prometheus server has scraped what it sent to the workspace. */
    private static final Duration SCRAPES = Duration.ofMinutes(15);

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", PromqlStandIn.USER, "aws.secretAccessKey", PromqlStandIn.SECRET);

    @BeforeAll
    static void logIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void logOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    /** Half of a pod's series are there always, the others are born one after the other; half of each kind are counters. */
    private static void fill(SeriesStore store, String pod, int series, boolean isCloudWatch) {
        long begin = BEGIN.toEpochMilli() + pod.hashCode() % 60_000;
        long end = PERIOD.to().toEpochMilli() - 1;
        CollectorLabels around =
                new CollectorLabels("eks", "web", pod.replaceAll("-.*", ""), pod, "app", "1.300072.0", "receiver");
        Map<String, String> target = Map.of(
                "cluster", "eks", "namespace", "web", "pod", pod, "container", "app", "job", "pods", "instance", pod);
        long interval = isCloudWatch ? 30_000 : SCRAPES.toMillis();
        for (int i = 0; i < series; i++) {
            boolean isBorn = i % 2 == 1;
            long at = isBorn ? begin + (end - begin) * i / series : begin;
            long first = begin + (at - begin) / interval * interval;
            int metric = i % METRICS;
            Map<String, String> labels = Map.of(
                    "__name__", "shop_%d%s".formatted(metric, metric % 4 < 2 ? "_total" : "_entries"), "path", "/" + i);
            Map<String, String> stored = new HashMap<>(target);
            stored.putAll(labels);
            store.series(isCloudWatch ? around.around(labels) : stored).repeat(first, end, interval, i, null);
        }
        if (!isCloudWatch) {
            Map<String, String> up = new HashMap<>(target);
            for (String metric : List.of("up", "scrape_duration_seconds", "scrape_series_added")) {
                up.put("__name__", metric);
                store.series(up).repeat(begin, end, interval, 1, null);
            }
            for (String metric : List.of("scrape_samples_scraped", "scrape_samples_post_metric_relabeling")) {
                up.put("__name__", metric);
                for (long time = begin; time <= end; time += interval) {
                    double born = (double) (time - begin) / (end - begin);
                    store.series(up).add(time, series * (1 + born) / 2);
                }
            }
        }
    }

    private static QuerySource source(PromqlStandIn service, boolean isCloudWatch) {
        QueryLimits limits = isCloudWatch ? QueryLimits.CLOUDWATCH : QueryLimits.WORKSPACE;
        return source(service, isCloudWatch, limits.withPace(300, 2));
    }

    private static QuerySource source(PromqlStandIn service, boolean isCloudWatch, QueryLimits limits) {
        return new QuerySource(
                new PrometheusServer(
                        "prod",
                        service.url(),
                        new Credentials.AwsSignature(
                                "us-west-2",
                                isCloudWatch ? Credentials.CLOUDWATCH : Credentials.WORKSPACES,
                                null,
                                null),
                        Map.of(),
                        isCloudWatch ? Map.of("@resource.k8s.cluster.name", "eks") : Map.of("cluster", "eks"),
                        null,
                        limits),
                SubjectLabels.DEFAULT);
    }

    private static long read(QuerySource source) {
        long series = 0;
        List<TargetDay> days = source.list(new Configuration(false)).days(PERIOD).values().stream()
                .flatMap(List::stream)
                .toList();
        for (TargetDay day : days) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            series += rows.series.size();
        }
        return series;
    }

    @ParameterizedTest
    @CsvSource({
        "true, FLEET",
        "true, POD",
        "true, TINY",
        "false, FLEET",
        "false, POD",
        "false, TINY",
    })
    void isToldBefore(boolean isCloudWatch, Size size) {
        int pods = size.pods;
        try (PromqlStandIn service = isCloudWatch
                ? PromqlStandIn.cloudWatch("us-west-2", 0)
                : PromqlStandIn.workspace("us-west-2", "ws-1", 0)) {
            for (int i = 0; i < pods; i++) {
                fill(service.store(), "shop%d-0".formatted(i), size.series, isCloudWatch);
            }
            QuerySource source = source(service, isCloudWatch);
            QueryEstimate told = source.estimate(PERIOD);
            long look = service.bill().samples();
            service.bill().clear();
            long series = read(source);
            long billed = service.bill().samples();
            System.out.printf(
                    "%s, %s, %d days: told about %,d samples, at most %,d, and %,d requests, $%.2f; billed %,d samples of %,d requests, $%.2f; the dry run itself %,d samples; %,d rows%n",
                    isCloudWatch ? "CloudWatch" : "workspace, scraped each 15 min",
                    pods > 1
                            ? "%d workloads of %d series".formatted(pods, size.series)
                            : "one pod of %,d series".formatted(size.series),
                    DAYS,
                    told.samples(),
                    told.samplesAtMost(),
                    told.requests(),
                    told.dollars(),
                    billed,
                    service.bill().requests(),
                    service.bill().dollars(),
                    look,
                    series);
            assertThat(billed).isCloseTo(told.samples(), CLOSE).isLessThanOrEqualTo(told.samplesAtMost());
            // Counts are two thirds of a bill at most: a quarter of them by the hour, and at all moments of the last,
            // fuller day.
            assertThat(look).isLessThan((long) (billed * (0.17 + 0.75 / DAYS)));
            assertThat(service.bill().refused(422)).isZero();
            stopsBefore(service, isCloudWatch, billed / 2);
        }
    }

    private static void stopsBefore(PromqlStandIn service, boolean isCloudWatch, long most) {
        service.bill().clear();
        QueryLimits limits = isCloudWatch ? QueryLimits.CLOUDWATCH : QueryLimits.WORKSPACE;
        QuerySource limited =
                source(service, isCloudWatch, limits.withPace(300, 2).withMaxSamples(most));
        assertThatThrownBy(() -> read(limited))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("above max-samples");
        assertThat(service.bill().samples()).isLessThanOrEqualTo(most);
    }
}
