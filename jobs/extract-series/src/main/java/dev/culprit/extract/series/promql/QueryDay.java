package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.DaySamples;
import dev.culprit.extract.series.samples.SeriesDay;
import dev.culprit.model.Container;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.Selector;
import dev.culprit.prometheus.whole.WholeAnswers;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Endpoints;
import dev.culprit.tsdb.targets.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * One target's series on one day.
 *
 * @param endpoints its addresses
 * @param until which there are samples to be asked for, in milliseconds since 1970, exclusive
 * @param samples that it has, about
 */
record QueryDay(Container target, Endpoints endpoints, PrometheusServer server, LocalDate day, long until, long samples)
        implements TargetDay {
    /** By hand: Prometheus' default, for where nothing tells. */
    private static final long USUAL_INTERVAL = 60_000;

    /** By hand: what a sample is in an answer, compressed, and so what a day weighs beside others. */
    private static final long SAMPLE_BYTES = 1;

    @Override
    public long bytes() {
        return samples * SAMPLE_BYTES;
    }

    @Override
    public void read(TargetRows rows, Configuration hadoop) {
        try {
            new SeriesDay(target, endpoints, day, new Asked(), rows).read();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private final class Asked implements DaySamples {
        private final WholeAnswers answers = new WholeAnswers(PrometheusClient.of(server));
        private long interval = USUAL_INTERVAL;

        @Override
        public String name() {
            return server.url();
        }

        @Override
        public List<SeriesSource> ups(long from, long to) {
            List<SeriesSource> ups = new ArrayList<>();
            for (Map<String, String> key : keys()) {
                Map<String, String> labels = new HashMap<>(key);
                labels.put(Labels.METRIC, Targets.UP);
                GatheredSeries up = ask(labels, from, to);
                ups.add(up);
                if (up.samples() > 0) {
                    interval = Math.max(1, Math.min(interval, (to - from) * up.size() / up.samples()));
                }
            }
            return ups;
        }

        @Override
        public List<SeriesSource> all(long from, long to) {
            List<SeriesSource> all = new ArrayList<>();
            Set<Map<String, String>> keys = keys();
            keys.forEach(key -> all.add(answers.samples(
                    Selector.of(key).with(server.matchers()),
                    from,
                    Math.min(to + 1, until),
                    interval,
                    samples / keys.size())));
            return all;
        }

        private GatheredSeries ask(Map<String, String> labels, long from, long to) {
            return answers.samples(
                    Selector.of(labels).with(server.matchers()), from, Math.min(to + 1, until), interval);
        }

        /** What a target cannot choose: whose series else are among them is told later. */
        private Set<Map<String, String>> keys() {
            Set<Map<String, String>> keys = new LinkedHashSet<>();
            for (Labels endpoint : endpoints.own()) {
                Map<String, String> key = new HashMap<>(Targets.key(endpoint));
                String job = endpoint.get("job");
                if (job != null) {
                    key.put("job", job);
                }
                if (!key.isEmpty()) { // else it could be anybody's
                    keys.add(key);
                }
            }
            return keys;
        }
    }
}
