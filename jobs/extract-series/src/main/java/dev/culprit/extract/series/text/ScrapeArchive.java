package dev.culprit.extract.series.text;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Period;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeListing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The days of one source's files. */
record ScrapeArchive(ScrapeFolder source, ScrapeListing listing) implements Archive {
    /**
     * A scrape from longer ago says little about what is new. Chosen by hand: a day, for archives of one scrape a day, and two hours
     * for one that came late.
     */
    private static final Duration SEED_AGE = Duration.ofHours(26);

    @Override
    public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        listing.files().forEach((target, scrapes) -> {
            SortedMap<LocalDate, List<ScrapeFile>> ofTarget = new TreeMap<>();
            Map<LocalDate, ScrapeFile> seeds = new TreeMap<>();
            ScrapeFile before = null;
            for (ScrapeFile scrape : scrapes) {
                if (period.contains(scrape.time())) {
                    LocalDate date = Period.dateOf(scrape.time());
                    if (!ofTarget.containsKey(date)
                            && before != null
                            && !before.time().plus(SEED_AGE).isBefore(scrape.time())) {
                        seeds.put(date, before);
                    }
                    ofTarget.computeIfAbsent(date, day -> new ArrayList<>()).add(scrape);
                }
                before = scrape;
            }
            ofTarget.forEach((date, ofDay) -> days.computeIfAbsent(date, day -> new ArrayList<>())
                    .add(new ScrapeDay(target, seeds.get(date), List.copyOf(ofDay), source.reading())));
        });
        return days;
    }

    @Override
    public String environment() {
        return source.environment();
    }

    @Override
    public List<UnreadRow> unread() {
        return listing.unread();
    }

    @Override
    public long unmatched() {
        return listing.unmatched();
    }

    @Override
    public Instant first() {
        return listing.first();
    }

    @Override
    public Instant last() {
        return listing.last();
    }
}
