package dev.culprit.prometheus.cloudwatch;

import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.whole.Grid;
import dev.culprit.prometheus.whole.GridAnswers;
import dev.culprit.prometheus.whole.GridSeries;
import dev.culprit.prometheus.whole.Selector;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.tsdb.targets.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One target's day at CloudWatch: its series at the moments of a grid, as if it had been scraped then. */
public final class MomentDay {
    /**
     * How long a series that has ended is shown on ({@code CloudWatch-PromQL}: as Prometheus 3): what a process has shown that
     * has ended must not be taken for its successor's.
     */
    private static final long LOOKBACK_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final Set<String> STARTS =
            Set.of("process_start_time_seconds", "istio_agent_process_start_time_seconds");

    private final PrometheusClient client;
    private final SubjectLabels labels;
    private final Grid grid;
    private final List<ShownMetric> shown;

    /** @param labels as in the configuration */
    public MomentDay(PrometheusClient client, SubjectLabels labels, Grid grid, List<ShownMetric> shown) {
        this.client = client;
        this.labels = labels;
        this.grid = grid;
        this.shown = shown;
    }

    /**
     * What was shown.
     *
     * @param ups series {@code up}, one for each address
     * @param histograms series that came as whole histograms, and are shown as their exporter's lines
     */
    public record Series(GatheredSeries ups, GatheredSeries all, long histograms) {}

    /** @throws dev.culprit.model.CulpritException naming what cannot be had whole */
    public Series ask() {
        GatheredSeries ups = empty();
        GatheredSeries all = empty();
        ExposedLines lines = new ExposedLines(all, grid);
        Map<Labels, List<ShownMetric>> byEndpoint = new HashMap<>();
        shown.forEach(each -> byEndpoint
                .computeIfAbsent(each.endpoint(), none -> new ArrayList<>())
                .add(each));
        byEndpoint.forEach((endpoint, metrics) -> {
            boolean[] counts = new boolean[grid.size()];
            for (ShownMetric each : metrics) {
                for (int place = 0; place < counts.length; place++) {
                    counts[place] |= each.counts()[place] > 0;
                }
            }
            Map<ShownMetric, Collection<GridSeries>> answered = new HashMap<>();
            metrics.stream().filter(each -> STARTS.contains(each.metric())).forEach(each -> {
                answered.put(each, series(each));
                answered.get(each).forEach(series -> leaveOut(series, counts));
            });
            for (ShownMetric each : metrics) {
                lines.add(answered.containsKey(each) ? answered.get(each) : series(each), endpoint, counts);
            }
            up(ups, endpoint, counts);
        });
        return new Series(ups, all, lines.histograms());
    }

    private GatheredSeries empty() {
        return new GatheredSeries(client.server().url(), grid.first(), grid.last() + 1);
    }

    private void up(GatheredSeries ups, Labels endpoint, boolean[] counts) {
        Map<String, String> labels = new HashMap<>(Map.of(Labels.METRIC, Targets.UP));
        for (int i = 0; i < endpoint.size(); i++) {
            labels.put(endpoint.name(i), endpoint.value(i));
        }
        int number = ups.add(Labels.of(labels));
        for (int place = 0; place < counts.length; place++) {
            if (counts[place]) {
                ups.add(number, grid.time(place), Double.doubleToRawLongBits(1));
            }
        }
    }

    /** Moments soon after a start, at which series of the process before are shown still. */
    private void leaveOut(GridSeries start, boolean[] counts) {
        for (int place = 0; place < counts.length; place++) {
            if (start.isShown(place)) {
                double began = start.value(place) * 1000;
                if (began <= grid.time(place) && grid.time(place) - began <= LOOKBACK_MILLIS) {
                    counts[place] = false;
                }
            }
        }
    }

    private Collection<GridSeries> series(ShownMetric each) {
        GridAnswers answers = new GridAnswers(client);
        boolean isPod = each.group().get(ResourceLabels.POD) != null;
        Selector selector = Selector.of(each.metric())
                .with(client.server().matchers())
                .with(each.conditions(isPod ? ResourceLabels.OF_PODS : ResourceLabels.ofTargets(labels)));
        if (!isPod) {
            selector = selector.with(Map.of(ResourceLabels.POD, ""));
        }
        if (each.isUnchanging() && each.first() < each.last()) {
            Collection<GridSeries> unchanged = ends(answers, selector, each);
            if (!unchanged.isEmpty()) {
                return unchanged;
            }
        }
        return answers.series(selector, grid, each.counts());
    }

    /** The series at the first and the last moment; none where they are not the same, or their values are wanted. */
    private Collection<GridSeries> ends(GridAnswers answers, Selector selector, ShownMetric each) {
        int distance = each.last() - each.first();
        Grid ends = new Grid(grid.time(each.first()), grid.step() * distance, 2);
        long count = each.counts()[each.first()];
        Collection<GridSeries> found = answers.series(selector, ends, new long[] {count, count});
        Set<Boolean> same = new HashSet<>();
        found.forEach(series -> same.add(series.isShown(0) && series.isShown(1) && !series.isHistogram()));
        if (!same.equals(Set.of(true))) {
            return List.of();
        }
        boolean[] present = new boolean[grid.size()];
        for (int place = 0; place < present.length; place++) {
            present[place] = each.counts()[place] > 0;
        }
        return found.stream().map(series -> series.spread(present)).toList();
    }
}
