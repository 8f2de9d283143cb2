package dev.culprit.cloudwatch.standin.promql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Archived scrapes as a collector would have sent them that scrapes more often: between two of them nothing has changed. To
 * CloudWatch each histogram goes as one series, as it does over OTLP; to a workspace each line goes as it is, beside {@code up}.
 */
public final class ScrapeFiles {
    /** Of the OpenTelemetry mode ({@code defaultCollectionInterval} of the agent). */
    public static final Duration INTERVAL = Duration.ofSeconds(30);
    /** A pod that is not seen for longer was away. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);
    /** How long the last scrape of all holds. */
    private static final Duration LAST = Duration.ofMinutes(10);

    private final SeriesStore store;
    private final long interval;
    /** By the line or the histogram that they are of, there being one of each. */
    private final Map<SeriesLabels, Map<Object, StoredSeries>> known = new HashMap<>();

    private ScrapeFiles(SeriesStore store, Duration interval) {
        this.store = store;
        this.interval = interval.toMillis();
    }

    private interface Keeper {
        /** Keeps a body that holds until a time, in milliseconds since 1970, inclusive. */
        void keep(ScrapedBody.Owner owner, ScrapedBody body, long until);
    }

    /**
     * For CloudWatch.
     *
     * @param update when the agent becomes another version, by which it names every series otherwise
     */
    public static void load(Path folder, String cluster, Instant update, SeriesStore store) {
        read(folder, ofCloudWatch(cluster, update, store));
    }

    /** For a workspace, as a Prometheus server has scraped the same every so often. */
    public static void load(Path folder, String cluster, Duration interval, SeriesStore store) {
        read(folder, ofWorkspace(cluster, interval, store));
    }

    /** For both, of one reading: that is half of the work. */
    public static void load(
            Path folder,
            String cluster,
            Instant update,
            SeriesStore cloudWatch,
            Duration interval,
            SeriesStore workspace) {
        Keeper one = ofCloudWatch(cluster, update, cloudWatch);
        Keeper other = ofWorkspace(cluster, interval, workspace);
        read(folder, (owner, body, until) -> {
            one.keep(owner, body, until);
            other.keep(owner, body, until);
        });
    }

    private static Keeper ofCloudWatch(String cluster, Instant update, SeriesStore store) {
        ScrapeFiles files = new ScrapeFiles(store, INTERVAL);
        return (owner, body, until) -> {
            CollectorLabels before = new CollectorLabels(
                    cluster,
                    owner.namespace(),
                    owner.workload(),
                    owner.pod(),
                    owner.container(),
                    "1.300072.0",
                    "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver");
            files.keepWhole(body, until, body.time().isBefore(update) ? before : before.updated("1.300073.0"));
        };
    }

    private static Keeper ofWorkspace(String cluster, Duration interval, SeriesStore store) {
        ScrapeFiles files = new ScrapeFiles(store, interval);
        return (owner, body, until) -> files.keepLines(
                body, until, PrometheusLabels.ofPod(cluster, owner.namespace(), owner.pod(), owner.container()));
    }

    private static void read(Path folder, Keeper keeper) {
        try {
            for (List<Path> files : ScrapedBody.byContainer(folder).values()) {
                ScrapedBody.Owner owner = ScrapedBody.owner(files.get(0));
                ScrapedLines lines = new ScrapedLines();
                ScrapedBody body = ScrapedBody.read(files.get(0), lines);
                for (int i = 0; i < files.size(); i++) {
                    Instant next = body.time().plus(LAST);
                    ScrapedBody following = body;
                    if (i + 1 < files.size()) {
                        following = ScrapedBody.read(files.get(i + 1), lines);
                        Instant gone = body.time().plus(LONGEST_HOLD);
                        next = following.time().isBefore(gone) ? following.time() : gone;
                    }
                    keeper.keep(owner, body, next.toEpochMilli() - 1);
                    body = following;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private StoredSeries series(Object of, Map<String, String> labels, SeriesLabels around) {
        return known.computeIfAbsent(around, none -> new IdentityHashMap<>())
                .computeIfAbsent(of, none -> store.series(around.around(labels)));
    }

    private void keepLines(ScrapedBody body, long until, PrometheusLabels around) {
        long time = body.time().toEpochMilli();
        body.samples()
                .forEach((line, value) ->
                        series(line, line.labels(), around).repeat(time, until, interval, value, null));
        double shown = body.samples().size();
        // Made up: how long it took, and that no series was new.
        Map.of(
                        "up",
                        1.0,
                        "scrape_duration_seconds",
                        0.1,
                        "scrape_samples_scraped",
                        shown,
                        "scrape_samples_post_metric_relabeling",
                        shown,
                        "scrape_series_added",
                        0.0)
                .forEach((metric, value) -> store.series(around.around(Map.of(SeriesStore.NAME, metric)))
                        .repeat(time, until, interval, value, null));
    }

    private void keepWhole(ScrapedBody body, long until, CollectorLabels around) {
        long time = body.time().toEpochMilli();
        Map<ScrapedLines.Histogram, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
        Map<ScrapedLines.Histogram, double[]> totals = new HashMap<>();
        body.samples().forEach((line, value) -> {
            ScrapedLines.@Nullable Histogram histogram = line.histogram();
            if (histogram == null) {
                series(line, line.labels(), around).repeat(time, until, interval, value, null);
            } else if (Double.isNaN(line.bound())) {
                totals.computeIfAbsent(histogram, none -> new double[2])[
                        line.name().endsWith("_sum") ? 1 : 0] = value;
            } else {
                buckets.computeIfAbsent(histogram, none -> new TreeMap<>()).put(line.bound(), value);
            }
        });
        buckets.forEach((histogram, cumulative) -> {
            double[] total = totals.getOrDefault(histogram, new double[2]);
            List<Double> bounds = new ArrayList<>();
            List<Double> counts = new ArrayList<>();
            double below = 0;
            for (Map.Entry<Double, Double> each : cumulative.entrySet()) {
                if (!each.getKey().isInfinite()) {
                    bounds.add(each.getKey());
                }
                counts.add(each.getValue() - below);
                below = each.getValue();
            }
            series(histogram, histogram.labels(), around)
                    .repeat(time, until, interval, total[0], new StoredHistogram(total[0], total[1], bounds, counts));
        });
    }
}
