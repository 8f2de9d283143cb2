package dev.culprit.prometheus.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.standin.StandInServer;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with each of the habits by which answers lose something: the data is whole, or it is said what is not. */
final class WholeAnswersTest {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final int SERIES = 300;
    private static final Selector ALL = Selector.of(Map.of("job", "shop"));

    private StandInServer server;
    private Map<Map<String, String>, Map<Long, Double>> stored;

    @BeforeEach
    void fill() throws IOException {
        server = new StandInServer();
        stored = new HashMap<>();
        for (int i = 0; i < SERIES; i++) {
            Map<String, String> labels = new TreeMap<>(Map.of(
                    "__name__",
                    i % 3 == 0 ? "http_requests_total" : i % 3 == 1 ? "queue.length" : "x",
                    "job",
                    "shop",
                    "path",
                    i % 7 == 0 ? "a\\b\"c\n" + i : "/user/" + i));
            if (i % 5 == 0) {
                labels.remove("path");
                labels.put("other", "é" + i);
            }
            // One lives for a while, in the place of the one before it.
            long from = i % 2 == 0 ? 0 : i * 10_000L;
            long to = i % 2 == 0 ? HOUR : Math.min(HOUR, from + 10 * MINUTE);
            for (long time = from; time < to; time += MINUTE) {
                server.sample(labels, time, time / 1000.0 + i);
                stored.computeIfAbsent(labels, none -> new TreeMap<>()).put(time, time / 1000.0 + i);
            }
        }
        server.sample(Map.of("__name__", "http_requests_total", "job", "bank"), 1000, 1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private PrometheusClient client(long samples, long series, long bytes) {
        return PrometheusClient.of(PrometheusServer.open("prod", server.url())
                .with(QueryLimits.DEFAULT
                        .withPace(100_000, 4)
                        .withRetries(Duration.ofSeconds(10), 4, Duration.ofMillis(1))
                        .withAnswers(samples, series, bytes)));
    }

    private static Map<Map<String, String>, Map<Long, Double>> content(GatheredSeries queried) {
        Map<Map<String, String>, Map<Long, Double>> content = new HashMap<>();
        for (int i = 0; i < queried.size(); i++) {
            Labels labels = queried.labels(i);
            Map<String, String> byName = new TreeMap<>();
            for (int label = 0; label < labels.size(); label++) {
                byName.put(labels.name(label), labels.value(label));
            }
            Map<Long, Double> samples = new TreeMap<>();
            queried.read(i, 0, HOUR, new SampleSink() {
                @Override
                public void sample(long time, long bits) {
                    assertThat(samples.put(time, Double.longBitsToDouble(bits))).isNull();
                }

                @Override
                public void undecoded(long first, long last, int count, String reason) {
                    throw new AssertionError(reason);
                }
            });
            content.put(byName, samples);
        }
        return content;
    }

    private void assertWhole(PrometheusClient client) {
        assertThat(content(new WholeAnswers(client).samples(ALL, 0, HOUR, MINUTE)))
                .isEqualTo(stored);
    }

    private void assertFails(PrometheusClient client, String... words) {
        assertThatThrownBy(() -> new WholeAnswers(client).samples(ALL, 0, HOUR, MINUTE))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: " + server.url() + ": {job=\"shop\"")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void ofAServerWithoutHabits() {
        PrometheusClient client = client(1_000_000, 10_000, 1L << 30);
        assertWhole(client);
        assertThat(server.asked())
                .containsExactly(
                        "count(last_over_time({job=\"shop\"}[3600000ms]))",
                        "union(vector(1), vector(1))",
                        "vector(1)",
                        "{job=\"shop\"}[3600000ms]");
        assertThat(client.cost().samples()).isGreaterThan(stored.size());
    }

    @Test
    void inPartsOfItsOwnLimits() {
        assertWhole(client(500, 10_000, 1L << 30));
        server.forget();
        assertWhole(client(1_000_000, 40, 1L << 30));
        assertThat(server.asked()).anyMatch(query -> query.contains("!~"));
        server.forget();
        assertWhole(client(1_000_000, 10_000, 20_000));
    }

    @Test
    void ofOneThatCutsWithAWarning() {
        server.habits().cutAt = 17;
        server.habits().warns = true;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
    }

    @Test
    void ofOneThatCutsWithoutAWord() {
        server.habits().cutAt = 17;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().cutAt = 3;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
    }

    @Test
    void ofOneThatRefusesWhatIsTooMuch() {
        server.habits().mostSamples = 100;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.forget();
        server.habits().mostSamples = 60; // less than there is at one time
        assertWhole(client(1_000_000, 10_000, 1L << 30));
    }

    @Test
    void ofOneThatIsTooSlowForAWhile() {
        server.habits().refusals = 3;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().refusals = 3;
        server.habits().status = 503;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().refusals = 4;
        assertFails(client(1_000_000, 10_000, 1L << 30), "HTTP status 503, slow down", "4 times");
    }

    @Test
    void ofOneWhoseAnswersBreakOff() {
        server.habits().halves = 2;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().halves = 1000;
        assertFails(client(1_000_000, 10_000, 1L << 30), "cannot be read");
    }

    @Test
    void doubtsThatNoPartMends() {
        server.habits().beside = ",\"warnings\":[\"rpc error: store 10.0.0.1 is down\"]";
        assertFails(client(1_000_000, 10_000, 1L << 30), "the server doubts its answer", "store 10.0.0.1 is down");
        server.habits().beside = ",\"isPartial\":true";
        assertFails(client(1_000_000, 10_000, 1L << 30), "isPartial");
        server.habits().beside = ",\"infos\":[\"ignored histogram in an aggregation\"]";
        assertFails(client(1_000_000, 10_000, 1L << 30), "ignored histogram");
        server.habits().beside = ",\"warnings\":[\"result truncated to the maximum of 0 series\"]";
        assertFails(client(1_000_000, 10_000, 1L << 30), "truncated");
    }

    @Test
    void aCountThatNoAnswerMeets() {
        server.habits().countedToo = 1;
        assertFails(client(1_000_000, 10_000, 1L << 30), "cannot be had whole", "series came of");
    }

    @Test
    void ofOneThatLosesASeriesBetweenCountAndAnswer() {
        server.habits().dropped = 1;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().dropped = Integer.MAX_VALUE;
        assertFails(client(1_000_000, 10_000, 1L << 30), "cannot be had whole", "0 series came of 1");
    }

    @Test
    void ofOneThatRepeatsASeries() {
        server.habits().repeated = 1;
        assertWhole(client(1_000_000, 10_000, 1L << 30));
        server.habits().repeated = Integer.MAX_VALUE;
        assertFails(client(1_000_000, 10_000, 1L << 30), "cannot be had whole", "1 series came twice");
    }

    /** Before 3.2 Prometheus takes no notice of it; so it is no guard, and nobody is asked for it. */
    @Test
    void limitIsNeverAskedFor() {
        server.habits().cutAt = 17;
        assertWhole(client(1_000_000, 40, 1L << 30));
        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).doesNotContainKey("limit"));
    }

    @Test
    void howManySamplesAreStored() {
        assertThat(new WholeAnswers(client(1_000_000, 10_000, 1L << 30)).stored(ALL, 0, HOUR))
                .isEqualTo(stored.values().stream().mapToLong(Map::size).sum());
    }

    @Test
    void whatIsTooMuchToBeCountedIsCountedInParts() {
        long all = stored.values().stream().mapToLong(Map::size).sum();
        server.habits().mostSamples = 1000;
        assertThat(new WholeAnswers(client(1_000_000, 10_000, 1L << 30)).stored(ALL, 0, HOUR))
                .as("by labels")
                .isEqualTo(all);
        server.forget();
        server.habits().longestQuery = HOUR;
        assertThat(new WholeAnswers(client(1_000_000, 10_000, 1L << 30)).stored(ALL, 0, 3 * HOUR))
                .as("by time")
                .isEqualTo(all);
        assertThat(server.asked()).noneMatch(query -> query.startsWith("series "));
    }

    @Test
    void aCountThatIsRefusedForGoodFails() {
        server.habits().beside = ",\"warnings\":[\"rpc error: store 10.0.0.1 is down\"]";
        assertThatThrownBy(() -> new WholeAnswers(client(1_000_000, 10_000, 1L << 30)).stored(ALL, 0, HOUR))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("store 10.0.0.1 is down");
    }

    @Test
    void partsThatAreKnownBeforeAreCountedOnce() {
        PrometheusClient client = client(2_000, 10_000, 1L << 30);
        assertThat(content(new WholeAnswers(client)
                        .samples(
                                ALL,
                                0,
                                HOUR,
                                MINUTE,
                                stored.values().stream().mapToLong(Map::size).sum())))
                .isEqualTo(stored);
        assertThat(server.asked())
                .as("the hour is not counted as a whole")
                .noneMatch(query -> query.contains("[3600000ms]"));
    }

    @Test
    void ofOneThatMarksEndsByNaN() {
        Map<String, String> ended = Map.of("__name__", "gone_total", "job", "shop");
        server.sample(ended, MINUTE, 5);
        server.sample(ended, 2 * MINUTE, Double.NaN);
        server.habits().metricsQl = true;
        stored.put(ended, new TreeMap<>(Map.of(MINUTE, 5.0)));
        assertWhole(client(1_000_000, 10_000, 1L << 30));
    }

    @Test
    void moreThanARunMayRead() {
        PrometheusClient client = PrometheusClient.of(
                PrometheusServer.open("prod", server.url()).with(QueryLimits.DEFAULT.withMaxSamples(2_000L)));
        assertThatThrownBy(() -> new WholeAnswers(client).samples(ALL, 0, HOUR, MINUTE))
                .isInstanceOf(CulpritException.class)
                .hasMessageContainingAll("environment prod", "above max-samples 2,000", "18,000 more are needed");
        assertThat(server.asked()).as("samples are not asked for").noneMatch(query -> query.startsWith("{"));
    }

    @Test
    void whatAQuerySaysOfATime() {
        WholeAnswers answers = new WholeAnswers(client(1_000_000, 10_000, 1L << 30));
        GatheredSeries names = answers.vector(
                "count by (__name__, job) (last_over_time(%1$s[%2$s]))", ALL, Set.of("__name__", "job"), 0, HOUR);
        assertThat(content(names).values().stream()
                        .flatMap(values -> values.entrySet().stream())
                        .toList())
                .extracting(Map.Entry::getKey)
                .containsOnly(HOUR - 1)
                .hasSize(3);
        server.habits().cutAt = 1;
        assertThat(content(answers.vector(
                        "count by (__name__, job) (last_over_time(%1$s[%2$s]))",
                        ALL, Set.of("__name__", "job"), 0, HOUR)))
                .isEqualTo(content(names));
    }
}
