package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.cloudwatch.MomentForecast;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
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
            return moments(client, period.wholeDays(), Clock.systemUTC());
        }
        TargetLook look = TargetLook.at(client, period.wholeDays(), labels, Clock.systemUTC());
        return QueryEstimate.of(
                server, look, client.cost().samples() - before, client.cost().requests() - requestsBefore);
    }

    /**
     * By a look each hour, and one at all moments of a day, the last that is whole; of a single day, or where there is a moment an hour, by one look.
     *
     * @param days whole ones
     */
    private QueryEstimate moments(PrometheusClient client, Period days, Clock clock) {
        long before = client.cost().samples();
        Duration step = server.limits().step();
        if (days.days().size() == 1 || step.equals(QueryEstimate.LOOK)) {
            MetricLook all = MetricLook.at(client, days, labels, step, clock);
            long others = client.cost().samples() - before - all.samples();
            return QueryEstimate.of(server, all, new MomentForecast(all, all, 1), others);
        }
        MetricLook hourly = MetricLook.at(client, days, labels, QueryEstimate.LOOK, clock);
        // Which containers there are, by the hour in a run too.
        long others = client.cost().samples() - before - hourly.samples();
        LocalDate whole = days.days().stream()
                .filter(day ->
                        Period.startOf(day.plusDays(1)).isBefore(clock.instant().minus(MetricLook.LATENCY)))
                .reduce(days.days().get(0), (first, last) -> last);
        MetricLook moments = MetricLook.at(
                client, new Period(Period.startOf(whole), Period.startOf(whole.plusDays(1))), labels, step, clock);
        int perHour = (int) (QueryEstimate.LOOK.toMillis() / step.toMillis());
        return QueryEstimate.of(server, hourly, new MomentForecast(hourly, moments, perHour), others);
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
