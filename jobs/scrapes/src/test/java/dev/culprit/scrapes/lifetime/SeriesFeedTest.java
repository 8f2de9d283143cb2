package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.lifetime.RandomDay.Name;
import dev.culprit.scrapes.lifetime.SeriesFeed.Scrape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Series by series or scrape by scrape, the same sights give the same rows. */
final class SeriesFeedTest {
    private static final Container TARGET = new Container("prod", "eks", "web", "shop", "shop-1", "proxy");

    private static CollectedRows byScrape(RandomDay day) {
        CollectedRows rows = new CollectedRows();
        ScrapeFeed feed = new ScrapeFeed(
                TARGET, 1_000, name -> new TreeMap<>(day.names.get(name).labels()), rows);
        RandomDay.TYPES.forEach(feed::declare);
        for (int i = 0; i < day.scrapes.size(); i++) {
            ScrapeColumns columns = new ScrapeColumns();
            day.shown.get(i).forEach((name, value) -> {
                Name of = day.names.get(name);
                columns.add(feed.series(of.id(), of.metric(), name), value);
            });
            Scrape scrape = day.scrapes.get(i);
            if (i == 0 && day.seeded) {
                feed.seed(scrape.time(), scrape.outcome(), columns);
            } else {
                feed.take(scrape.time(), scrape.file(), scrape.outcome(), columns);
            }
        }
        feed.finish();
        return rows;
    }

    private static CollectedRows bySeries(RandomDay day, Random random) {
        CollectedRows rows = new CollectedRows();
        SeriesFeed feed = new SeriesFeed(
                TARGET,
                day.scrapes,
                day.seeded,
                1_000,
                name -> new TreeMap<>(day.names.get(name).labels()),
                rows);
        RandomDay.TYPES.forEach(feed::declare);
        List<Integer> order = new ArrayList<>();
        for (int name = 0; name < day.names.size(); name++) {
            order.add(name);
        }
        Collections.shuffle(order, random);
        Sightings sightings = new Sightings();
        for (int name : order) {
            Name of = day.names.get(name);
            sightings.clear();
            for (int i = 0; i < day.shown.size(); i++) {
                Double value = day.shown.get(i).get(name);
                if (value != null && feed.wantsValues(of.metric())) {
                    sightings.add(i, value);
                } else if (value != null) {
                    sightings.addSpan(i, i);
                }
            }
            assertThat(feed.series(of.id(), of.metric(), name, sightings)).isTrue();
        }
        feed.finish();
        return rows;
    }

    @Test
    void daysWithRestartsGapsAndChangingFamiliesGiveTheSameRows() {
        long restarts = 0;
        long births = 0;
        for (long seed = 0; seed < 500; seed++) {
            RandomDay day = new RandomDay(seed);
            CollectedRows expected = byScrape(day);
            CollectedRows actual = bySeries(day, new Random(seed));
            assertThat(actual.scrapes).as("seed %d", seed).isEqualTo(expected.scrapes);
            assertThat(actual.families).as("seed %d", seed).isEqualTo(expected.families);
            assertThat(actual.series).as("seed %d", seed).hasSameSizeAs(expected.series);
            assertThat(new HashSet<>(actual.series)).as("seed %d", seed).isEqualTo(new HashSet<>(expected.series));
            restarts += expected.scrapes.stream()
                    .filter(row -> row.restart() != null)
                    .count();
            births += expected.scrapes.stream()
                    .mapToLong(row -> row.body().births())
                    .sum();
        }
        assertThat(restarts).isGreaterThan(400);
        assertThat(births).isGreaterThan(4_000);
    }

    private static Scrape scrape(int minute, ScrapeOutcome outcome) {
        return new Scrape(Instant.ofEpochSecond(60L * minute), "block", outcome);
    }

    private static SeriesFeed feed(CollectedRows rows, ScrapeOutcome... outcomes) {
        return feed(rows, name -> Map.of("name", "" + name), outcomes);
    }

    private static SeriesFeed feed(CollectedRows rows, SeriesNames names, ScrapeOutcome... outcomes) {
        List<Scrape> scrapes = new ArrayList<>();
        for (ScrapeOutcome outcome : outcomes) {
            scrapes.add(scrape(scrapes.size(), outcome));
        }
        return new SeriesFeed(TARGET, scrapes, false, 3, names, rows);
    }

    private static Sightings span(int from, int to) {
        Sightings sightings = new Sightings();
        sightings.addSpan(from, to);
        return sightings;
    }

    @Test
    void aFailedScrapeDoesNotEndASeriesAndSamplesAreCountedBySeries() {
        CollectedRows rows = new CollectedRows();
        SeriesFeed feed = feed(rows, ScrapeOutcome.whole(), ScrapeOutcome.failed("up is 0"), ScrapeOutcome.whole());
        feed.series(1, "queue", 0, span(0, 2));
        feed.series(2, "queue", 1, span(2, 2));
        feed.series(3, "queue", 2, span(1, 1));
        feed.finish();
        assertThat(rows.scrapes)
                .extracting(
                        row -> row.body().samples(),
                        row -> row.body().series(),
                        row -> row.body().births(),
                        ScrapeRow::status)
                .containsExactly(tuple(1L, 1L, 0L, "ok"), tuple(0L, 0L, 0L, "rejected"), tuple(2L, 2L, 1L, "ok"));
        assertThat(rows.series)
                .extracting(SeriesRow::labels, SeriesRow::scrapes)
                .containsExactlyInAnyOrder(tuple(Map.of("name", "0"), 2L), tuple(Map.of("name", "1"), 1L));
    }

    @Test
    void aFamilyOfWhichValuesAreMissingHasNoSum() {
        CollectedRows rows = new CollectedRows();
        SeriesFeed feed = feed(rows, ScrapeOutcome.whole(), ScrapeOutcome.whole());
        Sightings valued = new Sightings();
        valued.add(0, 1);
        valued.add(1, 2);
        feed.series(1, "hits_total", 0, valued);
        feed.series(2, "hits_total", 1, span(1, 1));
        feed.finish();
        assertThat(rows.families)
                .extracting(FamilyRow::series, FamilyRow::valueSum)
                .containsExactly(tuple(1L, 1.0), tuple(2L, null));
    }

    @Test
    void poolsThatObjectsLiveLongInAreSummedBesides() {
        CollectedRows rows = new CollectedRows();
        List<String> pools = List.of("G1 Old Gen", "G1 Eden Space", "CodeCache");
        SeriesFeed feed = feed(rows, name -> Map.of("pool", pools.get(name)), ScrapeOutcome.whole());
        for (int pool = 0; pool < 3; pool++) {
            Sightings sightings = new Sightings();
            sightings.add(0, pool + 1);
            feed.series(pool + 1, "jvm_memory_pool_used_bytes", pool, sightings);
        }
        feed.finish();
        assertThat(rows.families)
                .extracting(FamilyRow::valueSum, FamilyRow::longLivedSum)
                .containsExactly(tuple(6.0, 1.0));
    }

    @Test
    void valuesOfRolesAndStartsAreWanted() {
        SeriesFeed feed = feed(new CollectedRows());
        feed.declare("wait", "histogram");
        assertThat(List.of("wait_count", "hits_total", "process_start_time_seconds", "jvm_memory_used_bytes"))
                .allMatch(feed::wantsValues);
        assertThat(List.of("wait_bucket", "wait_sum", "queue")).noneMatch(feed::wantsValues);
    }

    @Test
    void aSeriesIsGivenOnceAndNotMoreThanTheTargetMayShow() {
        SeriesFeed feed = feed(new CollectedRows(), ScrapeOutcome.whole());
        for (int id = 0; id < 3; id++) {
            assertThat(feed.series(id, "queue", id, span(0, 0))).isTrue();
        }
        assertThat(feed.series(4, "queue", 4, span(0, 0))).isFalse();
        assertThatThrownBy(() -> feed.series(2, "queue", 2, span(0, 0))).hasMessage("series 2 of queue a second time");
        assertThatThrownBy(() -> span(1, 1).addSpan(1, 2)).hasMessage("scrapes 1 to 2 do not follow");
    }
}
