package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;

/**
 * Whatever answers Prometheus' HTTP API: docs/sources/promql.md.
 *
 * @param labels that tell whom a target is of
 */
public record QuerySource(PrometheusServer server, SubjectLabels labels) implements ArchiveSource, Serializable {
    @Override
    public String environment() {
        return server.environment();
    }

    /** Keys were checked when they were read; all else, the server tells. */
    @Override
    public void check() {}

    /** Whether it answers as Prometheus does: a constant, which reads no sample. */
    @Override
    public void ask() {
        TargetLook.probe(PrometheusClient.of(server));
    }

    /**
     * What reading the period would ask for, by the first look alone.
     *
     * @throws CulpritException where nobody answers, or not as Prometheus does
     */
    public QueryEstimate estimate(Period period) {
        PrometheusClient client = PrometheusClient.of(server);
        TargetLook.probe(client);
        if (server.isCloudWatch()) {
            return QueryEstimate.of(
                    server, MetricLook.at(client, period.wholeDays(), labels, Duration.ofHours(1), Clock.systemUTC()));
        }
        return QueryEstimate.of(server, TargetLook.at(client, period.wholeDays(), labels, Clock.systemUTC()));
    }

    @Override
    public Archive list(Configuration hadoop) {
        if (server.isCloudWatch()) {
            TargetLook.probe(PrometheusClient.of(server));
            return new MomentArchive(this, Clock.systemUTC());
        }
        return QueryArchive.open(this);
    }
}
