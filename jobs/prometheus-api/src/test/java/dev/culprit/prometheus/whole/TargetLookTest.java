package dev.culprit.prometheus.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.standin.StandInServer;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a first look tells: who was scraped on which day, and how much each has shown. */
final class TargetLookTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final Period BOTH = new Period(Period.startOf(MONDAY), Period.startOf(MONDAY.plusDays(2)));
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

    private StandInServer server;
    private PrometheusClient client;

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
        client = PrometheusClient.of(PrometheusServer.open("prod", server.url()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void scraped(String pod, LocalDate day, int scrapes, int shown) {
        Map<String, String> labels =
                new TreeMap<>(Map.of("job", "shop", "instance", pod + ":80", "namespace", "web", "pod", pod));
        for (int i = 0; i < scrapes; i++) {
            long time = Period.startOf(day).plus(Duration.ofMinutes(10 + i)).toEpochMilli();
            labels.put("__name__", "up");
            server.sample(Map.copyOf(labels), time, 1);
            labels.put("__name__", "scrape_samples_post_metric_relabeling");
            server.sample(Map.copyOf(labels), time, shown);
        }
    }

    private TargetLook look(Clock clock) {
        return TargetLook.at(client, BOTH, SubjectLabels.DEFAULT, clock);
    }

    @Test
    void targetsDaysAndSamples() {
        scraped("shop-1", MONDAY, 3, 100);
        scraped("shop-1", TUESDAY, 2, 100);
        scraped("shop-2", TUESDAY, 4, 50);
        TargetLook look = look(LATER);
        assertThat(look.targets().all()).hasSize(2);
        assertThat(look.targetDays()).isEqualTo(3);
        assertThat(look.samples()).isEqualTo(3 * 100 + 2 * 100 + 4 * 50);
        // Each is counted by the server before it is sent, as are those of up, and those of a scrape before each day.
        // A scrape of a day has five series besides.
        int ups = 3 + (3 + 2 + 4);
        int own = 5 * (3 + 2 + 4 + 3);
        // Three times a day in the mean: of a day's samples, the third is a scrape's.
        assertThat(look.samplesRead()).isEqualTo(2L * (700 + 233 + ups + own));
        assertThat(look.samplesReadAtMost())
                .isEqualTo(2L * (700 + (300 / 24 + 1) + (200 / 24 + 1) + (200 / 24 + 1) + ups + own));
        Labels first = look.targets().all().stream()
                .flatMap(target -> target.endpoints().stream())
                .filter(endpoint -> "shop-1".equals(endpoint.get("pod")))
                .findFirst()
                .orElseThrow();
        assertThat(look.samples(first, MONDAY)).isEqualTo(300);
        assertThat(look.samples(first, TUESDAY)).isEqualTo(200);
        assertThat(look.samples(first, TUESDAY.plusDays(1))).isZero();
        assertThat(look.summary()).isEqualTo("2 targets in 2 days: 700 samples");
    }

    @Test
    void aDayEndsWhereTheServerHasNothingYet() {
        scraped("shop-1", MONDAY, 3, 100);
        Clock noon = Clock.fixed(Instant.parse("2026-11-17T12:00:00Z"), ZoneOffset.UTC);
        TargetLook look = look(noon);
        assertThat(look.until(MONDAY)).isEqualTo(Period.startOf(TUESDAY).toEpochMilli());
        assertThat(look.until(TUESDAY))
                .isEqualTo(noon.instant().minus(Duration.ofMinutes(1)).toEpochMilli());
        assertThat(look.until(MONDAY.minusDays(1))).isZero();
    }

    @Test
    void aServerThatLooksAtTheEndOfATimeAlone() {
        for (int hour = 0; hour < 24; hour++) {
            server.sample(
                    Map.of("__name__", "up", "job", "shop", "instance", "shop-1:80", "pod", "shop-1", "namespace", "w"),
                    Period.startOf(MONDAY).plus(Duration.ofHours(hour)).toEpochMilli(),
                    1);
        }
        assertThat(look(LATER).targets().all()).hasSize(1);
        server.habits().longestRange = Duration.ofHours(12).toMillis();
        assertThatThrownBy(() -> look(LATER))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: " + server.url() + ": {__name__=\"up\"}")
                .hasMessageContaining("the server answers a part of the time alone, without a word");
    }

    /** As {@code max_query_length} of Mimir, and {@code -search.maxSeries} of VictoriaMetrics where pods come and go. */
    @Test
    void aServerThatRefusesFiftyHoursAtOnce() {
        scraped("shop-1", MONDAY, 3, 100);
        scraped("shop-1", TUESDAY, 2, 100);
        scraped("shop-2", TUESDAY, 4, 50);
        long read = look(LATER).samplesRead();
        server.habits().longestQuery = Duration.ofHours(24).toMillis();
        assertThat(look(LATER).samplesRead()).isEqualTo(read);
        server.habits().longestQuery = Long.MAX_VALUE;
        server.habits().mostSamples = 6;
        assertThat(look(LATER).samplesRead()).isEqualTo(read);
    }

    @Test
    void nobodyWasScraped() {
        TargetLook look = look(LATER);
        assertThat(look.targets().all()).isEmpty();
        assertThat(look.samples()).isZero();
        assertThat(TargetLook.days(client, LATER))
                .as("a server that tells nothing of other days")
                .containsExactly(LATER.instant());
    }

    @Test
    void aServerThatDoesNotKnowTheQuestionNamesNoCluster() {
        scraped("shop-1", MONDAY, 1, 1);
        assertThat(TargetLook.commonLabels(client, List.of("cluster", "env"))).isEmpty();
    }

    @Test
    void whoIsAskedMustBeAPrometheus() {
        TargetLook.probe(client);
        server.habits().type = "text/html";
        assertThatThrownBy(() -> TargetLook.probe(client))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: " + server.url() + " does not answer as Prometheus: ");
    }
}
