package dev.culprit.cloudwatch.standin;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one account in one region. Samples after the stand-in's clock are there but not yet seen, so a test
 * records a whole incident and then moves the clock through it.
 */
public final class MetricStore {
    /** CloudWatch keeps the same metric in several units apart. */
    private final Map<Series, Map<String, Samples>> series = new ConcurrentHashMap<>();

    private volatile Duration lag = Duration.ZERO;

    /** Adds one sample; several in one minute are aggregated, as the service does. */
    public MetricStore put(Series of, String unit, Instant time, double value) {
        recorded(of, unit).add(time, Statistics.of(value));
        return this;
    }

    /**
     * Gives the series samples that are calculated when asked for.
     *
     * @param to exclusive
     * @param every a multiple of a minute
     * @param value from epoch seconds
     */
    public MetricStore generate(
            Series of, String unit, Instant from, Instant to, Duration every, LongToDoubleFunction value) {
        units(of).put(unit, Samples.Generated.of(from, to, every, value));
        return this;
    }

    /** Adds what the files of a metric stream below the folder hold, whatever account and region they name. */
    public MetricStore load(Path folder) {
        MetricStreamFiles.read(folder, this::replace);
        return this;
    }

    /** How long after its minute's beginning a sample is first seen; zero at first. */
    public MetricStore arrivesAfter(Duration newLag) {
        this.lag = newLag;
        return this;
    }

    void replace(MetricStreamFiles.Entry entry) {
        recorded(entry.series(), entry.unit()).replace(entry.time(), entry.statistics());
    }

    /** All series in their order, whether they are listed or not. */
    public List<Series> series() {
        return series.keySet().stream().sorted().toList();
    }

    /** The newest sample's time, or null where there is none. */
    @Nullable
    Instant newest() {
        long newest = series.keySet().stream()
                .mapToLong(of -> last(of, Long.MAX_VALUE))
                .max()
                .orElse(Long.MIN_VALUE);
        return newest == Long.MIN_VALUE ? null : Instant.ofEpochSecond(newest);
    }

    /** Epoch seconds from which on samples are not seen yet. */
    long seenUntil(Instant now) {
        return now.minus(lag).getEpochSecond() + 1;
    }

    /** The first sample's time, or {@link Long#MAX_VALUE}. */
    long first(Series of) {
        return unitsOf(of).values().stream()
                .mapToLong(samples -> samples.firstFrom(Long.MIN_VALUE))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The last sample's time up to {@code until}, or {@link Long#MIN_VALUE}. */
    long last(Series of, long until) {
        return unitsOf(of).values().stream()
                .mapToLong(samples -> samples.lastUntil(until))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** The minutes of the series, in one unit or in all. */
    void between(Series of, @Nullable String unit, long from, long until, Samples.Visitor visitor) {
        List<Samples> chosen = unitsOf(of).entrySet().stream()
                .filter(entry -> unit == null || unit.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (chosen.size() == 1) {
            chosen.get(0).between(from, until, visitor);
            return;
        }
        Map<Long, Statistics> merged = new TreeMap<>();
        chosen.forEach(samples ->
                samples.between(from, until, (time, statistics) -> merged.merge(time, statistics, Statistics::and)));
        merged.forEach(visitor::visit);
    }

    private Map<String, Samples> unitsOf(Series of) {
        return series.getOrDefault(of, Map.of());
    }

    private Map<String, Samples> units(Series of) {
        return series.computeIfAbsent(of, absent -> new ConcurrentHashMap<>());
    }

    private Samples.Recorded recorded(Series of, String unit) {
        Samples samples = units(of).computeIfAbsent(unit, absent -> new Samples.Recorded());
        if (samples instanceof Samples.Recorded recorded) {
            return recorded;
        }
        throw new IllegalStateException(of + " is generated");
    }
}
