package dev.culprit.benchmarks.series;

import dev.culprit.benchmarks.series.FleetPlan.Runaway;
import dev.culprit.benchmarks.series.FleetPlan.Target;
import dev.culprit.model.Container;
import dev.culprit.model.LabelSet;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.lifetime.SeriesId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tables say of one target in one week, day by day. Any day may be asked for at any time, and always says the same. */
final class TargetWeek {
    static final String ENVIRONMENT = "prod";
    static final Instant START = Instant.parse("2026-11-16T00:00:00Z");
    static final long DAY = 86_400;
    private static final int SCRAPE_STEP = 1_800;
    private static final int MEMORY_STEP = 900;
    private static final int SCRAPES = (int) (FleetPlan.DAYS * DAY / SCRAPE_STEP);
    private static final int SCRAPES_OF_A_DAY = (int) (DAY / SCRAPE_STEP);

    /** The last of the inventory are born within the week: a stock that is soon complete. */
    private static final double BORN_LATER = 0.04;
    /** What a series of the mesh proxy costs; Istio's own figure is some kilobytes. */
    private static final double BYTES_A_SERIES = 6_000;

    private static final double NOISE_BYTES = 150_000;
    private static final double LEAK_BYTES_AN_HOUR = 250_000;
    private static final double REQUESTS_AN_HOUR = 4_000;
    /** Series that a new value makes: a counter and the buckets of a histogram. */
    private static final int SERIES_OF_A_VALUE = 10;

    private static final String[] CODES = {"200", "404", "503", "201", "302", "500"};
    private static final String[] BUCKETS = {
        "0.5", "1", "5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "10000", "30000", "60000",
        "300000", "600000", "1800000", "3600000", "+Inf"
    };

    private record Sample(
            String metric, String type, @Nullable String bucket) {}

    private static final List<Sample> SAMPLES = samples();

    private final Target target;
    private final Container container;
    private final double[] traffic = new double[SCRAPES];
    /** The scrape that each new value is first seen at. */
    private final int[] bornAt;

    private final long seed;

    TargetWeek(FleetPlan plan, Target target) {
        this.target = target;
        this.seed = plan.seed() * 1_000_003 + target.number();
        this.container =
                new Container(ENVIRONMENT, "eks", target.namespace(), target.workload(), target.pod(), "istio-proxy");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SCRAPES; i++) {
            double hour = i * SCRAPE_STEP / 3600.0 % 24;
            traffic[i] = (1 + 0.5 * Math.sin(2 * Math.PI * hour / 24 - 1.5)) * Math.exp(0.4 * random.nextGaussian());
        }
        this.bornAt = bornAt(random);
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample("istio_requests_total", "counter", null));
        for (String histogram :
                List.of("istio_request_duration_milliseconds", "istio_request_bytes", "istio_response_bytes")) {
            for (String bucket : BUCKETS) {
                samples.add(new Sample(histogram + "_bucket", "histogram", bucket));
            }
            samples.add(new Sample(histogram + "_sum", "histogram", null));
            samples.add(new Sample(histogram + "_count", "histogram", null));
        }
        return List.copyOf(samples);
    }

    /** New values come with traffic. */
    private int[] bornAt(SplittableRandom random) {
        int values = Math.toIntExact(target.births() / SERIES_OF_A_VALUE);
        double[] cumulative = traffic.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
        return random.doubles(values)
                .mapToInt(share -> {
                    int at = Arrays.binarySearch(cumulative, share * cumulative[SCRAPES - 1]);
                    return Math.min(SCRAPES - 1, Math.max(1, at < 0 ? -at - 1 : at));
                })
                .sorted()
                .toArray();
    }

    private static Instant time(int scrape) {
        return START.plusSeconds((long) scrape * SCRAPE_STEP + 7);
    }

    /** @param day from 0 */
    void series(int day, Consumer<SeriesRow> rows) {
        int first = day * SCRAPES_OF_A_DAY;
        int next = first + SCRAPES_OF_A_DAY;
        long later = Math.round(target.series() * (1 - BORN_LATER));
        Map<String, String> labels = Map.of();
        for (long i = 0; i < target.series(); i++) {
            int born = i < later ? 0 : 4 + Math.floorMod(i * 7_919, SCRAPES - 4);
            if (i % SAMPLES.size() == 0) {
                labels = labels(i / SAMPLES.size());
            }
            if (born < next) {
                rows.accept(row(SAMPLES.get((int) (i % SAMPLES.size())), labels, Math.max(born, first), next - 1));
            }
        }
        if (target.runaway() >= 0) {
            Runaway runaway = FleetPlan.RUNAWAYS.get(target.runaway());
            for (int value = 0; value < bornAt.length && bornAt[value] < next; value++) {
                String fresh = runaway.value().formatted(fresh(value));
                Map<String, String> own = new TreeMap<>(labels(value % 6));
                runaway.labels().forEach(label -> own.put(label, fresh));
                for (int sample = 0; sample < SERIES_OF_A_VALUE; sample++) {
                    rows.accept(row(SAMPLES.get(sample), own, Math.max(bornAt[value], first), next - 1));
                }
            }
        }
    }

    /** Looks random, and is another for each value and target. */
    private String fresh(int value) {
        return "%016x"
                .formatted(new SplittableRandom(seed ^ (value + 1L) * 0x9E3779B97F4A7C15L).nextLong())
                .substring(0, 12);
    }

    private SeriesRow row(Sample sample, Map<String, String> labels, int first, int last) {
        Map<String, String> own = labels;
        if (sample.bucket() != null) {
            own = new TreeMap<>(labels);
            own.put("le", sample.bucket());
        }
        return new SeriesRow(
                container,
                START,
                sample.metric(),
                sample.type(),
                own,
                SeriesId.of(sample.metric(), LabelSet.of(own)),
                time(first),
                time(last),
                last - first + 1);
    }

    /** The labels of a mesh proxy, twenty with the bucket's bound; what varies is the peer, its version and the response. */
    private Map<String, String> labels(long combination) {
        long peers = Math.max(3, Math.round(Math.sqrt(target.series() / (double) SAMPLES.size())));
        long peer = combination % peers;
        String service = "peer-%03d".formatted(peer);
        Map<String, String> labels = new TreeMap<>();
        labels.put("connection_security_policy", "mutual_tls");
        labels.put("destination_app", service);
        labels.put("destination_canonical_service", service);
        labels.put("destination_cluster", "eks-prod");
        labels.put("destination_principal", "spiffe://cluster.local/ns/team-%02d/sa/%s".formatted(peer % 20, service));
        labels.put("destination_service", "%s.team-%02d.svc.cluster.local".formatted(service, peer % 20));
        labels.put("destination_service_name", service);
        labels.put("destination_service_namespace", "team-%02d".formatted(peer % 20));
        labels.put("destination_version", "v1.%d".formatted(combination / peers / CODES.length));
        labels.put("destination_workload", service);
        labels.put("reporter", "source");
        labels.put("request_path", "/api/v1/%s".formatted(peer % 2 == 0 ? "orders" : "items"));
        labels.put("request_protocol", peer % 5 == 4 ? "grpc" : "http");
        labels.put("response_code", CODES[(int) (combination / peers % CODES.length)]);
        labels.put("response_flags", combination / peers % CODES.length == 2 ? "UF" : "-");
        labels.put("source_app", target.workload());
        labels.put("source_principal", "spiffe://cluster.local/ns/%s/sa/default".formatted(target.namespace()));
        labels.put("source_workload", target.workload());
        labels.put("source_workload_namespace", target.namespace());
        return labels;
    }

    void scrapes(int day, Consumer<ScrapeRow> rows, Consumer<FamilyRow> families) {
        double requests = 0;
        int value = 0;
        for (int scrape = 0; scrape < (day + 1) * SCRAPES_OF_A_DAY; scrape++) {
            requests += REQUESTS_AN_HOUR * traffic[scrape] * SCRAPE_STEP / 3600;
            int before = value;
            while (value < bornAt.length && bornAt[value] <= scrape) {
                value++;
            }
            if (scrape < day * SCRAPES_OF_A_DAY) {
                continue;
            }
            long live = target.series() + (long) value * SERIES_OF_A_VALUE;
            Instant time = time(scrape);
            rows.accept(new ScrapeRow(
                    container,
                    time,
                    "%s/%d.prom.gz".formatted(target.pod(), time.getEpochSecond()),
                    new ScrapeRow.Body(
                            live * 400, live, live, scrape == 0 ? 0 : (long) (value - before) * SERIES_OF_A_VALUE),
                    START,
                    ScrapeRow.OK,
                    null,
                    null,
                    ScrapeRow.Flaws.NONE));
            families.accept(new FamilyRow(container, time, "istio_requests_total", "counter", live, requests, null));
        }
    }

    void memory(int day, Consumer<MemoryRow> rows) {
        SplittableRandom random = new SplittableRandom(seed * 31 + day);
        double wobble = 0;
        int value = 0;
        for (long second = 0; second < (day + 1) * DAY; second += MEMORY_STEP) {
            int scrape = (int) (second / SCRAPE_STEP);
            while (value < bornAt.length && bornAt[value] <= scrape) {
                value++;
            }
            if (second < day * DAY) {
                continue;
            }
            wobble = 0.8 * wobble + NOISE_BYTES * random.nextGaussian();
            double bytes = 80e6
                    + BYTES_A_SERIES * ((double) value * SERIES_OF_A_VALUE + Math.min(target.series(), 20_000))
                    + (target.leaks() ? LEAK_BYTES_AN_HOUR * second / 3600 : 0)
                    + 400_000 * traffic[scrape]
                    + wobble;
            rows.accept(new MemoryRow(
                    container, START.plusSeconds(second), 60, bytes, 4e9, null, null, "simulated", "working-set"));
        }
    }
}
