package dev.culprit.scrapes.lifetime;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes behind one target, scrape by scrape in the order of their times: decides restarts and births, and makes the
 * rows. The one place of these rules; feeds tell it what scrapes show.
 */
final class ProcessTracker {
    /** By hand, a day: clocks differ, and names of files may tell a local time for that of Greenwich. */
    private static final double CLOCKS_DIFFER_SECONDS = 86_400;

    private final Container target;
    private final TargetRows rows;
    private SeriesColumns series;
    /** Series that the lifetime has shown, in the order of first sight. */
    private int[] known = new int[0];

    private int knownCount;
    /** Of scrapes that count: the first has the number 1. */
    private final List<Instant> times = new ArrayList<>();

    private @Nullable Instant processStart;
    private @Nullable Double startSeconds;
    /** Whether the last scrape that counts told a start. */
    private boolean toldStart;
    /** By how much the first start that was told lies after its scrape: the lead of the clock behind it. */
    private @Nullable Double clockLead;
    /** Number of the last scrape that lost nothing. */
    private int lastWhole;
    /** Series seen since then. */
    private long live;
    /** How the last body that counts ended. */
    private @Nullable BodyEnding ending;
    /** Lines of the inventory that could not be read: series that are there and become readable later. */
    private long hidden;
    /** Whether the lifetime's inventory is yet to be taken by a scrape that did not break off. */
    private boolean inventoryOpen = true;

    ProcessTracker(Container target, TargetRows rows, SeriesNames names) {
        this.target = target;
        this.rows = rows;
        this.series = new SeriesColumns(names);
    }

    /** What the scrape at hand shows. Asked when it begins a lifetime. */
    interface Presence {
        /** Enters into {@link SeriesColumns} all sights before this scrape. */
        void settle();

        /** The series that this scrape shows. */
        int[] series();
    }

    /** What one scrape means to the lifetime. */
    private record Judgement(long births, @Nullable String restart) {
        static final Judgement NOTHING = new Judgement(0, null);
    }

    SeriesColumns series() {
        return series;
    }

    /** The number of the last scrape that counts. */
    int number() {
        return times.size();
    }

    int lastWhole() {
        return lastWhole;
    }

    /** Series that the lifetime has shown, {@link #knownCount} of them. */
    int[] known() {
        return known;
    }

    int knownCount() {
        return knownCount;
    }

    /** Takes in a scrape before the first that has rows. */
    void seed(Instant time, ScrapeOutcome outcome, ScrapeComparison scrape, Presence presence) {
        judge(time, doubted(outcome, scrape), scrape, presence);
    }

    /** Takes the next scrape, and makes its row. */
    void take(Instant time, String file, ScrapeOutcome read, ScrapeComparison scrape, Presence presence) {
        ScrapeOutcome outcome = doubted(read, scrape);
        Judgement judgement = judge(time, outcome, scrape, presence);
        rows.scrape(new ScrapeRow(
                target,
                time,
                file,
                new ScrapeRow.Body(
                        outcome.bytes(),
                        outcome.samples() == ScrapeOutcome.ONE_PER_SERIES ? scrape.shown() : outcome.samples(),
                        scrape.shown(),
                        judgement.births()),
                scrape.processStart(),
                outcome.status(),
                outcome.reason(),
                judgement.restart(),
                new ScrapeRow.Flaws(scrape.faults(), outcome.unreadSeries(), outcome.cause())));
    }

    /** The outcome, with what the end of the body says beside that of the last one that nothing was missing from. */
    private ScrapeOutcome doubted(ScrapeOutcome outcome, ScrapeComparison scrape) {
        if (!outcome.counts()) {
            return outcome;
        }
        boolean isDoubtful = !outcome.brokenOff() && outcome.ending().isDoubtful(ending);
        // Of two that are cut one after the other, the second ends as the first did.
        ending = isDoubtful && scrape.survivors() < live ? ending : outcome.ending();
        return isDoubtful ? outcome.doubted() : outcome;
    }

    private Judgement judge(Instant time, ScrapeOutcome outcome, ScrapeComparison scrape, Presence presence) {
        if (!outcome.counts()) {
            return Judgement.NOTHING;
        }
        times.add(time);
        Double told = scrape.startSeconds();
        if (RestartEvidence.isBefore(told, startSeconds) || isAhead(told, time)) {
            scrape.refuseStart();
        }
        // An unread line hides one series at most, a body that broke off any number.
        long gone = outcome.brokenOff() ? 0 : Math.max(0, live - scrape.survivors() - outcome.unreadSeries());
        String restart = knownCount == 0 || lostStart(outcome, scrape)
                ? null
                : scrape.evidence().verdict(startSeconds, scrape.startSeconds(), live, gone);
        boolean isInventory = restart != null || inventoryOpen;
        long births = isInventory ? 0 : scrape.bornCount() - becameReadable(outcome, scrape.bornCount());
        if (restart != null) {
            presence.settle();
            int[] present = presence.series();
            beginLifetime();
            addKnown(present, present.length);
        } else {
            addKnown(scrape.born(), scrape.bornCount());
        }
        hidden = isInventory ? outcome.unreadSeries() : hidden;
        inventoryOpen = outcome.brokenOff() && isInventory;
        if (outcome.brokenOff()) {
            live += scrape.shown() - (restart != null ? 0 : scrape.survivors());
        } else {
            live = scrape.shown();
            lastWhole = number();
        }
        toldStart = scrape.startSeconds() != null;
        if (toldStart) {
            startSeconds = scrape.startSeconds();
            processStart = processStart == null ? scrape.processStart() : processStart;
        }
        return new Judgement(births, restart);
    }

    /**
     * Whether the start is among what could not be read: the next scrape will tell it, and counters, which also fall where bodies are out
     * of order, need not be asked. Once, as an archive may be cut from some day on.
     */
    private boolean lostStart(ScrapeOutcome outcome, ScrapeComparison scrape) {
        return toldStart && scrape.startSeconds() == null && (outcome.brokenOff() || outcome.unreadSeries() > 0);
    }

    /** How many of the series that are new here the inventory showed in lines that could not be read. */
    private long becameReadable(ScrapeOutcome outcome, long born) {
        long readable = Math.min(born, Math.max(0, hidden - outcome.unreadSeries()));
        hidden = Math.min(hidden - readable, outcome.unreadSeries());
        return readable;
    }

    /** Whether a process would have started after it was asked, by a clock that was no more ahead before. */
    private boolean isAhead(@Nullable Double told, Instant time) {
        if (told == null) {
            return false;
        }
        double lead = told - time.getEpochSecond();
        if (clockLead == null) {
            clockLead = Math.max(0, lead);
        }
        return lead > clockLead + CLOCKS_DIFFER_SECONDS;
    }

    private void addKnown(int[] newcomers, int count) {
        if (knownCount + count > known.length) {
            known = Arrays.copyOf(known, knownCount + count + (knownCount >> 1));
        }
        System.arraycopy(newcomers, 0, known, knownCount, count);
        knownCount += count;
    }

    /** What the process before has shown becomes rows; the new one has shown nothing yet. */
    private void beginLifetime() {
        seriesRows();
        for (int i = 0; i < knownCount; i++) {
            series.last[known[i]] = 0;
            series.scrapes[known[i]] = 0;
        }
        knownCount = 0;
        processStart = null;
        startSeconds = null;
        live = 0;
    }

    /** What was seen so far is known, and is no part of any row. */
    void forgetSights() {
        for (int i = 0; i < knownCount; i++) {
            series.scrapes[known[i]] = 0;
        }
    }

    /** Makes the row of a family in one scrape. */
    void family(Instant time, Family family, long shown, FamilySums sums) {
        rows.family(new FamilyRow(
                target, time, family.metric(), family.type(), shown, sums.value(), sums.count(), sums.longLived()));
    }

    /** Ends the day: what the living process has shown of it becomes rows. All sights must be in {@link SeriesColumns}. */
    void finish() {
        seriesRows();
        knownCount = 0;
    }

    private void seriesRows() {
        for (int number : series.byMetric(known, knownCount)) {
            if (series.scrapes[number] == 0) {
                continue;
            }
            rows.series(new SeriesRow(
                    target,
                    processStart,
                    series.metric(number),
                    series.family(number).type(),
                    series.labels(number),
                    series.id(number),
                    times.get(series.first[number] - 1),
                    times.get(series.last[number] - 1),
                    series.scrapes[number]));
        }
    }

    /**
     * Forgets all series but those that the lifetime has shown, and numbers them anew.
     *
     * @return the names of those that are left; from then on the name of each is its place in here
     */
    int[] forgetOthers() {
        int[] kept = Arrays.copyOf(known, knownCount);
        int[] keptNames = Arrays.stream(kept).map(series::name).toArray();
        series = series.only(kept);
        Arrays.setAll(known, i -> i);
        return keptNames;
    }
}
