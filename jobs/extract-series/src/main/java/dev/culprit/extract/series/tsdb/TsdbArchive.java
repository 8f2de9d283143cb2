package dev.culprit.extract.series.tsdb;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.SeriesDay;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import dev.culprit.tsdb.targets.Observers;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
import dev.culprit.tsdbfiles.BlockPlaces;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocks and the head of one folder, and who was scraped into them. */
final class TsdbArchive implements Archive {
    private static final Logger LOG = LoggerFactory.getLogger(TsdbArchive.class);
    /** By hand: bytes of index and chunk that a series has in a block of two hours. */
    private static final long SERIES_BYTES = 300;

    private static final String OF_NONE =
            "series of no target that this server scraped: of recording rules, or written, pushed or federated into it";

    private final TsdbSource source;
    private final BlockFiles files;
    private final DataFolder listed;
    private final List<UnreadRow> unread = new ArrayList<>();
    private @Nullable Scraped scraped;

    /** What was opened, and who was scraped into it. */
    private record Scraped(OpenFolder folder, List<SeriesSource> sources, Targets targets, Observers observers) {}

    private TsdbArchive(TsdbSource source, BlockFiles files, DataFolder listed) {
        this.source = source;
        this.files = files;
        this.listed = listed;
    }

    /**
     * Lists a folder; one of this machine is opened too. Of a bucket of years, what is opened is the period's.
     *
     * @throws CulpritException where nothing of the folder can be read, or nothing was scraped into it
     */
    static TsdbArchive list(TsdbSource source, Configuration hadoop) {
        try {
            String path = BlockPlaces.path(source.path());
            BlockFiles files = BlockPlaces.of(path, hadoop);
            TsdbArchive archive = new TsdbArchive(source, files, DataFolder.list(files, path, source.blocks()));
            if (files.isLocal()) {
                archive.open(Long.MIN_VALUE, Long.MAX_VALUE);
            } else if (archive.listed.blocks().isEmpty()
                    && archive.listed.exports().isEmpty()) {
                throw archive.failed(archive.listed.whyEmpty());
            }
            return archive;
        } catch (IOException failure) {
            throw failed(source, reason(failure));
        }
    }

    private Scraped open(long from, long to) throws IOException {
        OpenFolder folder = OpenFolder.open(files, listed.path(), source.blocks(), from, to);
        List<SeriesSource> sources = folder.sources(files);
        Targets targets = Targets.find(sources, source.labels());
        Observers observers = source.observers() == null
                ? Observers.find(sources, targets, folder.path())
                : Observers.named(source.observers(), targets, folder.path());
        unread.clear();
        folder.skipped().forEach(this::skip);
        targets.skipped().forEach(this::skip);
        observers.skipped().forEach(this::skip);
        if (targets.all().isEmpty()) {
            throw failed("has no series up: nothing was scraped into it");
        }
        Scraped opened = new Scraped(folder, sources, targets, observers);
        scraped = opened;
        return opened;
    }

    private void skip(Skipped skipped) {
        unread.add(new UnreadRow(skipped.file(), null, skipped.reason(), skipped.count()));
        LOG.warn(
                "{}: left out {}: {} x {}",
                source.environment(),
                Text.printable(skipped.file(), 300),
                skipped.count(),
                Text.printable(skipped.reason(), 300));
    }

    private CulpritException failed(String what) {
        return failed(source, what);
    }

    private static CulpritException failed(TsdbSource source, String what) {
        return new CulpritException("environment %s: path %s %s"
                .formatted(source.environment(), Text.printable(source.path(), 200), Text.printable(what, 700)));
    }

    private static String reason(IOException failure) {
        return failure instanceof CorruptException
                ? String.valueOf(failure.getMessage())
                : "cannot be read: " + failure;
    }

    @Override
    public String environment() {
        return source.environment();
    }

    @Override
    public Instant first() {
        return Instant.ofEpochMilli(
                scraped != null
                        ? scraped.targets().first()
                        : listed.blocks().stream()
                                .mapToLong(block -> block.meta().minTime())
                                .min()
                                .orElse(0));
    }

    @Override
    public Instant last() {
        return Instant.ofEpochMilli(
                scraped != null
                        ? scraped.targets().last()
                        : listed.blocks().stream()
                                .mapToLong(block -> block.meta().maxTime() - 1)
                                .max()
                                .orElse(0));
    }

    @Override
    public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        long from = Period.startOf(period.days().get(0)).toEpochMilli() - SeriesDay.SEED_MILLIS;
        long to = Period.startOf(period.lastDay().plusDays(1)).toEpochMilli();
        try {
            boolean hasExports = !listed.exports().isEmpty();
            if (!files.isLocal()
                    && !hasExports
                    && listed.between(from, to).blocks().isEmpty()) {
                // Why there is nothing of the period may be that what there is counts as nothing.
                unread.clear();
                listed.skipped().forEach(this::skip);
                return days;
            }
            Scraped opened = scraped == null || !files.isLocal() ? open(from, to) : scraped;
            List<SeriesSource> sources = opened.folder().between(from, to).sources(files);
            for (Target target : opened.targets().all()) {
                boolean observes = opened.observers().targets().contains(target);
                Map<SeriesSource, Long> sizes = observes ? wholeSizes(sources) : sizes(target, sources);
                for (long epochDay : target.days()) {
                    LocalDate day = LocalDate.ofEpochDay(epochDay);
                    if (period.days().contains(day)) {
                        days.computeIfAbsent(day, none -> new ArrayList<>())
                                .add(day(opened, target, observes, day, sizes));
                    }
                }
            }
            if (!days.isEmpty()) {
                countSeriesOfNone(opened, sources);
            }
        } catch (IOException failure) {
            throw failed(source, reason(failure));
        }
        return days;
    }

    /** How many series a target has, or those it shares its address with, in each place. */
    private static Map<SeriesSource, Long> sizes(Target target, List<SeriesSource> sources) throws IOException {
        Map<SeriesSource, Long> sizes = new HashMap<>();
        for (SeriesSource each : sources) {
            long series = 0;
            for (Map<String, String> key :
                    target.endpoints().stream().map(Targets::key).distinct().toList()) {
                series += each.series(key).length;
            }
            sizes.put(each, series);
        }
        return sizes;
    }

    private static Map<SeriesSource, Long> wholeSizes(List<SeriesSource> sources) {
        return sources.stream().collect(Collectors.toMap(Function.identity(), SeriesSource::size));
    }

    private TsdbDay day(Scraped opened, Target target, boolean observes, LocalDate day, Map<SeriesSource, Long> sizes) {
        long from = Period.startOf(day).toEpochMilli();
        long to = Period.startOf(day.plusDays(1)).toEpochMilli();
        long series = 0;
        for (Map.Entry<SeriesSource, Long> size : sizes.entrySet()) {
            if (size.getKey().minTime() < to && size.getKey().maxTime() > from) {
                series += size.getValue();
            }
        }
        return new TsdbDay(
                target.subject().of(source.environment()),
                opened.targets().endpoints(target),
                opened.folder().between(from - SeriesDay.SEED_MILLIS, to),
                day,
                observes,
                series * SERIES_BYTES);
    }

    /** Blocks mostly have the same ones: the number is that of the place with most. */
    private void countSeriesOfNone(Scraped opened, List<SeriesSource> sources) throws IOException {
        Set<Map<String, String>> keys = opened.targets().all().stream()
                .flatMap(target -> target.endpoints().stream())
                .map(Targets::key)
                .collect(Collectors.toSet());
        long most = 0;
        for (SeriesSource each : sources) {
            long none = each.size();
            for (Map<String, String> key : keys) {
                none -= each.series(key).length; // no series has two instances
            }
            most = Math.max(most, none);
        }
        if (most > 0) {
            unread.add(new UnreadRow(listed.path(), null, "%,d %s".formatted(most, OF_NONE), 1));
        }
    }

    @Override
    public List<UnreadRow> unread() {
        return unread;
    }

    /** A folder's other files are none of the server's business. */
    @Override
    public long unmatched() {
        return 0;
    }
}
