package dev.culprit.report;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Three days of a made-up cluster: a proxy that leaks in prod until its nightly restart and is flat in test and dev, an
 * application that leaks by itself, one that warms up and stands, and one of which little is known.
 */
public final class Incident {
    public static final Period PERIOD = new Period(Findings.FROM, Findings.TO);
    public static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final double LIMIT = 64 * 1024 * 1024;
    private static final Instant FIRST_RESTART = Findings.FROM.plus(Duration.ofHours(3));

    private final Map<String, List<MemoryRow>> memory = new HashMap<>();
    private final Map<String, List<ScrapeRow>> scrapes = new HashMap<>();
    private final Map<String, List<TrendRow>> trends = new HashMap<>();
    private final Map<String, List<GrowthRow>> growth = new HashMap<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private final Map<String, List<UnreadRow>> unreadMemory = new HashMap<>();
    private final Map<String, List<UnreadRow>> unreadScrapes = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(17);

    public static Incident whole() {
        Incident incident = new Incident();
        incident.leakingProxy("wp-proxy-6c9d7f5b8-p9q8r", FIRST_RESTART, 1);
        incident.leakingProxy("wp-proxy-6c9d7f5b8-x2x4k", FIRST_RESTART.plus(Duration.ofMinutes(40)), 0.86);
        incident.flatProxy("test", "wp-proxy-7d4b9c6f5-k2m4n");
        incident.flatProxy("dev", "wp-proxy-5f8c7d9b4-t6v8w");
        incident.pod("prod", "media", "thumbs", "app", "thumbs-0", 512e6, hour -> 180e6 + 2.41e6 * hour, hour -> 650);
        incident.pod(
                "prod",
                "shop",
                "catalog",
                "app",
                "catalog-84c6d8f7b5-hj2k4",
                512e6,
                hour -> 410e6 - 130e6 * Math.exp(-hour / 5),
                hour -> 1400 - 600 * Math.exp(-hour / 4));
        incident.finding("prod", Findings.applicationLeak());
        incident.finding("prod", Findings.plateau());
        incident.finding("prod", Findings.labelLeak());
        incident.finding("prod", Findings.unknown());
        incident.finding("test", Findings.steadyProxy(1200));
        incident.finding("dev", Findings.steadyProxy(900));
        incident.faults();
        return incident;
    }

    public Incident finding(String environment, Finding finding) {
        findings.computeIfAbsent(environment, name -> new ArrayList<>()).add(finding);
        return this;
    }

    public Incident growth(String environment, GrowthRow row) {
        growth.computeIfAbsent(environment, name -> new ArrayList<>()).add(row);
        return this;
    }

    public Incident memory(String environment, MemoryRow row) {
        memory.computeIfAbsent(environment, name -> new ArrayList<>()).add(row);
        return this;
    }

    public Incident scrape(String environment, ScrapeRow row) {
        scrapes.computeIfAbsent(environment, name -> new ArrayList<>()).add(row);
        return this;
    }

    public Incident unreadScrapes(String environment, UnreadRow row) {
        unreadScrapes.computeIfAbsent(environment, name -> new ArrayList<>()).add(row);
        return this;
    }

    public Incident unreadMemory(String environment, UnreadRow row) {
        unreadMemory.computeIfAbsent(environment, name -> new ArrayList<>()).add(row);
        return this;
    }

    public static MemoryRow memoryRow(
            String workload, String pod, String container, Instant time, double bytes, Double limit) {
        return new MemoryRow(
                new Container("prod", null, "web", workload, pod, container),
                time,
                300,
                bytes,
                limit,
                0.0,
                null,
                "metric-stream",
                "percent-of-limit");
    }

    public static ScrapeRow scrapeRow(
            String pod, String container, Instant time, long series, String status, String reason) {
        return new ScrapeRow(
                new Container("prod", null, "web", null, pod, container),
                time,
                "%s/%s.prom".formatted(pod, time),
                new ScrapeRow.Body(series * 90, series, series, 0),
                null,
                status,
                reason,
                null,
                ScrapeRow.Flaws.NONE);
    }

    public static GrowthRow growthRow(String workload, String pod, List<String> labels, String metric, long births) {
        return new GrowthRow(
                new Container("prod", null, "web", workload, pod, "istio-proxy"),
                Findings.FROM,
                Findings.TO,
                metric,
                labels,
                new GrowthRow.Growth(births, births / 72.0, births / 25, 25),
                births + 400,
                400,
                new LabelValues("*.*.myftpupload.com", List.of("a3f9.x1.myftpupload.com"), 1200L),
                null);
    }

    private void leakingProxy(String pod, Instant firstRestart, double traffic) {
        Duration day = Duration.ofDays(1);
        List<Instant> starts = List.of(
                Findings.FROM,
                firstRestart,
                firstRestart.plus(day),
                firstRestart.plus(day).plus(day));
        for (int life = 0; life < starts.size(); life++) {
            Instant start = starts.get(life);
            boolean last = life == starts.size() - 1;
            Instant end = last ? Findings.TO : starts.get(life + 1);
            // The first lifetime had begun the night before.
            double age = life == 0 ? 21 : 0;
            lifetime(
                    "prod", "web", "wp-proxy", "istio-proxy", pod, start, end, last ? "period-end" : "restart", "leak");
            measure(
                    "prod",
                    "web",
                    "wp-proxy",
                    "istio-proxy",
                    pod,
                    start,
                    end,
                    LIMIT,
                    hour -> 24e6 + 0.605e6 * traffic * (hour + age),
                    hour -> 400 + 540 * traffic * (hour + age));
        }
        for (String metric : Findings.ISTIO_METRICS) {
            growth(
                    "prod",
                    growthRow("wp-proxy", pod, Findings.HOSTS, metric, metric.endsWith("total") ? 1500 : 12_100));
        }
        growth("prod", growthRow("wp-proxy", pod, List.of("response_code"), "istio_requests_total", 310));
        growth("prod", growthRow("wp-proxy", pod, List.of("source_workload"), "istio_requests_total", 42));
    }

    private void flatProxy(String environment, String pod) {
        pod(environment, "web", "wp-proxy", "istio-proxy", pod, LIMIT, hour -> 25e6, hour -> 900);
        growth(environment, growthRow("wp-proxy", pod, List.of("response_code"), "istio_requests_total", 120));
        growth(environment, growthRow("wp-proxy", pod, Findings.HOSTS, "istio_requests_total", 9));
    }

    private void pod(
            String environment,
            String namespace,
            String workload,
            String container,
            String pod,
            double limit,
            DoubleUnaryOperator bytes,
            DoubleUnaryOperator series) {
        lifetime(environment, namespace, workload, container, pod, Findings.FROM, Findings.TO, "period-end", "flat");
        measure(environment, namespace, workload, container, pod, Findings.FROM, Findings.TO, limit, bytes, series);
    }

    private void lifetime(
            String environment,
            String namespace,
            String workload,
            String container,
            String pod,
            Instant start,
            Instant end,
            String endReason,
            String shape) {
        trends.computeIfAbsent(environment, name -> new ArrayList<>())
                .add(new TrendRow(
                        new Container(environment, null, namespace, workload, pod, container),
                        start,
                        end,
                        endReason,
                        250,
                        null,
                        null,
                        null,
                        shape,
                        null));
    }

    private void measure(
            String environment,
            String namespace,
            String workload,
            String container,
            String pod,
            Instant start,
            Instant end,
            double limit,
            DoubleUnaryOperator bytes,
            DoubleUnaryOperator series) {
        long before = -1;
        for (Instant time = start; time.isBefore(end); time = time.plus(STEP)) {
            double hour = Duration.between(start, time).toSeconds() / 3600.0;
            double noise = 1 + (random.nextDouble() - 0.5) * 0.012;
            memory(
                    environment,
                    new MemoryRow(
                            new Container(environment, null, namespace, workload, pod, container),
                            time,
                            300,
                            bytes.applyAsDouble(hour) * noise,
                            limit,
                            0.0,
                            null,
                            "metric-stream",
                            "percent-of-limit"));
            long shown = Math.round(series.applyAsDouble(hour));
            scrape(
                    environment,
                    new ScrapeRow(
                            new Container(environment, null, namespace, null, pod, container),
                            time,
                            pod + "/" + time,
                            new ScrapeRow.Body(shown * 90, shown, shown, before < 0 ? 0 : Math.max(0, shown - before)),
                            start,
                            ScrapeRow.OK,
                            null,
                            before < 0 && start.isAfter(Findings.FROM) ? "process-start" : null,
                            ScrapeRow.Flaws.NONE));
            before = shown;
        }
    }

    /** Two hours without scrapes in test, a truncated file, and files that belong nowhere. */
    private void faults() {
        Instant hole = Findings.FROM.plus(Duration.ofHours(30));
        scrapes.get("test")
                .removeIf(row -> row.time().isAfter(hole) && row.time().isBefore(hole.plus(Duration.ofHours(2))));
        scrape(
                "prod",
                scrapeRow(
                        "wp-proxy-6c9d7f5b8-x2x4k",
                        "istio-proxy",
                        Findings.FROM.plusSeconds(90),
                        0,
                        ScrapeRow.REJECTED,
                        "gzip stream is truncated"));
        unreadScrapes("prod", new UnreadRow("archive/prod/README.md", null, UnreadRow.UNMATCHED, 3));
        unreadMemory("test", new UnreadRow("metric-stream/2026/11/17/06.gz", "line 17", "not JSON", 1));
    }

    public Warehouse publish(Warehouse warehouse) {
        try (Publication publication = warehouse.publication("incident")) {
            for (LocalDate date : PERIOD.days()) {
                memory.forEach((environment, rows) -> publication.write(
                        Table.CONTAINER_MEMORY,
                        new Partition(environment, date),
                        rows.stream()
                                .filter(row -> Period.dateOf(row.time()).equals(date))
                                .toList()));
                scrapes.forEach((environment, rows) -> publication.write(
                        Table.SCRAPES,
                        new Partition(environment, date),
                        rows.stream()
                                .filter(row -> Period.dateOf(row.time()).equals(date))
                                .toList()));
            }
            writeLast(publication, Table.MEMORY_TRENDS, trends);
            writeLast(publication, Table.LABEL_GROWTH, growth);
            writeLast(publication, Table.FINDINGS, findings);
            writeLast(publication, Table.UNREAD_MEMORY, unreadMemory);
            writeLast(publication, Table.UNREAD_SCRAPES, unreadScrapes);
            publication.publish();
        }
        return warehouse;
    }

    private static <R extends Record> void writeLast(
            Publication publication, Table<R> table, Map<String, List<R>> rows) {
        rows.forEach(
                (environment, some) -> publication.write(table, new Partition(environment, PERIOD.lastDay()), some));
    }
}
