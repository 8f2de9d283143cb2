package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RequestCounterTest {
    private static final Instant START = Instant.parse("2026-11-16T00:00:00Z");

    /** Rows come in any order, another at each scrape: the sum of the same counters must be the same to the last digit. */
    @Test
    void theClockOfAnIdleProcessStandsStill() {
        Random random = new Random(1);
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        for (int scrape = 0; scrape < 50; scrape++) {
            Instant time = START.plusSeconds(60L * scrape);
            scrapes.add(new ScrapeRow(
                    null, "web", "shop", "shop-1", "app", time, "f", 1, 1, 1, 0, null, ScrapeRow.OK, null, null, 0L));
            List<FamilyRow> ofScrape = new ArrayList<>();
            for (int family = 0; family < 30; family++) {
                double seconds = Math.pow(10, family - 10) / 3;
                ofScrape.add(new FamilyRow(
                        null, "web", "shop", "shop-1", "app", time, "requests_" + family, "counter", 1, seconds, null));
            }
            Collections.shuffle(ofScrape, random);
            families.addAll(ofScrape);
        }
        double[] clock = RequestCounter.of(scrapes, families);
        assertThat(clock).hasSize(50).containsOnly(clock[0]);
        assertThat(Restarts.seenByScrapes(scrapes, clock, List.of())).isEmpty();
    }
}
