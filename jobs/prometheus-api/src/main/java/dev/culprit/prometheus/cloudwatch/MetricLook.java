package dev.culprit.prometheus.cloudwatch;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.client.Answer;
import dev.culprit.prometheus.client.AnswerSink;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.client.QueryException;
import dev.culprit.prometheus.whole.Grid;
import dev.culprit.prometheus.whole.GridAnswers;
import dev.culprit.prometheus.whole.GridAnswers.GroupCounts;
import dev.culprit.prometheus.whole.Selector;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first, cheap look at CloudWatch: which metrics there are, and how many series of each every pod has shown at the moments of
 * a day. No {@code up} tells whom a collector has scraped: whoever has series at a moment was scraped then.
 */
public final class MetricLook {
    /** New series are there after three minutes at most (a published measurement); as with CloudWatch's other metrics. */
    public static final Duration LATENCY = Duration.ofMinutes(5);

    /** What the day before has to say: which series are no births at midnight. */
    private static final Duration BEFORE = Duration.ofHours(1);

    /**
     * Metrics of the cluster's own collectors, which are nobody's {@code /metrics}: cAdvisor's, kube-state-metrics', those of the
     * kubelet's summary, and what a scraper says of its scrapes.
     */
    private static final List<String> COLLECTORS = List.of(
            "container_", "machine_", "kube_", "cadvisor_", "scrape_", "k8s.", "container.", "aws.", "amazonaws");

    private final Targets targets;
    private final Map<LocalDate, Grid> grids = new HashMap<>();
    private final Map<LocalDate, Map<Labels, List<ShownMetric>>> shown = new HashMap<>();

    private MetricLook(Targets targets) {
        this.targets = targets;
    }

    /**
     * @param step between moments
     * @throws CulpritException where something cannot be counted whole
     */
    public static MetricLook at(
            PrometheusClient client, Period period, SubjectLabels labels, Duration step, Clock clock) {
        SubjectLabels names = ResourceLabels.names(labels);
        List<SeriesSource> sources = new ArrayList<>();
        Map<LocalDate, Grid> grids = new HashMap<>();
        Map<LocalDate, Map<Labels, List<ShownMetric>>> shown = new HashMap<>();
        Map<String, Long> yesterday = new HashMap<>();
        for (LocalDate day : period.days()) {
            @Nullable Grid grid = grid(day, step, clock);
            if (grid == null) {
                continue;
            }
            Map<Labels, List<ShownMetric>> ofDay = new HashMap<>();
            for (String metric : metrics(client, grid)) {
                // Before it is asked: today's are about as many as yesterday's.
                client.cost().spend(yesterday.getOrDefault(metric, 0L));
                List<ShownMetric> groups = count(client, metric, labels, grid);
                groups.forEach(each -> ofDay.computeIfAbsent(each.endpoint(), none -> new ArrayList<>())
                        .add(each));
                yesterday.put(
                        metric, groups.stream().mapToLong(ShownMetric::samples).sum());
            }
            refuseClamped(client, ofDay, grid);
            grids.put(day, grid);
            shown.put(day, ofDay);
            sources.add(ups(client, ofDay, grid, day));
            sources.add(containers(client, grid));
        }
        try {
            MetricLook look = new MetricLook(Targets.find(sources, names));
            look.grids.putAll(grids);
            look.shown.putAll(shown);
            return look;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The moments of a day, and of the hour before; null where it has not begun. */
    static @Nullable Grid grid(LocalDate day, Duration step, Clock clock) {
        long begin = Period.startOf(day).toEpochMilli();
        long end = Math.min(
                Period.startOf(day.plusDays(1)).toEpochMilli() - 1,
                clock.instant().minus(LATENCY).toEpochMilli());
        if (end < begin) {
            return null;
        }
        long before = Math.max(1, BEFORE.toMillis() / step.toMillis());
        long first = begin - before * step.toMillis();
        return new Grid(first, step.toMillis(), (int) ((end - first) / step.toMillis() + 1));
    }

    private static Collection<String> metrics(PrometheusClient client, Grid grid) {
        Set<String> metrics = new TreeSet<>();
        try {
            Answer answer = client.labelValues(Labels.METRIC, grid.first(), grid.last(), new AnswerSink() {
                @Override
                public void begin() {
                    metrics.clear();
                }

                @Override
                public void series(Labels labels) {}

                @Override
                public void sample(long time, double value) {}

                @Override
                public void word(String word) {
                    if (isAsked(word)) {
                        metrics.add(word);
                    }
                }
            });
            if (!answer.doubts().isEmpty()) {
                throw failed(
                        client,
                        "the list of metrics is not whole: " + answer.doubts().get(0));
            }
        } catch (QueryException refused) {
            throw failed(client, String.valueOf(refused.getMessage()));
        }
        return metrics;
    }

    static boolean isAsked(String metric) {
        return Targets.isExposed(metric) && COLLECTORS.stream().noneMatch(metric::startsWith);
    }

    private static CulpritException failed(PrometheusClient client, String what) {
        return new CulpritException("environment %s: %s: %s"
                .formatted(
                        client.server().environment(),
                        Text.printable(Secrets.masked(client.server().url()), 200),
                        Text.printable(Secrets.masked(what), 400)));
    }

    private static List<ShownMetric> count(PrometheusClient client, String metric, SubjectLabels labels, Grid grid) {
        GridAnswers answers = new GridAnswers(client);
        Selector all = Selector.of(metric).with(client.server().matchers());
        List<GroupCounts> groups =
                new ArrayList<>(answers.counts(all.without(ResourceLabels.POD, ""), ResourceLabels.OF_PODS, grid));
        Selector others = all.with(Map.of(ResourceLabels.POD, ""));
        answers.counts(others, ResourceLabels.ofTargets(labels), grid).forEach(groups::add);
        return groups.stream()
                .filter(group -> group.sum() > 0)
                .map(group ->
                        new ShownMetric(metric, group.group(), ResourceLabels.endpoint(group.group()), group.counts()))
                .toList();
    }

    /** By the metric that most is there of. */
    private static void refuseClamped(PrometheusClient client, Map<Labels, List<ShownMetric>> ofDay, Grid grid) {
        long[] all = new long[grid.size()];
        ofDay.values().stream()
                .flatMap(List::stream)
                .forEach(each -> Arrays.setAll(all, place -> all[place] + each.counts()[place]));
        ofDay.values().stream()
                .flatMap(List::stream)
                .max(Comparator.comparingLong(ShownMetric::samples))
                .ifPresent(most -> new GridAnswers(client)
                        .refuseClamped(
                                Selector.of(most.metric()).with(client.server().matchers()), grid, all));
    }

    /** What {@code up} would say. */
    private static SeriesSource ups(
            PrometheusClient client, Map<Labels, List<ShownMetric>> ofDay, Grid grid, LocalDate day) {
        GatheredSeries ups = new GatheredSeries(client.server().url(), grid.first(), grid.last() + 1);
        long begin = Period.startOf(day).toEpochMilli();
        ofDay.forEach((endpoint, metrics) -> {
            Map<String, String> labels = new HashMap<>(Map.of(Labels.METRIC, Targets.UP));
            for (int i = 0; i < endpoint.size(); i++) {
                labels.put(endpoint.name(i), endpoint.value(i));
            }
            int number = -1;
            for (int place = 0; place < grid.size(); place++) {
                int moment = place;
                if (grid.time(place) >= begin && metrics.stream().anyMatch(each -> each.counts()[moment] > 0)) {
                    number = number < 0 ? ups.add(Labels.of(labels)) : number;
                    ups.add(number, grid.time(place), Double.doubleToRawLongBits(1));
                }
            }
        });
        return ups;
    }

    /** Which containers pods have, by a moment an hour. */
    private static SeriesSource containers(PrometheusClient client, Grid grid) {
        long hour = Duration.ofHours(1).toMillis();
        Grid hourly = new Grid(grid.first(), hour, (int) ((grid.last() - grid.first()) / hour + 1));
        String metric = "container_memory_working_set_bytes";
        GatheredSeries containers = new GatheredSeries(client.server().url(), grid.first(), grid.last() + 1);
        List<String> by = List.of("namespace", "pod", "container");
        Selector named = Selector.of(metric).with(client.server().matchers()).without("container", "");
        for (GroupCounts each : new GridAnswers(client).counts(named, by, hourly)) {
            Map<String, String> labels = new HashMap<>(Map.of(Labels.METRIC, metric));
            for (int i = 0; i < each.group().size(); i++) {
                labels.put(each.group().name(i), each.group().value(i));
            }
            containers.add(Labels.of(labels));
        }
        return containers;
    }

    public Targets targets() {
        return targets;
    }

    /** What a target has shown on a day, by all its addresses. */
    public List<ShownMetric> shown(Target target, LocalDate day) {
        Map<Labels, List<ShownMetric>> ofDay = shown.getOrDefault(day, Map.of());
        return target.endpoints().stream()
                .flatMap(endpoint -> ofDay.getOrDefault(endpoint, List.of()).stream())
                .toList();
    }

    /** @throws IllegalArgumentException where the day is none of those looked at */
    public Grid grid(LocalDate day) {
        @Nullable Grid grid = grids.get(day);
        if (grid == null) {
            throw new IllegalArgumentException("%s was not looked at".formatted(day));
        }
        return grid;
    }

    /** Samples of all that all targets have shown, at all moments. */
    public long samples() {
        return all().mapToLong(ShownMetric::samples).sum();
    }

    /** Samples that are asked for after this look. */
    public long samplesToAsk() {
        return all().mapToLong(ShownMetric::samplesToAsk).sum();
    }

    /** About how many requests reading takes after a look: two counts of each metric, and its series in parts. */
    public long requests(long seriesPerAnswer) {
        long metrics = all().map(ShownMetric::metric).distinct().count();
        return (2 * metrics + 2) * grids.size()
                + all().mapToLong(each -> 1 + 2 * (each.most() / seriesPerAnswer))
                        .sum();
    }

    /** Those that were looked at. */
    Set<LocalDate> days() {
        return shown.keySet();
    }

    /** What anybody has shown on a day. */
    Stream<ShownMetric> shown(LocalDate day) {
        return shown.getOrDefault(day, Map.of()).values().stream().flatMap(List::stream);
    }

    private Stream<ShownMetric> all() {
        return shown.keySet().stream().flatMap(this::shown);
    }

    public long targetDays() {
        return targets.all().stream().map(Target::days).mapToLong(Set::size).sum();
    }

    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d targets in %,d days: %,d samples at moments, %,d of them to ask for",
                targets.all().size(),
                grids.size(),
                samples(),
                samplesToAsk());
    }
}
