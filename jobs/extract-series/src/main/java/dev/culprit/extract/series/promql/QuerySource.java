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
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

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
        long before = client.cost().samples();
        long requestsBefore = client.cost().requests();
        if (server.isCloudWatch()) {
            MetricLook look = MetricLook.at(client, period.wholeDays(), labels, QueryEstimate.LOOK, Clock.systemUTC());
            return QueryEstimate.of(server, look, client.cost().samples() - before - look.samples());
        }
        TargetLook look = TargetLook.at(client, period.wholeDays(), labels, Clock.systemUTC());
        return QueryEstimate.of(
                server, look, client.cost().samples() - before, client.cost().requests() - requestsBefore);
    }

    /** Null where nobody sends a bill. */
    @Nullable
    String billed() {
        return server.isBilled()
                ? "%s as %s, matchers %s, labels %s, step %s"
                        .formatted(
                                server.url(),
                                server.askedAs(),
                                server.matchers(),
                                labels,
                                server.isCloudWatch() ? server.limits().step() : "none")
                : null;
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
