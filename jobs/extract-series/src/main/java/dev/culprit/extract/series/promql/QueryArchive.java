package dev.culprit.extract.series.promql;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who was scraped by a server, day by day, as it tells when it is asked. */
final class QueryArchive implements Archive {
    private static final Logger LOG = LoggerFactory.getLogger(QueryArchive.class);

    private final QuerySource source;
    private final PrometheusClient client;

    private QueryArchive(QuerySource source) {
        this.source = source;
        this.client = PrometheusClient.of(source.server());
    }

    /** @throws CulpritException where nobody answers, or not as Prometheus does */
    static QueryArchive open(QuerySource source) {
        QueryArchive archive = new QueryArchive(source);
        TargetLook.probe(archive.client);
        return archive;
    }

    @Override
    public String environment() {
        return source.environment();
    }

    @Override
    public Instant first() {
        return TargetLook.days(client, Clock.systemUTC()).get(0);
    }

    @Override
    public Instant last() {
        List<Instant> days = TargetLook.days(client, Clock.systemUTC());
        return days.get(days.size() - 1);
    }

    @Override
    public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        TargetLook look = TargetLook.at(client, period, source.labels(), Clock.systemUTC());
        LOG.info("{}: {}", environment(), look.summary());
        client.cost().spend(look.samplesReadAtMost());
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        Targets targets = look.targets();
        for (Target target : targets.all()) {
            for (long epochDay : target.days()) {
                LocalDate day = LocalDate.ofEpochDay(epochDay);
                long samples = 0;
                for (Labels endpoint : target.endpoints()) {
                    samples += look.samples(endpoint, day);
                }
                days.computeIfAbsent(day, none -> new ArrayList<>())
                        .add(new QueryDay(
                                target.subject().of(environment()),
                                targets.endpoints(target),
                                source.server(),
                                day,
                                look.until(day),
                                samples));
            }
        }
        return days;
    }

    @Override
    public @Nullable String beginning(SortedMap<LocalDate, ?> found, Period period) {
        return UnscrapedBeginning.told(environment(), found, period, "Mimir: max_query_lookback");
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
