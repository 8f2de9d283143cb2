package dev.culprit.extract.series.tsdb;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.SeriesDay;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.LocalPath;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import dev.culprit.tsdb.targets.Observers;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
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
    private final Targets targets;
    private final List<UnreadRow> unread = new ArrayList<>();
    private final OpenFolder folder;
    private final Observers observers;

    private TsdbArchive(TsdbSource source, OpenFolder folder, Targets targets, Observers observers) {
        this.source = source;
        this.folder = folder;
        this.targets = targets;
        this.observers = observers;
    }

    /** @throws CulpritException where nothing of the folder can be read, or nothing was scraped into it */
    static TsdbArchive list(TsdbSource source) {
        try {
            OpenFolder folder = OpenFolder.open(LocalPath.of(source.path()));
            List<SeriesSource> sources = folder.sources();
            Targets targets = Targets.find(sources, source.labels());
            Observers observers = source.observers() == null
                    ? Observers.find(sources, targets, folder.path())
                    : Observers.named(source.observers(), targets, folder.path());
            TsdbArchive archive = new TsdbArchive(source, folder, targets, observers);
            folder.skipped().forEach(archive::skip);
            targets.skipped().forEach(archive::skip);
            observers.skipped().forEach(archive::skip);
            if (targets.all().isEmpty()) {
                throw archive.failed("has no series up: nothing was scraped into it");
            }
            return archive;
        } catch (IOException failure) {
            throw failed(source, reason(failure));
        }
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
        return Instant.ofEpochMilli(targets.first());
    }

    @Override
    public Instant last() {
        return Instant.ofEpochMilli(targets.last());
    }

    @Override
    public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        try {
            List<SeriesSource> sources = of(period).sources();
            for (Target target : targets.all()) {
                Map<SeriesSource, Long> sizes =
                        observers.targets().contains(target) ? wholeSizes(sources) : sizes(target, sources);
                for (long epochDay : target.days()) {
                    LocalDate day = LocalDate.ofEpochDay(epochDay);
                    if (period.days().contains(day)) {
                        days.computeIfAbsent(day, none -> new ArrayList<>()).add(day(target, day, sizes));
                    }
                }
            }
            if (!days.isEmpty()) {
                countSeriesOfNone(sources);
            }
        } catch (IOException failure) {
            throw failed(source, reason(failure));
        }
        return days;
    }

    private OpenFolder of(Period period) {
        return folder.between(
                Period.startOf(period.days().get(0)).toEpochMilli() - SeriesDay.SEED_MILLIS,
                Period.startOf(period.lastDay().plusDays(1)).toEpochMilli());
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

    private TsdbDay day(Target target, LocalDate day, Map<SeriesSource, Long> sizes) {
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
                targets.endpoints(target),
                folder.between(from - SeriesDay.SEED_MILLIS, to),
                day,
                observers.targets().contains(target),
                series * SERIES_BYTES);
    }

    /** Blocks mostly have the same ones: the number is that of the place with most. */
    private void countSeriesOfNone(List<SeriesSource> sources) throws IOException {
        Set<Map<String, String>> keys = targets.all().stream()
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
            unread.add(new UnreadRow(folder.path(), null, "%,d %s".formatted(most, OF_NONE), 1));
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
