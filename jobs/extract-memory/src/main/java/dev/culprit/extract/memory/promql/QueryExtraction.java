package dev.culprit.extract.memory.promql;

import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.DaySeries;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.SamplePrice;
import dev.culprit.prometheus.whole.FewerMoments;
import dev.culprit.prometheus.whole.Grid;
import dev.culprit.prometheus.whole.GridAnswers;
import dev.culprit.prometheus.whole.Selector;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.prometheus.whole.WholeAnswers;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.warehouse.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for one server's memory and stages it day by day. */
final class QueryExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(QueryExtraction.class);

    /** By hand, a usual interval of cAdvisor's scrapes: by it a question is made small before it is asked. */
    private static final long INTERVAL = 30_000;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** As at the first look. */
    private static final Duration LATENCY = Duration.ofMinutes(1);

    private final QueryMemory source;
    private final Extraction extraction;
    private final PrometheusClient client;
    private final WholeAnswers answers;
    private final SkippedInput skipped = new SkippedInput();

    QueryExtraction(QueryMemory source, Extraction extraction) {
        this.source = source;
        this.extraction = extraction;
        this.client = PrometheusClient.of(source.server());
        this.answers = new WholeAnswers(client);
    }

    /** @throws CulpritException where there is no memory of the period, or it cannot be had whole */
    Outcome run(Publication publication) {
        long before = client.cost().samples();
        TargetLook.probe(client);
        Period period = extraction.period();
        TargetLook look = TargetLook.at(client, period, source.labels(), extraction.clock());
        DayStager stager = new DayStager(
                source.environment(), QueryMemory.ROWS, source.server().url(), publication, skipped);
        int unnamed = 0;
        for (LocalDate day : period.days()) {
            long from = Period.startOf(day).toEpochMilli();
            long to = look.until(day);
            if (from < to) {
                unnamed = Math.max(unnamed, read(look, from, to, stager));
            }
            stager.endOfDay(day);
        }
        LOG.info("{}: asked for so far: {}", source.environment(), client.cost());
        if (stager.rows() == 0) {
            List<Instant> days = TargetLook.days(client, extraction.clock());
            throw new CulpritException(
                    "environment %s: %s has no container memory for %s to %s: scrapes are from %s to %s, and %s"
                            .formatted(
                                    source.environment(),
                                    Text.printable(
                                            Secrets.masked(source.server().url()), 200),
                                    period.days().get(0),
                                    period.lastDay(),
                                    days.get(0),
                                    days.get(days.size() - 1),
                                    DayMemory.wanted(unnamed)));
        }
        publication.write(Table.UNREAD_MEMORY, new Partition(source.environment(), period.lastDay()), skipped.rows());
        return Outcome.ofSamples(stager.rows(), skipped.count(), client.cost().samples() - before);
    }

    /** What {@link #run} would ask for at most: its first look, and by one moment an hour how many series there are of each metric. */
    MemoryEstimate estimate() {
        Period period = extraction.period();
        long before = client.cost().samples();
        TargetLook.at(client, period, source.labels(), extraction.clock());
        long samples = client.cost().samples() - before;
        long series = 0;
        long requests = 0;
        Map<String, Map<String, String>> metrics = new LinkedHashMap<>(DayMemory.SERIES);
        PodOwners.METRICS.forEach(metric -> metrics.put(metric, Map.of()));
        for (LocalDate day : period.days()) {
            long from = Period.startOf(day).toEpochMilli();
            long to = Math.min(
                    from + 24 * HOUR,
                    extraction.clock().instant().minus(LATENCY).toEpochMilli());
            if (from >= to) {
                continue;
            }
            Grid grid = new Grid(from, HOUR, (int) ((to - 1 - from) / HOUR + 1));
            for (Map.Entry<String, Map<String, String>> each : metrics.entrySet()) {
                Selector selector = Selector.of(each.getKey())
                        .with(each.getValue())
                        .with(source.server().matchers());
                long[] counts = new GridAnswers(client).count(selector, grid);
                long ofDay = FewerMoments.sumAtMost(counts, perHour(selector, grid, counts));
                series += each.getKey().equals(DayMemory.WORKING_SET)
                        ? LongStream.of(counts).max().orElse(0)
                        : 0;
                samples += 2 * ofDay; // counted and fetched
                requests += 2 * (1 + ofDay / source.server().limits().samplesPerAnswer());
            }
        }
        int days = period.days().size();
        return MemoryEstimate.ofSamples(
                source.environment(),
                (series + days - 1) / Math.max(1, days),
                days,
                requests,
                samples,
                samples * SamplePrice.of(source.server()),
                source.server().limits().maxSamples());
    }

    /** How many samples a series has in an hour: in that before the moment at which there are most series. */
    private long perHour(Selector selector, Grid grid, long[] counts) {
        int fullest = 0;
        for (int place = 0; place < counts.length; place++) {
            // The last of them: what began within the hour before would tell too little.
            fullest = counts[place] >= counts[fullest] ? place : fullest;
        }
        if (counts[fullest] == 0) {
            return 1;
        }
        long at = grid.time(fullest);
        long stored = answers.stored(selector, at - HOUR, at);
        return Math.max(1, (stored + counts[fullest] - 1) / counts[fullest]);
    }

    /** Returns {@link DayMemory#unnamed}. */
    private int read(TargetLook look, long from, long to, DayStager stager) {
        Map<String, String> matchers = source.server().matchers();
        List<SeriesSource> owners = new ArrayList<>();
        for (String metric : PodOwners.METRICS) {
            owners.add(answers.vector(
                    "last_over_time(%1$s[%2$s])", Selector.of(metric).with(matchers), null, from, to));
        }
        List<SeriesSource> series = new ArrayList<>();
        DayMemory.SERIES.forEach((metric, labels) ->
                series.add(answers.samples(Selector.of(metric).with(labels).with(matchers), from, to, INTERVAL)));
        try {
            DayMemory memory = new DayMemory(
                    new DaySeries(series, from, to - 1), source.labels(), PodOwners.find(owners), skipped, stager);
            memory.read(look.targets());
            return memory.unnamed();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
