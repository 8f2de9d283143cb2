package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.DaySamples;
import dev.culprit.extract.series.samples.SeriesDay;
import dev.culprit.model.Container;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.cloudwatch.MomentDay;
import dev.culprit.prometheus.cloudwatch.ShownMetric;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.Grid;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Endpoints;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One target's series on one day, at moments.
 *
 * @param labels that tell whom a target is of
 * @param shown how many series of which metric there are
 */
record MomentTargetDay(
        Container target,
        Endpoints endpoints,
        PrometheusServer server,
        SubjectLabels labels,
        LocalDate day,
        Grid grid,
        List<ShownMetric> shown)
        implements TargetDay {
    private static final Logger LOG = LoggerFactory.getLogger(MomentTargetDay.class);

    @Override
    public long bytes() {
        return shown.stream().mapToLong(each -> each.counts().length).sum();
    }

    @Override
    public void read(TargetRows rows, Configuration hadoop) {
        MomentDay.Series asked = new MomentDay(PrometheusClient.of(server), labels, grid, shown).ask();
        if (asked.histograms() > 0) {
            LOG.info(
                    "{}, {}: {} histograms came as one series each, and count as the lines that their exporter shows",
                    target,
                    day,
                    asked.histograms());
        }
        try {
            new SeriesDay(target, endpoints, day, new Moments(server.url(), asked), rows).read();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private record Moments(String name, MomentDay.Series asked) implements DaySamples {
        @Override
        public List<SeriesSource> ups(long from, long to) {
            return List.of(asked.ups());
        }

        @Override
        public List<SeriesSource> all(long from, long to) {
            return List.of(asked.all());
        }
    }
}
