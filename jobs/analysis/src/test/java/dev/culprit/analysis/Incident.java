package dev.culprit.analysis;

import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A made-up workload and what its scrapes and memory readings would show: replicas that restart every midnight, traffic that
 * follows the day, labels that take new values in bursts, and memory made of what is said here. Seeded.
 */
public final class Incident {
    public static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final int STEP = 300;
    private static final int SCRAPE_STEP = 1200;
    private static final double NOISE = 100_000;

    /**
     * A label group that takes new values.
     *
     * @param labels get the same new value
     * @param perHour new values an hour at mean traffic
     * @param series that each value makes
     * @param bytes that each of these series costs
     */
    public record Growing(List<String> labels, String metric, double perHour, int series, double bytes) {}

    /** @param appBytesPerHour growth that no label explains; {@code trafficBytes} follows traffic and comes back */
    public record Environment(
            String name, int pods, List<Growing> growing, double appBytesPerHour, double trafficBytes) {}

    private final long seed;
    private final int days;
    private final List<Environment> environments = new ArrayList<>();
    private boolean startTimes = true;
    private boolean scraped = true;
    private boolean measured = true;
    private boolean restarts = true;
    private double growingHours = Double.POSITIVE_INFINITY;

    public Incident(long seed, int days) {
        this.seed = seed;
        this.days = days;
    }

    public Incident with(Environment environment) {
        environments.add(environment);
        return this;
    }

    public Incident withoutStartTimes() {
        startTimes = false;
        return this;
    }

    public Incident withoutScrapes() {
        scraped = false;
        return this;
    }

    public Incident withoutMemory() {
        measured = false;
        return this;
    }

    public Incident withoutRestarts() {
        restarts = false;
        return this;
    }

    /** From then on no label takes new values: somebody mended it. */
    public Incident fixedAfter(double hours) {
        growingHours = hours;
        return this;
    }

    public Period period() {
        return new Period(START, START.plusSeconds(days * 86_400L));
    }

    public List<Observations> observations() {
        List<Observations> all = new ArrayList<>();
        for (Environment environment : environments) {
            for (int pod = 0; pod < environment.pods; pod++) {
                SplittableRandom random =
                        new SplittableRandom(seed * 1000 + all.size() * 7L + environment.name.hashCode());
                all.add(new Life(environment, "shop-" + pod, random).run());
            }
        }
        return all;
    }

    WorkloadAnalysis.Result analyse() {
        return WorkloadAnalysis.of(
                observations().stream().map(Observations::history).toList(), period());
    }

    /** One replica, step by step. */
    private final class Life {
        private final Environment environment;
        private final Container container;
        private final SplittableRandom random;
        private final List<MemoryRow> memory = new ArrayList<>();
        private final List<ScrapeRow> scrapes = new ArrayList<>();
        private final List<FamilyRow> families = new ArrayList<>();
        private final List<SeriesRow> series = new ArrayList<>();
        private final Map<String, SeriesRow> alive = new LinkedHashMap<>();
        private Instant started = START;
        private boolean restarted;
        private double requests;
        private double heap;
        private double wobble;
        private long births;

        Life(Environment environment, String pod, SplittableRandom random) {
            this.environment = environment;
            this.container = new Container(environment.name, "eks", "web", "shop", pod, "proxy");
            this.random = random;
        }

        Observations run() {
            restart(START);
            double burst = 1;
            for (long at = 0; at < days * 86_400L; at += STEP) {
                Instant time = START.plusSeconds(at);
                if (restarts && at > 0 && at % 86_400 == 0) {
                    restart(time);
                }
                if (at % 3600 == 0) {
                    burst = Math.exp(0.8 * random.nextGaussian());
                }
                double traffic = 1 + 0.5 * Math.sin(2 * Math.PI * (at % 86_400) / 86_400.0 - 1.5);
                requests += 1000 * traffic * STEP / 3600;
                heap += environment.appBytesPerHour * STEP / 3600;
                for (Growing growing : at < growingHours * 3600 ? environment.growing : List.<Growing>of()) {
                    int values = poisson(growing.perHour * traffic * burst * STEP / 3600);
                    for (int i = 0; i < values; i++) {
                        grow(growing, time);
                    }
                }
                wobble = 0.8 * wobble + NOISE * random.nextGaussian();
                if (measured) {
                    double bytes = 30e6 + heap + environment.trafficBytes * (traffic - 1) + wobble;
                    memory.add(new MemoryRow(container, time, 60, bytes, 100e6, null, null, "test", "test"));
                }
                if (scraped && at % SCRAPE_STEP == 0) {
                    scrape(time.plusSeconds(7));
                }
            }
            die();
            return new Observations(container, false, memory, scrapes, families, series);
        }

        private void restart(Instant time) {
            die();
            started = time;
            restarted = true;
            requests = 0;
            heap = 0;
            for (int host = 0; host < 8; host++) {
                for (int code = 0; code < 5; code++) {
                    birth("requests_total", Map.of("host", "inventory-" + host, "code", "" + code), time);
                }
            }
        }

        /** The process ends: its series were last seen at the last scrape. */
        private void die() {
            for (SeriesRow row : alive.values()) {
                Instant last = scrapes.get(scrapes.size() - 1).time();
                series.add(new SeriesRow(
                        row.container(),
                        row.processStart(),
                        row.metric(),
                        row.type(),
                        row.labels(),
                        row.seriesId(),
                        row.firstSeen(),
                        last.isAfter(row.firstSeen()) ? last : row.firstSeen(),
                        1));
            }
            alive.clear();
        }

        private void grow(Growing growing, Instant time) {
            String value = Long.toHexString(random.nextLong() >>> 36) + ".tenant.example.com";
            heap += growing.series * growing.bytes;
            for (int i = 0; i < growing.series; i++) {
                Map<String, String> labels = new TreeMap<>(Map.of("code", "" + i % 5, "le", "" + i));
                growing.labels.forEach(label -> labels.put(label, value));
                birth(growing.metric, labels, time);
            }
        }

        /** A series is first seen at the scrape that follows its birth. */
        private void birth(String metric, Map<String, String> labels, Instant time) {
            long late = (time.getEpochSecond() - START.getEpochSecond() + SCRAPE_STEP - 1) / SCRAPE_STEP * SCRAPE_STEP;
            Instant seen = START.plusSeconds(late + 7);
            if (!scraped || !seen.isBefore(period().to())) {
                return;
            }
            String key = metric + new TreeMap<>(labels);
            alive.putIfAbsent(
                    key,
                    new SeriesRow(
                            container,
                            startTimes ? started : null,
                            metric,
                            "counter",
                            labels,
                            key.hashCode() * 31L + metric.hashCode(),
                            seen,
                            seen,
                            1));
            births++;
        }

        private void scrape(Instant time) {
            scrapes.add(new ScrapeRow(
                    container,
                    time,
                    time + ".prom",
                    new ScrapeRow.Body(1, alive.size(), alive.size(), births),
                    startTimes ? started : null,
                    ScrapeRow.OK,
                    null,
                    restarted && !scrapes.isEmpty() ? "counters-fell" : null,
                    ScrapeRow.Flaws.NONE));
            restarted = false;
            births = 0;
            families.add(new FamilyRow(container, time, "requests_total", "counter", alive.size(), requests, null));
        }

        private int poisson(double mean) {
            double limit = Math.exp(-mean);
            int count = 0;
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
            return count;
        }
    }
}
