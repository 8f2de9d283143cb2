package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the targets of a server. {@code up} has the labels that the scraper gives, and no others ({@code scrape/scrape.go}),
 * and a sample for every scrape, failed ones too.
 */
public final class Targets {
    public static final String UP = "up";

    static final String INSTANCE = "instance";
    static final String JOB = "job";

    /** What the scraper itself says of a scrape, under the labels of {@code up}. */
    private static final Set<String> REPORTS = Set.of(
            UP,
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added",
            "scrape_timeout_seconds",
            "scrape_sample_limit",
            "scrape_body_size_bytes");

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private final SubjectLabels names;
    private final Map<Subject, Target> targets = new LinkedHashMap<>();
    /** By {@link #key}. */
    private final Map<Map<String, String>, List<Labels>> byKey = new HashMap<>();

    private final List<Skipped> skipped = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private Targets(SubjectLabels names) {
        this.names = names;
    }

    public static Targets find(List<SeriesSource> sources, SubjectLabels names) throws IOException {
        Targets found = new Targets(names);
        PodContainers containers = PodContainers.find(sources);
        for (SeriesSource source : sources) {
            found.add(source, containers);
        }
        for (Target target : found.targets.values()) {
            target.endpoints()
                    .sort(Comparator.comparing(labels -> labels.pairs().toString()));
            target.endpoints()
                    .forEach(endpoint -> found.byKey
                            .computeIfAbsent(key(endpoint), none -> new ArrayList<>())
                            .add(endpoint));
        }
        return found;
    }

    private void add(SeriesSource source, PodContainers containers) throws IOException {
        SampleList samples = new SampleList();
        Map<String, Long> undecoded = new HashMap<>();
        for (long series : source.series(Map.of(Labels.METRIC, UP))) {
            Labels labels = source.labels(series).withoutMetric();
            samples.clear();
            source.read(series, Long.MIN_VALUE, Long.MAX_VALUE, samples);
            samples.undecoded().forEach(chunk -> undecoded.merge(chunk.reason(), 1L, Long::sum));
            @Nullable Target target = null;
            for (int i = 0; i < samples.size(); i++) {
                if (!samples.isStale(i)) {
                    if (target == null) {
                        target = targets.computeIfAbsent(
                                containers.placed(names.of(labels), labels.get("job")), Target::new);
                    }
                    target.days().add(Math.floorDiv(samples.time(i), DAY_MILLIS));
                    first = Math.min(first, samples.time(i));
                    last = Math.max(last, samples.time(i));
                }
            }
            if (target != null && !target.endpoints().contains(labels)) {
                target.endpoints().add(labels);
            }
        }
        undecoded.forEach((reason, count) -> skipped.add(
                new Skipped(source.name(), "scrapes of targets cannot be told, as up has " + reason, count)));
    }

    /** The addresses of a target, and those of others that could be taken for them. */
    public Endpoints endpoints(Target target) {
        Set<Map<String, String>> keys =
                target.endpoints().stream().map(Targets::key).collect(Collectors.toSet());
        return new Endpoints(
                target.endpoints(),
                keys.stream()
                        .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                        .filter(endpoint -> !target.endpoints().contains(endpoint))
                        .toList());
    }

    public Collection<Target> all() {
        return targets.values();
    }

    public List<Skipped> skipped() {
        return skipped;
    }

    /** Whether anything was scraped; else there is neither a first scrape nor a last. */
    public boolean hasScrapes() {
        return first <= last;
    }

    /** In milliseconds since 1970: the first scrape of all, {@code last} the last. */
    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    /**
     * The label by which an endpoint's series, and few others, are found: lists of a job's series are long, and are read whole.
     */
    public static Map<String, String> key(Labels endpoint) {
        @Nullable String instance = endpoint.get(INSTANCE);
        return instance == null ? Map.of() : Map.of(INSTANCE, instance);
    }

    /** Whether a metric is one that the target itself has shown: neither the scraper's nor a rule's. */
    public static boolean isExposed(String metric) {
        return !REPORTS.contains(metric)
                && metric.indexOf(':') < 0 // by convention, the names of recording rules and of nothing else
                && !metric.equals("ALERTS")
                && !metric.equals("ALERTS_FOR_STATE");
    }
}
