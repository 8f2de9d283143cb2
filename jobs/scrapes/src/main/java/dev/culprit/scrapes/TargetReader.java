package dev.culprit.scrapes;

import dev.culprit.model.LabelSet;
import dev.culprit.model.Nullable;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the scrapes of one target in the order of their times and tells what the processes behind it show: lifetimes,
 * births, first and last sights. A day is read by one reader: {@link #seed} with the last scrape before it, if there is
 * one, {@link #read} for each of the day, then {@link #finish}.
 *
 * <p>No content of a file makes it throw. Where the stream itself fails, {@link java.io.UncheckedIOException} passes.
 */
public final class TargetReader {
    private final Target target;
    private final TargetRows rows;
    private final SeriesTable table = new SeriesTable();
    private final BodyScanner scanner;
    private final Families families = new Families();

    /** Series that the lifetime has shown, in the order of first sight. */
    private List<KnownSeries> known = new ArrayList<>();

    private @Nullable Instant processStart;
    private @Nullable Double startSeconds;
    /** Scrapes so far, and so the number of the one being read. */
    private int number;
    /** Number of the last scrape that lost nothing. */
    private int lastWhole;
    /** Series seen since then. */
    private long live;
    /** Whether the lifetime's inventory is yet to be taken by a scrape that did not break off. */
    private boolean inventoryOpen = true;

    private ScrapeContent content = new ScrapeContent(0, 0);

    public TargetReader(Target target, TargetRows rows) {
        this.target = target;
        this.rows = rows;
        this.scanner = new BodyScanner(table, new BodyScanner.Listener() {
            @Override
            public void sample(KnownSeries series, double value) {
                content.add(series, value);
            }

            @Override
            public void type(String name, String type) {
                families.declare(name, type);
            }
        });
    }

    /** Takes in what the target showed before the first scrape that counts, without rows. */
    public void seed(Instant time, InputStream file) {
        scan(file);
        content.commit(time);
        known.forEach(KnownSeries::forgetSights);
    }

    /**
     * Reads one scrape.
     *
     * @param name for {@link ScrapeRow#file}
     * @param file compressed or not; it is not closed
     */
    public void read(Instant time, String name, InputStream file) {
        Reading reading = scan(file);
        rows.scrape(new ScrapeRow(
                target.cluster(),
                target.namespace(),
                target.workload(),
                target.pod(),
                target.container(),
                time,
                name,
                reading.outcome().bytes(),
                reading.outcome().samples(),
                content.seen().size(),
                reading.births(),
                content.processStart(),
                reading.status(),
                reading.outcome().reason(),
                reading.restart()));
        content.commit(time);
        emitFamilies(time);
    }

    /** Ends the day: what the living process has shown of it becomes rows. */
    public void finish() {
        emitSeries();
        known = List.of();
    }

    /** What one scrape means to the lifetime. */
    private record Reading(
            ScanOutcome outcome, long births, @Nullable String restart) {
        String status() {
            if (outcome.samples() == 0) {
                return ScrapeRow.REJECTED;
            }
            return outcome.reason() == null ? ScrapeRow.OK : ScrapeRow.PARTIAL;
        }
    }

    private Reading scan(InputStream file) {
        content = new ScrapeContent(++number, lastWhole);
        ScanOutcome outcome = scanner.scan(file);
        if (outcome.samples() == 0) {
            return new Reading(outcome, 0, null);
        }
        content.complete(families);
        // A bad line hides one series at most, a body that broke off any number.
        long gone = outcome.brokenOff() ? 0 : Math.max(0, live - content.survivors() - outcome.badLines());
        String restart =
                known.isEmpty() ? null : content.evidence().verdict(startSeconds, content.startSeconds(), live, gone);
        if (restart != null) {
            beginLifetime();
        }
        long births = restart != null || inventoryOpen ? 0 : content.born().size();
        known.addAll(restart != null ? content.seen() : content.born());
        inventoryOpen = outcome.brokenOff() && (inventoryOpen || restart != null);
        if (outcome.brokenOff()) {
            live += content.seen().size() - (restart != null ? 0 : content.survivors());
        } else {
            live = content.seen().size();
            lastWhole = number;
        }
        if (content.startSeconds() != null) {
            startSeconds = content.startSeconds();
            processStart = processStart == null ? content.processStart() : processStart;
        }
        return new Reading(outcome, births, restart);
    }

    /** What the process before has shown becomes rows; of its series only those that the new one shows too stay known. */
    private void beginLifetime() {
        emitSeries();
        known = new ArrayList<>();
        table.retain(series -> series.scrape == number);
        content.seen().forEach(KnownSeries::forgetSights);
        processStart = null;
        startSeconds = null;
        live = 0;
    }

    private void emitSeries() {
        known.stream()
                .filter(series -> series.scrapes() > 0)
                .sorted(Comparator.comparing(series -> series.metric))
                .forEach(series -> rows.series(new SeriesRow(
                        target.cluster(),
                        target.namespace(),
                        target.workload(),
                        target.pod(),
                        target.container(),
                        processStart,
                        series.metric,
                        series.family().type(),
                        labels(series).labels(),
                        series.id,
                        series.firstSeen(),
                        series.lastSeen(),
                        series.scrapes())));
    }

    private static LabelSet labels(KnownSeries series) {
        try {
            return SeriesSyntax.parse(series.spelling).labels();
        } catch (MalformedLineException impossible) {
            throw new IllegalStateException("parsed at first sight", impossible);
        }
    }

    private void emitFamilies(Instant time) {
        for (Family family : content.families()) {
            rows.family(new FamilyRow(
                    target.cluster(),
                    target.namespace(),
                    target.workload(),
                    target.pod(),
                    target.container(),
                    time,
                    family.metric(),
                    family.type(),
                    family.series(),
                    family.valueSum(),
                    family.countSum()));
        }
    }
}
