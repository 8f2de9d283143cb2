package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.Container;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
                    new Container("prod", null, "web", "shop", "shop-1", "app"),
                    time,
                    "f",
                    new ScrapeRow.Body(1, 1, 1, 0),
                    null,
                    ScrapeRow.OK,
                    null,
                    null,
                    ScrapeRow.Flaws.NONE));
            List<FamilyRow> ofScrape = new ArrayList<>();
            for (int family = 0; family < 30; family++) {
                double seconds = Math.pow(10, family - 10) / 3;
                ofScrape.add(new FamilyRow(
                        new Container("prod", null, "web", "shop", "shop-1", "app"),
                        time,
                        "requests_" + family,
                        "counter",
                        1,
                        seconds,
                        null));
            }
            Collections.shuffle(ofScrape, random);
            families.addAll(ofScrape);
        }
        double[] clock = RequestCounter.of(scrapes, families, List.of());
        assertThat(clock).hasSize(50).containsOnly(clock[0]);
    }

    @Test
    void seriesThatExpireDoNotUndoTheWork() {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        double[] sums = {100, 130, 90, 120, 150};
        long[] series = {10, 11, 8, 9, 10};
        for (int i = 0; i < sums.length; i++) {
            Instant time = START.plusSeconds(1200L * i);
            scrapes.add(scrape(time));
            families.add(counter(time, "calls_total", series[i], sums[i]));
            families.add(counter(time, "uptime_requests_total", 1, 50.0 + i));
        }
        assertThat(RequestCounter.of(scrapes, families, List.of())).containsExactly(150, 181, 182, 213, 244);
    }

    /** A family whose sum is not known at a scrape has counted it all before. */
    @Test
    void aSumThatIsMissingForAScrapeIsNotCountedAgain() {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant time = START.plusSeconds(1200L * i);
            scrapes.add(scrape(time));
            families.add(counter(time, "calls_total", 10, i % 2 == 0 ? 1000.0 + i : null));
            families.add(counter(time, "requests_total", 1, 50.0 + i));
        }
        assertThat(RequestCounter.of(scrapes, families, List.of())).containsExactly(1050, 1051, 1054, 1055, 1058);
    }

    /** Tables of before such sums were left out have a zero there. */
    @Test
    void whatIsGoneAndBackInOneProcessCountsNothing() {
        assertThat(ofHoled(START)).containsExactly(50, 51, 52, 53, 54, 55, 56);
        assertThat(ofHoled(null)).as("it may have restarted").endsWith(50 + 6 + 1000 + 1002 + 1004 + 1006);
    }

    private static double @Nullable [] ofHoled(@Nullable Instant start) {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ScrapeRow scrape = scrape(START.plusSeconds(1200L * i));
            scrapes.add(new ScrapeRow(
                    scrape.container(),
                    scrape.time(),
                    scrape.file(),
                    scrape.body(),
                    start,
                    scrape.status(),
                    null,
                    null,
                    scrape.flaws()));
            families.add(counter(scrape.time(), "calls_total", 10, i % 2 == 0 ? 1000.0 + i : 0.0));
            families.add(counter(scrape.time(), "requests_total", 1, 50.0 + i));
        }
        return RequestCounter.of(scrapes, families, List.of());
    }

    @Test
    void aTotalWithoutATypeIsACounterAndNodesGaugesAreNone() {
        assertThat(ofUntyped("http_requests_total")).containsExactly(100, 130, 160, 190);
        assertThat(ofUntyped("http_requests")).isNull();
        assertThat(ofUntyped("nodejs_active_requests_total")).isNull();
    }

    private static double[] ofUntyped(String metric) {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ScrapeRow scrape = scrape(START.plusSeconds(1200L * i));
            scrapes.add(scrape);
            families.add(new FamilyRow(scrape.container(), scrape.time(), metric, "unknown", 1, 100.0 + 30 * i, null));
        }
        return RequestCounter.of(scrapes, families, List.of());
    }

    @Test
    void theClockOfANewProcessStartsAgain() {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        double[] sums = {100, 130, 5, 20, 60};
        for (int i = 0; i < sums.length; i++) {
            Instant time = START.plusSeconds(1200L * i);
            scrapes.add(scrape(time));
            families.add(counter(time, "calls_total", 4, sums[i]));
        }
        List<Restart> restarts = List.of(new Restart(
                EpochSeconds.of(scrapes.get(1).time()),
                EpochSeconds.of(scrapes.get(2).time()),
                Double.NaN,
                "counters-fell"));
        assertThat(RequestCounter.of(scrapes, families, restarts)).containsExactly(100, 130, 5, 20, 60);
    }

    @Test
    void aPromisingNameThatHardlyMovesIsNotTheWork() {
        List<ScrapeRow> scrapes = new ArrayList<>();
        List<FamilyRow> families = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant time = START.plusSeconds(1200L * i);
            scrapes.add(scrape(time));
            families.add(counter(time, "log_lines_total", 1, (double) i));
            families.add(new FamilyRow(
                    new Container("prod", null, "web", "shop", "shop-1", "app"),
                    time,
                    "http_client_seconds",
                    "histogram",
                    9,
                    null,
                    40.0 * i));
        }
        assertThat(RequestCounter.of(scrapes, families, List.of())).containsExactly(0, 40, 80, 120, 160);
    }

    private static ScrapeRow scrape(Instant time) {
        return new ScrapeRow(
                new Container("prod", null, "web", "shop", "shop-1", "app"),
                time,
                "f",
                new ScrapeRow.Body(1, 1, 1, 0),
                null,
                ScrapeRow.OK,
                null,
                null,
                ScrapeRow.Flaws.NONE);
    }

    private static FamilyRow counter(Instant time, String metric, long series, @Nullable Double sum) {
        return new FamilyRow(
                new Container("prod", null, "web", "shop", "shop-1", "app"),
                time,
                metric,
                "counter",
                series,
                sum,
                null);
    }

    @Test
    void countersNamedForRequestsComeFirstThenCountsThenProcessorTime() {
        List<FamilyRow> families = new ArrayList<>(each("process_cpu_seconds_total", 3));
        assertThat(counted(families)).startsWith(0, 3, 6);
        for (int i = 0; i < 10; i++) {
            families.add(Rows.histogram(600.0 * i, "latency_seconds", 5.0 * i));
        }
        assertThat(counted(families)).startsWith(0, 5, 10);
        families.addAll(each("http_requests_total", 7));
        assertThat(counted(families)).startsWith(0, 7, 14);
    }

    @Test
    void countersOfRequestsAddUp() {
        List<FamilyRow> families = new ArrayList<>(each("http_requests_total", 7));
        families.addAll(each("grpc_server_handled_total", 2));
        assertThat(counted(families)).startsWith(0, 9, 18);
    }

    @Test
    void aScrapeWithoutTheCounterRepeatsTheLastCount() {
        List<FamilyRow> families = new ArrayList<>(each("http_requests_total", 7));
        families.remove(4);
        assertThat(counted(families)).startsWith(0, 7, 14, 21, 21, 35);
    }

    @Test
    void aCounterThatFewScrapesHaveCountsNothing() {
        assertThat(counted(each("http_requests_total", 7).subList(0, 7))).isNull();
    }

    @Test
    void withoutAnyCounterNothingCountsRequests() {
        assertThat(counted(each("temperature_total", 7))).isNull();
    }

    /** At ten scrapes of one process. */
    private static double @Nullable [] counted(List<FamilyRow> families) {
        List<ScrapeRow> scrapes =
                IntStream.range(0, 10).mapToObj(i -> Rows.scrape(600.0 * i)).toList();
        return RequestCounter.of(scrapes, families, List.of());
    }

    /** A counter that grows by so much from scrape to scrape. */
    private static List<FamilyRow> each(String metric, double growth) {
        return IntStream.range(0, 10)
                .mapToObj(i -> Rows.counter(600.0 * i, metric, growth * i))
                .toList();
    }
}
