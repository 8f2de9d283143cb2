package dev.culprit.scrapes;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The processes behind one target, by the scrapes of a day in the order of their times: restarts, births, first and last
 * sights. What a body holds comes as {@link ScrapeColumns}, so that nothing here knows how it was written.
 */
final class Lifetimes {
    private final Container target;
    private final TargetRows rows;
    private final ScanLimits limits;
    private final Set<String> targetLabels;
    private final SeriesIdentity names;
    private final Families families = new Families();
    private final Scrape scrape = new Scrape();

    private Spellings spellings;
    private SeriesColumns series = new SeriesColumns();
    /** Series that the lifetime has shown, in the order of first sight. */
    private int[] known = new int[0];

    private int knownCount;
    private final List<Instant> times = new ArrayList<>();
    private @Nullable Instant processStart;
    private @Nullable Double startSeconds;
    /** Number of the last scrape that lost nothing. */
    private int lastWhole;
    /** Series seen since then. */
    private long live;
    /** Whether the lifetime's inventory is yet to be taken by a scrape that did not break off. */
    private boolean inventoryOpen = true;

    /**
     * @param targetLabels labels that tell the target, and so are none of the series'
     * @param spellings where the series' names are kept
     */
    Lifetimes(Container target, TargetRows rows, ScanLimits limits, Set<String> targetLabels, Spellings spellings) {
        this.target = target;
        this.rows = rows;
        this.limits = limits;
        this.targetLabels = targetLabels;
        this.spellings = spellings;
        this.names = new SeriesIdentity(limits);
    }

    /** The number of a series, or -1 where it was not met yet. */
    int find(long id) {
        return series.find(id);
    }

    /**
     * The number of a series, for {@link ScrapeColumns}.
     *
     * @param spelling how it is written
     * @throws MalformedLineException where the target shows more series than it may
     */
    int series(long id, String metric, int spelling) throws MalformedLineException {
        int found = series.find(id);
        if (found >= 0) {
            return found;
        }
        if (series.size() >= limits.series()) {
            throw new MalformedLineException("more series than limits.series = %d".formatted(limits.series()));
        }
        return series.add(id, metric, spelling);
    }

    /** Takes note of a {@code TYPE} line. */
    void declare(String name, String type) {
        families.declare(name, type);
    }

    /** Takes in what the target showed before the first scrape that counts, without rows. */
    void seed(Instant time, ScanOutcome outcome, ScrapeColumns columns) {
        judge(time, outcome, columns);
        commit(columns);
        for (int i = 0; i < knownCount; i++) {
            series.scrapes[known[i]] = 0;
        }
    }

    /**
     * Takes the next scrape; its columns may be changed.
     *
     * @param name for {@link ScrapeRow#file}
     */
    void take(Instant time, String name, ScanOutcome outcome, ScrapeColumns columns) {
        Judgement judgement = judge(time, outcome, columns);
        rows.scrape(new ScrapeRow(
                target,
                time,
                name,
                outcome.bytes(),
                outcome.samples(),
                columns.size,
                judgement.births(),
                scrape.processStart(),
                outcome.status(),
                outcome.reason(),
                judgement.restart(),
                scrape.faults()));
        commit(columns);
        for (Family family : scrape.families()) {
            rows.family(new FamilyRow(
                    target,
                    time,
                    family.metric(),
                    family.type(),
                    family.series(),
                    family.valueSum(),
                    family.countSum()));
        }
    }

    /** Ends the day: what the living process has shown of it becomes rows. */
    void finish() {
        emitSeries();
        knownCount = 0;
    }

    /** What one scrape means to the lifetime. */
    private record Judgement(long births, @Nullable String restart) {}

    private Judgement judge(Instant time, ScanOutcome outcome, ScrapeColumns columns) {
        times.add(time);
        int number = times.size();
        if (outcome.samples() == 0) {
            columns.clear();
            scrape.clear();
            return new Judgement(0, null);
        }
        scrape.compare(columns, series, families, number, lastWhole);
        // A bad line hides one series at most, a body that broke off any number.
        long gone = outcome.brokenOff() ? 0 : Math.max(0, live - scrape.survivors() - outcome.badLines());
        String restart =
                knownCount == 0 ? null : scrape.evidence().verdict(startSeconds, scrape.startSeconds(), live, gone);
        if (restart != null) {
            beginLifetime();
        }
        long births = restart != null || inventoryOpen ? 0 : scrape.bornCount();
        if (restart != null) {
            know(columns.series, columns.size);
        } else {
            know(scrape.born(), scrape.bornCount());
        }
        inventoryOpen = outcome.brokenOff() && (inventoryOpen || restart != null);
        if (outcome.brokenOff()) {
            live += columns.size - (restart != null ? 0 : scrape.survivors());
        } else {
            live = columns.size;
            lastWhole = number;
        }
        if (scrape.startSeconds() != null) {
            startSeconds = scrape.startSeconds();
            processStart = processStart == null ? scrape.processStart() : processStart;
        }
        return new Judgement(births, restart);
    }

    private void know(int[] newcomers, int count) {
        if (knownCount + count > known.length) {
            known = Arrays.copyOf(known, knownCount + count + (knownCount >> 1));
        }
        System.arraycopy(newcomers, 0, known, knownCount, count);
        knownCount += count;
    }

    /** What the process before has shown becomes rows; the new one has shown nothing yet. */
    private void beginLifetime() {
        emitSeries();
        for (int i = 0; i < knownCount; i++) {
            series.last[known[i]] = 0;
            series.scrapes[known[i]] = 0;
        }
        knownCount = 0;
        processStart = null;
        startSeconds = null;
        live = 0;
    }

    /** Makes the scrape a part of the series' lives. */
    private void commit(ScrapeColumns columns) {
        int number = times.size();
        for (int i = 0; i < columns.size; i++) {
            int seen = columns.series[i];
            if (series.scrapes[seen]++ == 0) {
                series.first[seen] = number;
            }
            series.last[seen] = number;
            series.values[seen] = columns.values[i];
        }
    }

    private void emitSeries() {
        for (int number : series.byMetric(known, knownCount)) {
            if (series.scrapes[number] == 0) {
                continue;
            }
            rows.series(new SeriesRow(
                    target,
                    processStart,
                    series.metric(number),
                    series.family(number).type(),
                    labels(number),
                    series.id(number),
                    times.get(series.first[number] - 1),
                    times.get(series.last[number] - 1),
                    series.scrapes[number]));
        }
    }

    private Map<String, String> labels(int number) {
        byte[] spelling = spellings.text(series.spelling(number));
        Map<String, String> plain = names.labels(spelling, targetLabels);
        if (plain != null) {
            return plain;
        }
        try {
            Map<String, String> labels =
                    new TreeMap<>(SeriesSyntax.parse(spelling).labels().labels());
            labels.keySet().removeAll(targetLabels);
            return labels;
        } catch (MalformedLineException impossible) {
            throw new IllegalStateException("parsed at first sight", impossible);
        }
    }

    /**
     * Forgets series of lifetimes that are over, and spellings that are not the first of their series, where they are
     * most of what is kept.
     *
     * @return what to know spellings by from now on
     */
    Spellings compacted() {
        int most = 4096 + 2 * knownCount;
        if (series.size() > most || spellings.size() > most + 2 * series.size()) {
            int[] kept = Arrays.copyOf(known, knownCount);
            Spellings fresh = new Spellings();
            int[] respelled = fresh.copyOf(
                    spellings, Arrays.stream(kept).map(series::spelling).toArray());
            series = series.only(kept, respelled);
            Arrays.setAll(known, i -> i);
            spellings = fresh;
        }
        return spellings;
    }
}
