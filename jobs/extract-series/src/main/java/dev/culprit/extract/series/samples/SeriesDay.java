package dev.culprit.extract.series.samples;

import dev.culprit.model.Container;
import dev.culprit.model.FloatLabel;
import dev.culprit.model.LabelSet;
import dev.culprit.model.Period;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import dev.culprit.scrapes.lifetime.SeriesFeed;
import dev.culprit.scrapes.lifetime.SeriesFeed.Scrape;
import dev.culprit.scrapes.lifetime.SeriesIds;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Endpoints;
import dev.culprit.tsdb.targets.ExposedLabels;
import dev.culprit.tsdb.targets.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one target's day into rows, series by series. */
public final class SeriesDay {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesDay.class);

    /** As in archives of text: a scrape from longer ago says little about what is new. */
    public static final long SEED_MILLIS = Duration.ofHours(26).toMillis();

    private static final String START = "process_start_time_seconds";
    private static final String FAILED = "up is 0: the server could not read the target";

    private final Container target;
    private final Endpoints endpoints;
    private final LocalDate day;
    private final DaySamples samples;
    private final TargetRows rows;
    private final boolean observes;
    private final Map<String, Long> undecoded = new TreeMap<>();
    private final FloatLabels floats = new FloatLabels();
    private final IdentityHashMap<Labels, ExposedLabels> byEndpoint = new IdentityHashMap<>();
    private final SeriesIds ids = new SeriesIds();
    private List<SeriesSource> upSources = List.of();
    /** When the first scrape is that counts; the one before it is at {@link #floor}. */
    private long from;

    private long floor = Long.MIN_VALUE;
    private final long to;

    public SeriesDay(Container target, Endpoints endpoints, LocalDate day, DaySamples samples, TargetRows rows) {
        this(target, endpoints, day, samples, rows, false);
    }

    /** @param observes whether the target keeps what all others show, so that their series are its own too */
    public SeriesDay(
            Container target,
            Endpoints endpoints,
            LocalDate day,
            DaySamples samples,
            TargetRows rows,
            boolean observes) {
        this.observes = observes;
        this.target = target;
        this.endpoints = endpoints;
        this.day = day;
        this.samples = samples;
        this.rows = rows;
        this.from = Period.startOf(day).toEpochMilli();
        this.to = Period.startOf(day.plusDays(1)).toEpochMilli() - 1;
    }

    /** Reads once. */
    public void read() throws IOException {
        upSources = samples.ups(from - SEED_MILLIS, to);
        ScrapeGrid grid = seeded();
        if (grid.size() == 0) {
            return;
        }
        FamilyTypes types = new FamilyTypes();
        // What another address or server showed since the scrape before is the first scrape's.
        long since = floor == Long.MIN_VALUE ? from : Math.max(floor + 1, from - grid.reach());
        ScraperCounts counts = new ScraperCounts(grid, since, to);
        List<Piece> pieces = pieces(samples.all(since, to), since, types, counts);
        if (observes) {
            pieces.addAll(observed(samples.all(from - ObservedSeries.KEPT_MILLIS, to), types));
        }
        List<Piece> firsts = new ArrayList<>();
        SeriesFeed feed = new SeriesFeed(
                target,
                scrapes(grid),
                grid.time(0) < Period.startOf(day).toEpochMilli(),
                ScanLimits.DEFAULT.series(),
                name -> labels(firsts.get(name)).labels(),
                rows);
        types.declare(feed::declare);
        SightingsOfSeries sightings = new SightingsOfSeries(grid, floor);
        ObservedSeries kept = new ObservedSeries(grid);
        SampleList joined = new SampleList();
        for (Piece piece : pieces) {
            if (piece.exposed() != null && piece.metric().equals(START)) {
                joined.clear();
                piece.source().read(piece.series(), since, to, joined);
                sightings.starts(joined);
            }
        }
        for (List<Piece> ofSeries : new PiecesOfSeries(pieces)) {
            Piece first = ofSeries.get(0);
            joined.clear();
            for (Piece piece : ofSeries) {
                long begin = piece.exposed() == null ? from - ObservedSeries.KEPT_MILLIS : since;
                piece.source().read(piece.series(), begin, to, joined);
            }
            joined.sort();
            joined.undecoded().forEach(chunk -> undecoded.merge(chunk.reason(), 1L, Long::sum));
            firsts.add(first);
            feed.series(
                    first.id(),
                    first.metric(),
                    firsts.size() - 1,
                    first.exposed() == null ? kept.of(joined) : sightings.of(joined, feed.wantsValues(first.metric())));
        }
        List<@Nullable ScrapeOutcome> losses = counts.losses(sightings.found(), sightings.deleted(), sightings.timed());
        for (int i = 0; i < grid.size(); i++) {
            @Nullable ScrapeOutcome loss = losses.get(i);
            if (loss != null) {
                feed.amend(i, loss);
            }
        }
        feed.finish();
        undecoded.forEach((reason, count) -> {
            LOG.warn("{}, {}: {} chunks of which only first and last time are known: {}", target, day, count, reason);
            rows.leftOut(
                    samples.name(), "chunks of series, of which only first and last time are known: " + reason, count);
        });
    }

    /** The day's scrapes, behind the last one of before that succeeded. */
    private ScrapeGrid seeded() throws IOException {
        long start = from;
        ScrapeGrid ofDay = grid(start, to);
        if (ofDay.size() == 0) {
            return ofDay;
        }
        ScrapeGrid before = grid(start - SEED_MILLIS, start - 1);
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.isUp(i)) {
                from = before.time(i);
                floor = i > 0 ? before.time(i - 1) : floor;
                return ofDay.behind(from, before);
            }
        }
        return ofDay;
    }

    private ScrapeGrid grid(long first, long last) throws IOException {
        List<List<SampleList>> ups = new ArrayList<>();
        for (Labels endpoint : endpoints.own()) {
            ups.add(ups(endpoint, first, last));
        }
        return ScrapeGrid.of(ups);
    }

    /** By server, of the servers that scraped the address: each has a pace of its own. */
    private List<SampleList> ups(Labels endpoint, long first, long last) throws IOException {
        Map<String, String> key = new HashMap<>(Targets.key(endpoint));
        key.put(Labels.METRIC, Targets.UP);
        Map<String, SampleList> byReplica = new TreeMap<>();
        for (SeriesSource source : upSources) {
            for (long series : source.series(key)) {
                if (source.labels(series).withoutMetric().equals(endpoint)) {
                    SampleList gathered = byReplica.computeIfAbsent(source.replica(), none -> new SampleList());
                    source.read(series, first, last, gathered);
                }
            }
        }
        List<SampleList> ups = new ArrayList<>();
        for (SampleList gathered : byReplica.values()) {
            gathered.sort();
            SampleList within = new SampleList();
            for (int i = 0; i < gathered.size(); i++) {
                if (gathered.time(i) >= first && gathered.time(i) <= last && !gathered.isStale(i)) {
                    within.sample(gathered.time(i), Double.doubleToRawLongBits(gathered.value(i)));
                }
            }
            ups.add(within);
        }
        return ups;
    }

    private List<Scrape> scrapes(ScrapeGrid grid) {
        List<Scrape> scrapes = new ArrayList<>(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            scrapes.add(new Scrape(
                    Instant.ofEpochMilli(grid.time(i)),
                    place(grid.time(i)),
                    grid.isUp(i) ? ScrapeOutcome.whole() : ScrapeOutcome.failed(FAILED)));
        }
        return scrapes;
    }

    /** Which block has a scrape; of several the first. */
    private String place(long time) {
        for (SeriesSource source : upSources) {
            if (source.minTime() <= time && time < source.maxTime()) {
                return source.name();
            }
        }
        return samples.name();
    }

    /** In the order in which the places tell of them. */
    private List<Piece> pieces(List<SeriesSource> sources, long since, FamilyTypes types, ScraperCounts counts)
            throws IOException {
        List<Piece> pieces = new ArrayList<>();
        List<Piece> uncertain = new ArrayList<>();
        for (SeriesSource source : sources) {
            if (source.minTime() > to || source.maxTime() <= since) {
                continue;
            }
            for (Map<String, String> key :
                    endpoints.own().stream().map(Targets::key).distinct().toList()) {
                for (long series : source.series(key)) {
                    Labels labels = source.labels(series);
                    String metric = labels.metric();
                    if (ScraperCounts.isOne(metric) && endpoints.own().contains(labels.withoutMetric())) {
                        counts.add(labels.withoutMetric(), metric, source, series);
                    }
                    @Nullable Labels endpoint = Targets.isExposed(metric) ? endpoints.of(labels) : null;
                    if (endpoint != null) {
                        ExposedLabels exposing = exposing(endpoint);
                        LabelSet exposed = exposing.of(labels);
                        types.add(metric, exposed.labels());
                        Piece piece = new Piece(ids.of(metric, exposed), metric, exposing, source, series);
                        (hasNumbers(exposed) ? uncertain : pieces).add(piece);
                    }
                }
            }
        }
        types.declare(floats::declare);
        for (Piece piece : uncertain) {
            boolean isText = floats.of(piece.metric()) == FloatLabel.NONE;
            pieces.add(isText ? piece : piece.withId(ids.of(piece.metric(), labels(piece))));
        }
        return pieces;
    }

    /** Those of all other targets, with the scraper's labels. */
    private List<Piece> observed(List<SeriesSource> sources, FamilyTypes types) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (SeriesSource source : sources) {
            if (source.minTime() > to || source.maxTime() <= from - ObservedSeries.KEPT_MILLIS) {
                continue;
            }
            for (String job : source.values(ObservedSeries.JOB)) {
                for (long series : source.series(Map.of(ObservedSeries.JOB, job))) {
                    Labels labels = source.labels(series);
                    @Nullable String metric = ObservedSeries.name(labels);
                    if (metric != null && endpoints.of(labels) == null) {
                        LabelSet all = labels.labelSet();
                        types.add(metric, all.labels());
                        pieces.add(new Piece(ids.of(metric, all), metric, null, source, series));
                    }
                }
            }
        }
        return pieces;
    }

    /** Whether the id hangs on the type of the family, which all series together tell: numbers that are not written in one way. */
    private boolean hasNumbers(LabelSet labels) {
        return isRewritten(labels.labels().get(FloatLabel.LE.label()))
                || isRewritten(labels.labels().get(FloatLabel.QUANTILE.label()));
    }

    private boolean isRewritten(@Nullable String value) {
        return value != null && !floats.canonical(value).equals(value);
    }

    private ExposedLabels exposing(Labels endpoint) {
        return byEndpoint.computeIfAbsent(endpoint, ExposedLabels::new);
    }

    private LabelSet labels(Piece piece) {
        try {
            Labels stored = piece.source().labels(piece.series());
            if (piece.exposed() == null) {
                return stored.labelSet();
            }
            return floats.canonical(piece.metric(), piece.exposed().of(stored));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
