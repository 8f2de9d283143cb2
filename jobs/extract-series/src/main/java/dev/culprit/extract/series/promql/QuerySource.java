package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.Serializable;
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

    @Override
    public Archive list(Configuration hadoop) {
        return QueryArchive.open(this);
    }
}
