package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Period;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.cloudwatch.ShownMetric;
import dev.culprit.tsdb.targets.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has series at CloudWatch, day by day, at moments of equal distance: docs/sources/promql.md. */
final class MomentArchive implements Archive {
    private static final Logger LOG = LoggerFactory.getLogger(MomentArchive.class);

    /** CloudWatch keeps metrics for 15 months ({@code metrics-otel-pricing}). */
    private static final Duration KEPT = Duration.ofDays(455);

    private final QuerySource source;
    private final PrometheusClient client;
    private final Clock clock;

    MomentArchive(QuerySource source, Clock clock) {
        this.source = source;
        this.client = PrometheusClient.of(source.server());
        this.clock = clock;
    }

    @Override
    public String environment() {
        return source.environment();
    }

    /** What it would cost to know better is not worth a message. */
    @Override
    public Instant first() {
        return clock.instant().minus(KEPT);
    }

    @Override
    public Instant last() {
        return clock.instant().minus(MetricLook.LATENCY);
    }

    @Override
    public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        MetricLook look = MetricLook.at(
                client, period, source.labels(), source.server().limits().step(), clock);
        LOG.info("{}: {}; asked for so far: {}", environment(), look.summary(), client.cost());
        client.cost().spend(look.samplesToAsk());
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        for (Target target : look.targets().all()) {
            for (long epochDay : target.days()) {
                LocalDate day = LocalDate.ofEpochDay(epochDay);
                List<ShownMetric> shown = look.shown(target, day);
                days.computeIfAbsent(day, none -> new ArrayList<>())
                        .add(new MomentTargetDay(
                                target.subject().of(environment()),
                                look.targets().endpoints(target),
                                source.server(),
                                source.labels(),
                                day,
                                look.grid(day),
                                shown));
            }
        }
        return days;
    }

    @Override
    public @Nullable String beginning(SortedMap<LocalDate, ?> found, Period period) {
        return UnscrapedBeginning.told(environment(), found, period, null);
    }

    @Override
    public @Nullable String billed() {
        return source.billed();
    }

    /** What cannot be had whole fails. */
    @Override
    public List<UnreadRow> unread() {
        return List.of();
    }

    @Override
    public long unmatched() {
        return 0;
    }
}
