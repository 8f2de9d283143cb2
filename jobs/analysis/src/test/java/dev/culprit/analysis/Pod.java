package dev.culprit.analysis;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One pod out of formulas and arrays, so that a test reads as its own truth: processes of equal length, from the epoch on as a rule, read
 * every five minutes and scraped every ten. Each process begins with an inventory, and nothing else is random.
 */
public final class Pod {
    private static final double SCRAPE_SECONDS = 600;
    /** From a process's start to its first scrape. */
    private static final double FIRST_SCRAPE = 7;

    /** A value for each moment of each process. */
    public interface Path {
        /** @param life counts processes from 0; {@code hour} since this process's start */
        double at(int life, double hour);
    }

    /** When new values of a label come. */
    public interface Moments {
        /** @return hours since the process's start */
        double[] of(int life);
    }

    /** @param moments by process */
    private record Taking(double[][] moments, int series) {}

    /** @param sum over the family's series; null where only its type is told */
    private record Exposed(
            String metric, String type, @Nullable Path sum, List<String> labels) {}

    private final String name;
    private final int lives;
    private final double hours;
    private double firstStart;
    private final Map<String, Taking> taking = new LinkedHashMap<>();
    private final List<Exposed> exposed = new ArrayList<>();
    private String environment = "prod";
    private @Nullable Path memory;
    private @Nullable Path requests;
    private @Nullable Path inside;
    private double readingSeconds = 300;
    private double silentFrom = Double.POSITIVE_INFINITY;
    private double silentTo;
    private double expiry = Double.POSITIVE_INFINITY;
    private boolean scraped = true;
    private boolean wholePod;

    /** @param lives processes, one after the other, of so many {@code hours} each */
    public Pod(String name, int lives, double hours) {
        this.name = name;
        this.lives = lives;
        this.hours = hours;
    }

    /** So many hours after the epoch, in another's place. */
    public Pod startingAfter(double hours) {
        firstStart = hours * 3600;
        return this;
    }

    public Pod in(String otherEnvironment) {
        environment = otherEnvironment;
        return this;
    }

    /** @param bytes of the container */
    public Pod using(Path bytes) {
        memory = bytes;
        return this;
    }

    /** Every so many seconds instead of every five minutes. */
    public Pod readEvery(double seconds) {
        readingSeconds = seconds;
        return this;
    }

    /** No memory is read between these hours of each process. */
    public Pod unreadBetween(double from, double to) {
        silentFrom = from;
        silentTo = to;
        return this;
    }

    /** @param cumulative requests since the process's start */
    public Pod serving(Path cumulative) {
        requests = cumulative;
        return this;
    }

    /** @param bytes that the process says it uses */
    public Pod saying(Path bytes) {
        inside = bytes;
        return this;
    }

    /** A gauge in every scrape, of one series with these labels. */
    public Pod holding(String metric, Path sum, String... labels) {
        exposed.add(new Exposed(metric, "gauge", sum, List.of(labels)));
        return this;
    }

    /** A family of this type in every scrape, without any value. */
    public Pod typed(String metric, String type) {
        exposed.add(new Exposed(metric, type, null, List.of()));
        return this;
    }

    /** Series of the label are seen for so many hours, instead of to the end of their process. */
    public Pod expiring(double afterHours) {
        expiry = afterHours;
        return this;
    }

    /** @param series that come at once with each new value */
    public Pod taking(String label, int series, Moments moments) {
        double[][] ofLives = IntStream.range(0, lives).mapToObj(moments::of).toArray(double[][]::new);
        taking.put(label, new Taking(ofLives, series));
        return this;
    }

    public Pod unscraped() {
        scraped = false;
        return this;
    }

    public Pod measuredAsAWhole() {
        wholePod = true;
        return this;
    }

    /** Series of the label in the process that are there then, where they expire. */
    public double living(String label, int life, double hour) {
        return born(label, life, hour) - born(label, life, hour - expiry);
    }

    /** Series of the label born in the process until then; a birth is spread over the ten minutes before its scrape. */
    public double born(String label, int life, double hour) {
        Taking taken = taking.get(label);
        return taken.series
                * Arrays.stream(taken.moments[life])
                        .map(moment -> 3600 * hour - shownAfter(moment))
                        .map(since -> Math.max(0, Math.min(1, since / SCRAPE_SECONDS + 1)))
                        .sum();
    }

    /** Seconds from the process's start to the first scrape that shows what came at this hour. */
    private static double shownAfter(double hour) {
        return FIRST_SCRAPE + Math.ceil((3600 * hour - FIRST_SCRAPE) / SCRAPE_SECONDS) * SCRAPE_SECONDS;
    }

    public Observations observations() {
        List<MemoryRow> readings = new ArrayList<>();
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        List<SeriesRow> series = new ArrayList<>();
        for (int life = 0; life < lives; life++) {
            double start = firstStart + life * hours * 3600;
            double end = start + hours * 3600;
            for (double at = start; memory != null && at < end; at += readingSeconds) {
                double hour = (at - start) / 3600;
                if (hour < silentFrom || hour >= silentTo) {
                    readings.add(Rows.memory(at, 60, memory.at(life, hour), 1e9));
                }
            }
            for (double at = start + FIRST_SCRAPE; scraped && at < end; at += SCRAPE_SECONDS) {
                double hour = (at - start) / 3600;
                scrapes.add(Rows.scrape(at, start));
                if (requests != null) {
                    families.add(Rows.counter(at, "requests_total", requests.at(life, hour)));
                }
                if (inside != null) {
                    families.add(Rows.gauge(at, "jvm_memory_used_bytes", inside.at(life, hour)));
                }
                for (Exposed family : exposed) {
                    Double sum = family.sum == null ? null : family.sum.at(life, hour);
                    families.add(Rows.family(at, family.metric, family.type, sum, null));
                }
            }
            if (scraped) {
                addSeries(series, life, start, end - SCRAPE_SECONDS + FIRST_SCRAPE);
            }
        }
        return new Observations(
                new Container(environment, null, "web", "shop", name, "proxy"),
                wholePod,
                readings,
                scrapes,
                families,
                series);
    }

    private void addSeries(List<SeriesRow> series, int life, double start, double last) {
        int widest = taking.values().stream().mapToInt(Taking::series).max().orElse(1);
        for (int code = 0; code < widest; code++) {
            series.add(Rows.series(start + FIRST_SCRAPE, last, "inventory", Map.of("code", "" + code)));
        }
        for (Exposed family : exposed) {
            Map<String, String> labels = new TreeMap<>();
            family.labels.forEach(label -> labels.put(label, "any"));
            series.add(Rows.series(start + FIRST_SCRAPE, last, family.metric, family.type, labels));
        }
        taking.forEach((label, taken) -> {
            double[] moments = taken.moments[life];
            for (int value = 0; value < moments.length; value++) {
                double seen = start + shownAfter(moments[value]);
                for (int code = 0; code < taken.series && seen <= last; code++) {
                    double gone = Math.min(last, seen + expiry * 3600);
                    series.add(Rows.series(
                            seen, gone, label + "_total", Map.of(label, life + "-" + value, "code", "" + code)));
                }
            }
        });
    }

    public ContainerHistory history() {
        return observations().history();
    }

    public Period period() {
        return new Period(Rows.time(0), Rows.time(firstStart + lives * hours * 3600));
    }

    public static List<ContainerHistory> histories(Pod... pods) {
        return Arrays.stream(pods).map(Pod::history).toList();
    }

    public static List<Replica> replicas(Pod... pods) {
        return Replica.of(histories(pods), pods[0].period());
    }

    public static Panel panel(Pod... pods) {
        return Panel.of(replicas(pods));
    }

    public static Candidates candidates(Pod... pods) {
        return Candidates.of(Arrays.stream(pods)
                .flatMap(pod -> pod.history().ledgers().stream())
                .toList());
    }

    /** So many values in each hour of every process, evenly spread. */
    public static Moments hourly(int... values) {
        double[] moments = IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(
                        hour -> IntStream.range(0, values[hour]).mapToDouble(i -> hour + (i + 0.5) / values[hour]))
                .toArray();
        return life -> moments;
    }

    /** Values in bursts: a rate that is another one each hour, and other bursts in each process. */
    public static Moments bursts(long seed, double perHour, double hours) {
        return life -> {
            SplittableRandom random = new SplittableRandom(seed * 1000 + life);
            return IntStream.range(0, (int) hours)
                    .boxed()
                    .flatMapToDouble(hour -> {
                        int values = (int) Math.round(perHour * Math.exp(0.8 * random.nextGaussian()));
                        return random.doubles(values, hour, hour + 1).sorted();
                    })
                    .toArray();
        };
    }

    /** The same until this hour of this process, and none any more from then on. */
    public static Moments until(int lastLife, double lastHour, Moments moments) {
        return life -> DoubleStream.of(moments.of(life))
                .filter(hour -> life < lastLife || (life == lastLife && hour < lastHour))
                .toArray();
    }

    /** The polygon through these values at the hours 0, 1, 2, ... of every process, in units of {@code one}. */
    public static Path along(double one, double... values) {
        double[] hours = IntStream.range(0, values.length).asDoubleStream().toArray();
        return (life, hour) -> one * RobustStatistics.interpolate(hour, hours, values);
    }

    /** Noise with a memory of {@code rho} from one reading to the next, and innovations of {@code sigma} bytes. */
    public static Path noise(long seed, double rho, double sigma) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[40_000];
        for (int i = 1; i < values.length; i++) {
            values[i] = rho * values[i - 1] + sigma * random.nextGaussian();
        }
        return (life, hour) -> values[(life * 4001 + (int) Math.round(hour * 12)) % values.length];
    }
}
