package dev.culprit.tsdb.export;

import dev.culprit.model.FloatLabel;
import dev.culprit.tsdb.otlp.Metric;
import dev.culprit.tsdb.otlp.Point;
import dev.culprit.tsdb.otlp.ResourceMetrics;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.targets.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes of points the series that an exporter for Prometheus would show: a histogram's buckets with {@code le}, its sum and count, a
 * summary's quantiles, sum and count; of an exponential histogram count, sum, and one series for all of its buckets. Points with deltas
 * are counted and left out, as a series that does not change has none and seems to have ended.
 */
final class OtlpSeries {
    private static final long NANOS = 1_000_000;
    private static final String PROMETHEUS_RECEIVER = "prometheusreceiver";
    private static final String START = "process_start_time_seconds";

    private final ExportedSeries series;
    private final Map<Map<String, String>, OtlpResource> resources = new HashMap<>();
    private final Map<Key, Known> known = new HashMap<>();

    /** A point's series. */
    private record Key(OtlpResource resource, String metric, Map<String, String> attributes) {}

    /** Their numbers, and the bounds or quantiles that tell them apart. */
    private record Known(int[] numbers, double[] bounds) {}

    /** A label that tells series of one point apart, and which of its numbers they have. */
    private record Part(String suffix, String label, String value, ToDoubleFunction<Point> number) {
        Part(String suffix, ToDoubleFunction<Point> number) {
            this(suffix, "", "", number);
        }
    }

    OtlpSeries(ExportedSeries series) {
        this.series = series;
    }

    static Labels labels(String metric, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(Labels.METRIC, metric);
        return Labels.of(all);
    }

    void add(ResourceMetrics of, ExportFaults faults) {
        if (of.metrics().isEmpty()) {
            return;
        }
        Map<String, String> labels =
                OtlpResource.labels(of.attributes(), of.metrics().get(0).scope());
        OtlpResource resource = resources.computeIfAbsent(labels, none -> new OtlpResource(labels));
        TreeSet<Long> times = new TreeSet<>();
        boolean hasUp = false;
        for (Metric metric : of.metrics()) {
            hasUp |= metric.name().equals(Targets.UP)
                    && metric.points().stream()
                            .anyMatch(point -> point.attributes().isEmpty());
            metric.points().forEach(point -> times.add(point.time() / NANOS));
        }
        if (hasUp) {
            resource.scraped();
        }
        Map<Long, Long> collected = OtlpResource.together(times);
        Map<Long, Map<Long, Integer>> starts = new HashMap<>();
        for (Metric metric : of.metrics()) {
            boolean wasPrometheus =
                    hasUp || metric.isScraped() || metric.scope().contains(PROMETHEUS_RECEIVER);
            String name = OtlpNames.metric(metric, wasPrometheus);
            if (metric.isDelta() || metric.name().isEmpty()) {
                String reason = metric.isDelta()
                        ? "metric %s has deltas: set its temporality to cumulative".formatted(name)
                        : "a metric has no name";
                metric.points().forEach(point -> faults.named(reason));
                continue;
            }
            if (name.equals(START)) {
                resource.toldStart();
            }
            for (Point point : metric.points()) {
                if (point.time() <= 0) {
                    faults.named("metric %s has points without time".formatted(name));
                    continue;
                }
                long time = collected.getOrDefault(point.time() / NANOS, point.time() / NANOS);
                add(resource, metric.type(), name, point, time, faults);
                Map<Long, Integer> started = starts.computeIfAbsent(time, none -> new HashMap<>());
                if (metric.type() != Metric.Type.GAUGE && point.start() > 0 && point.start() < point.time()) {
                    started.merge(point.start() / NANOS, 1, Integer::sum);
                }
            }
        }
        starts.forEach((time, started) -> resource.pushed(time, of.attributes(), started));
        if (resource.isSeveral()) {
            long points = of.metrics().stream()
                    .mapToLong(each -> each.points().size())
                    .sum();
            faults.named(resource.several(), points);
        }
    }

    private void add(
            OtlpResource resource, Metric.Type type, String name, Point point, long time, ExportFaults faults) {
        Key key = new Key(resource, name, point.attributes());
        if (point.isStale()) {
            @Nullable Known ended = known.get(key);
            for (int each : ended == null ? new int[0] : ended.numbers) {
                series.stale(each, time);
            }
            return;
        }
        boolean hasOddBuckets = point.buckets().length > 0 && point.buckets().length != point.bounds().length + 1;
        if (type == Metric.Type.HISTOGRAM && hasOddBuckets) {
            faults.named("metric %s has %d buckets and %d bounds"
                    .formatted(name, point.buckets().length, point.bounds().length));
            return;
        }
        List<Part> parts = parts(type, point);
        double[] bounds = type == Metric.Type.SUMMARY ? point.quantiles() : point.bounds();
        @Nullable Known of = known.get(key);
        if (of == null || of.numbers.length != parts.size() || !Arrays.equals(of.bounds, bounds)) {
            int[] numbers = parts.stream()
                    .mapToInt(part -> series.series(labels(name + part.suffix, labels(resource, point, part))))
                    .toArray();
            of = new Known(numbers, bounds);
            known.put(key, of);
        }
        for (int i = 0; i < of.numbers.length; i++) {
            series.exact(of.numbers[i], time, parts.get(i).number.applyAsDouble(point));
        }
    }

    private static Map<String, String> labels(OtlpResource resource, Point point, Part part) {
        Map<String, String> labels = new TreeMap<>(resource.labels());
        point.attributes().forEach((attribute, value) -> {
            String name = OtlpNames.label(attribute);
            // As a scraper does with a label that clashes with one of its own.
            while (labels.containsKey(name) && !value.isEmpty()) {
                name = "exported_" + name;
            }
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        });
        if (!part.label.isEmpty()) {
            labels.put(part.label, part.value);
        }
        return labels;
    }

    private static List<Part> parts(Metric.Type type, Point point) {
        return switch (type) {
            case GAUGE, SUM -> List.of(new Part("", Point::value));
            case HISTOGRAM -> histogram(point);
            case EXPONENTIAL_HISTOGRAM -> {
                List<Part> parts = sumAndCount(point);
                parts.add(new Part("", Point::count));
                yield parts;
            }
            case SUMMARY -> summary(point);
        };
    }

    private static List<Part> sumAndCount(Point point) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("_count", Point::count));
        if (point.sum() != null) {
            parts.add(new Part("_sum", sum -> sum.sum() == null ? 0 : sum.sum()));
        }
        return parts;
    }

    /** Buckets of a point have what is in each, those of an exporter what is up to each. */
    private static List<Part> histogram(Point point) {
        List<Part> parts = sumAndCount(point);
        double below = 0;
        for (int i = 0; i < point.bounds().length; i++) {
            below += point.buckets().length == 0 ? 0 : point.buckets()[i];
            double count = below;
            parts.add(new Part("_bucket", "le", number(point.bounds()[i]), same -> count));
        }
        parts.add(new Part("_bucket", "le", "+Inf", Point::count));
        return parts;
    }

    private static List<Part> summary(Point point) {
        List<Part> parts = sumAndCount(point);
        for (int i = 0; i < point.quantiles().length; i++) {
            double value = point.quantileValues()[i];
            parts.add(new Part("", "quantile", number(point.quantiles()[i]), same -> value));
        }
        return parts;
    }

    private static String number(double bound) {
        return FloatLabel.canonical(String.valueOf(bound));
    }

    void finish() {
        resources.values().forEach(resource -> resource.finish(series));
    }
}
