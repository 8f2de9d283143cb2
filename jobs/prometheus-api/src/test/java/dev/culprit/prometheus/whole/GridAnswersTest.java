package dev.culprit.prometheus.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.ServiceLimits;
import dev.culprit.cloudwatch.standin.promql.StoredHistogram;
import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.whole.GridAnswers.GroupCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudWatch's limits met on purpose: the data is whole, or it is said what is not. */
final class GridAnswersTest {
    private static final long MINUTE = 60_000;
    private static final int SERIES = 120;
    private static final Grid GRID = new Grid(600_000, 15 * MINUTE, 8);
    private static final Selector ALL = Selector.of("http_requests_total");

    private PromqlStandIn server;
    private PrometheusServer asked;

    @BeforeEach
    void logIn() {
        System.setProperty("aws.accessKeyId", PromqlStandIn.USER);
        System.setProperty("aws.secretAccessKey", PromqlStandIn.SECRET);
    }

    @AfterEach
    void close() {
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** Every second series is there always, the others one after the other for half an hour. */
    private GridAnswers start(int most, long samplesPerDay, double perSecond, int mostExpected) {
        return start(
                ServiceLimits.CLOUDWATCH
                        .withSeries(most)
                        .withReadPerDay(100_000, samplesPerDay)
                        .withPace(perSecond, 10, 30),
                mostExpected);
    }

    private GridAnswers start(ServiceLimits limits, int mostExpected) {
        server = PromqlStandIn.cloudWatch("us-west-2", limits, 0);
        for (int i = 0; i < SERIES; i++) {
            Map<String, String> labels = Map.of(
                    "__name__", "http_requests_total", "path", "/user/" + i, "@resource.k8s.pod.name", "p-" + i % 7);
            long from = i % 2 == 0 ? 0 : i * MINUTE;
            long until = i % 2 == 0 ? 200 * MINUTE : from + 30 * MINUTE;
            server.store().series(labels).repeat(from, until, 30_000, i, null);
        }
        asked = new PrometheusServer(
                "eks",
                server.url(),
                new Credentials.AwsSignature("us-west-2", Credentials.CLOUDWATCH, null, null),
                Map.of(),
                Map.of(),
                null,
                QueryLimits.CLOUDWATCH
                        .withAnswers(1_000_000, mostExpected, 1 << 20)
                        .withPace(10_000, 4)
                        .withRetries(Duration.ofSeconds(30), 12, Duration.ofMillis(5)));
        return new GridAnswers(PrometheusClient.of(asked));
    }

    private static boolean isThere(int series, int place) {
        long from = series % 2 == 0 ? 0 : series * MINUTE;
        long until = series % 2 == 0 ? 200 * MINUTE : from + 30 * MINUTE;
        // A sample is shown for five minutes.
        return GRID.time(place) >= from && GRID.time(place) < until + 5 * MINUTE;
    }

    private static void assertWhole(Collection<GridSeries> found) {
        int seen = 0;
        for (GridSeries each : found) {
            int number = (int) each.value(firstPlace(each));
            assertThat(each.labels().get("path")).isEqualTo("/user/" + number);
            for (int place = 0; place < GRID.size(); place++) {
                assertThat(each.isShown(place))
                        .as("series %d at %d", number, place)
                        .isEqualTo(isThere(number, place));
            }
            seen++;
        }
        assertThat(seen)
                .isEqualTo(SERIES
                        - (int) LongStream.range(0, SERIES)
                                .filter(series -> LongStream.range(0, GRID.size())
                                        .noneMatch(place -> isThere((int) series, (int) place)))
                                .count());
    }

    private static int firstPlace(GridSeries series) {
        int place = 0;
        while (!series.isShown(place)) {
            place++;
        }
        return place;
    }

    @Test
    void withoutMeetingALimit() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        assertWhole(answers.series(ALL, GRID, null));
        assertThat(server.bill().requests()).isEqualTo(2);
    }

    @Test
    void moreSeriesThanAnAnswerHas() {
        GridAnswers answers = start(30, 1_000_000, 10_000, 30);
        assertWhole(answers.series(ALL, GRID, null));
        assertThat(server.bill().requests()).isGreaterThan(8);
    }

    /** The server's limit is lower than the client believes: only its warning tells. */
    @Test
    void anAnswerThatIsCutWithAWarning() {
        assertWhole(start(25, 1_000_000, 10_000, 500).series(ALL, GRID, null));
    }

    @Test
    void moreSamplesThanAQueryMayRead() {
        assertWhole(start(500, 100, 10_000, 500).series(ALL, GRID, null));
        assertThat(server.bill().refused(422)).isPositive();
    }

    @Test
    void fasterThanItAnswers() {
        GridAnswers answers = start(30, 1_000_000, 8, 30);
        assertWhole(answers.series(ALL, GRID, null));
        assertThat(server.bill().refused(422)).isPositive();
    }

    @Test
    void countsOfGroups() {
        List<GroupCounts> counts = start(4, 1_000_000, 10_000, 4).counts(ALL, List.of("@resource.k8s.pod.name"), GRID);
        assertThat(counts)
                .extracting(each -> each.group().get("@resource.k8s.pod.name"))
                .containsExactlyInAnyOrder("p-0", "p-1", "p-2", "p-3", "p-4", "p-5", "p-6");
        for (int place = 0; place < GRID.size(); place++) {
            int moment = place;
            assertThat(counts.stream().mapToLong(each -> each.counts()[moment]).sum())
                    .isEqualTo(LongStream.range(0, SERIES)
                            .filter(series -> isThere((int) series, moment))
                            .count());
        }
    }

    @Test
    void whatCannotBePartedFailsByName() {
        GridAnswers answers = start(500, 0, 10_000, 500);
        assertThatThrownBy(() -> answers.series(ALL, GRID, null))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment eks: " + server.url())
                .hasMessageContainingAll("http_requests_total", "limit of samples scanned");
    }

    /** The parts have together what was counted: a count, and each sample once. */
    @Test
    void partsAreNotCountedAgain() {
        GridAnswers answers = start(30, 1_000_000, 10_000, 30);
        assertWhole(answers.series(ALL, GRID, null));
        long once = LongStream.range(0, SERIES)
                .map(series -> LongStream.range(0, GRID.size())
                        .filter(place -> isThere((int) series, (int) place))
                        .count())
                .sum();
        assertThat(server.bill().samples()).isEqualTo(2 * once);
        assertThat(PrometheusClient.of(asked).cost().samples()).isEqualTo(2 * once);
    }

    /** Twenty others at every second moment: twenty at once, and eighty in all. Each is counted, and read once. */
    @Test
    void fewAtOnceAndManyInAll() {
        GridAnswers answers = start(50, 1_000_000, 10_000, 50);
        for (int i = 0; i < 80; i++) {
            long at = GRID.time(i / 20 * 2);
            Map<String, String> labels = Map.of("__name__", "jobs_total", "path", "/job/" + i);
            server.store().series(labels).repeat(at - MINUTE, at + MINUTE, 30_000, i, null);
        }
        assertThat(answers.series(Selector.of("jobs_total"), GRID, null)).hasSize(80);
        assertThat(server.bill().samples()).isEqualTo(2 * 80);
    }

    /** As many at each moment, and others: from half an answer on a list tells, below an answer that was cut, and billed. */
    @ParameterizedTest
    @CsvSource({"20, 50, 3", "30, 50, 2"})
    void asManyAtOnceAndOthers(int atOnce, int most, int billed) {
        GridAnswers answers = start(most, 1_000_000, 10_000, most);
        int all = atOnce * GRID.size();
        for (int i = 0; i < all; i++) {
            long at = GRID.time(i / atOnce);
            Map<String, String> labels = Map.of("__name__", "jobs_total", "path", "/job/" + i);
            server.store().series(labels).repeat(at - MINUTE, at + MINUTE, 30_000, i, null);
        }
        assertThat(answers.series(Selector.of("jobs_total"), GRID, null)).hasSize(all);
        assertThat(server.bill().samples()).isEqualTo((long) billed * all);
    }

    @Test
    void ofOneThatCutsWithoutAWord() {
        GridAnswers answers = start(25, 1_000_000, 10_000, 500);
        server.habits().cutSilently();
        assertWhole(answers.series(ALL, GRID, null));
    }

    @Test
    void ofOneThatLosesASeriesBetweenCountAndAnswer() {
        for (int most : List.of(30, 500)) {
            GridAnswers answers = start(most, 1_000_000, 10_000, most);
            server.habits().drop(1);
            assertWhole(answers.series(ALL, GRID, null));
            server.habits().drop(Integer.MAX_VALUE);
            assertFails(() -> answers.series(ALL, GRID, null), "cannot be had whole", "0 series came of 1");
            server.close();
        }
    }

    @Test
    void ofOneThatRepeatsASeries() {
        for (int most : List.of(30, 500)) {
            GridAnswers answers = start(most, 1_000_000, 10_000, most);
            server.habits().repeat(1);
            assertWhole(answers.series(ALL, GRID, null));
            server.habits().repeat(Integer.MAX_VALUE);
            assertFails(() -> answers.series(ALL, GRID, null), "cannot be had whole", "1 series came twice");
            server.close();
        }
    }

    /** Thanos' words where a store is down, and any remark: no smaller question is answered better. */
    @Test
    void doubtsThatNoPartMends() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        server.habits().warn("No StoreAPIs matched for this query: store 10.0.0.1 is down");
        assertFails(() -> answers.series(ALL, GRID, null), "the server doubts its answer", "10.0.0.1 is down");
        assertFails(() -> answers.counts(ALL, List.of("@resource.k8s.pod.name"), GRID), "the server doubts its answer");
        server.close();
        GridAnswers others = start(500, 1_000_000, 10_000, 500);
        server.habits().inform("ignored histogram in an aggregation");
        assertFails(() -> others.count(ALL, GRID), "ignored histogram");
    }

    /** Both the count and the series are of the end alone, and agree. */
    @Test
    void ofOneThatLooksAtTheEndOfATimeAlone() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        long[] whole = answers.count(ALL, GRID);
        answers.refuseClamped(ALL, GRID, whole);
        server.habits().clampTo(Duration.ofMinutes(40));
        long[] late = answers.count(ALL, GRID);
        assertThat(late).startsWith(0, 0, 0);
        assertFails(
                () -> answers.refuseClamped(ALL, GRID, late),
                "the server answers a part of the time alone, without a word: nothing from 1970-01-01T00:10:00Z");
    }

    @Test
    void moreThanSevenDays() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        server.store()
                .series(Map.of("__name__", "seldom"))
                .repeat(0, Duration.ofDays(20).toMillis(), 60 * MINUTE, 1, null);
        Grid long20 = new Grid(60 * MINUTE, 60 * MINUTE, 20 * 24 - 1);
        assertThat(answers.series(Selector.of("seldom"), long20, null))
                .singleElement()
                .satisfies(each -> {
                    for (int place = 0; place < long20.size(); place++) {
                        assertThat(each.isShown(place)).isTrue();
                    }
                });
        assertThat(server.bill().refused(422)).isPositive();
    }

    @Test
    void moreSeriesThanAQueryMayReadInADay() {
        GridAnswers answers =
                start(ServiceLimits.CLOUDWATCH.withReadPerDay(30, 1_000_000).withPace(10_000, 10, 30), 500);
        assertWhole(answers.series(ALL, GRID, null));
        assertThat(server.bill().refused(422)).isPositive();
        List<GroupCounts> counts = answers.counts(ALL, List.of("@resource.k8s.pod.name"), GRID);
        assertThat(counts).hasSize(7);
    }

    /** The list that parts are planned by has fewer series than there are. */
    @Test
    void aListThatIsCut() {
        GridAnswers answers = start(ServiceLimits.CLOUDWATCH.withSeries(30).withDiscovered(40), 30);
        assertWhole(answers.series(ALL, GRID, null));
        server.close();
        GridAnswers silent = start(ServiceLimits.CLOUDWATCH.withSeries(30).withDiscovered(40), 30);
        server.habits().cutSilently();
        assertWhole(silent.series(ALL, GRID, null));
    }

    @Test
    void moreAtOnceThanItAnswers() throws Exception {
        GridAnswers answers = start(ServiceLimits.CLOUDWATCH.withPace(10_000, 10, 1), 500);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asking.add(threads.submit(() -> {
                    // They need not meet at the server at the first turns.
                    for (int turn = 0; turn < 5 || (turn < 500 && refusals() == 0); turn++) {
                        assertWhole(answers.series(ALL, GRID, null));
                    }
                }));
            }
            for (Future<?> each : asking) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(refusals()).isPositive();
    }

    private long refusals() {
        return server.bill().refused(429);
    }

    /** Nothing of ours asks so; a selector without the metric's name is the caller's mistake, and told. */
    @Test
    void aSelectorWithoutAnExactName() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        assertFails(
                () -> answers.series(Selector.of(Map.of("path", "/user/1")), GRID, null),
                "a selector must name its metric exactly");
    }

    private static void assertFails(ThrowableAssert.ThrowingCallable asking, String... words) {
        assertThatThrownBy(asking)
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment eks: ")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void numbersThatWereCountedBefore() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        long[] tooMany = new long[GRID.size()];
        tooMany[3] = 7;
        assertWhole(answers.series(ALL, GRID, tooMany));
        assertThat(server.bill().calls())
                .as("what differs is counted anew")
                .anyMatch(call -> call.asked().startsWith("count("));
    }

    @Test
    void anotherServicesSignature() {
        server = PromqlStandIn.workspace("us-west-2", "ws-1", 0);
        PrometheusServer wrong = new PrometheusServer(
                "eks",
                server.url(),
                new Credentials.AwsSignature("us-west-2", Credentials.CLOUDWATCH, null, null),
                Map.of(),
                Map.of(),
                null,
                QueryLimits.CLOUDWATCH);
        assertThatThrownBy(() -> new GridAnswers(PrometheusClient.of(wrong)).series(ALL, GRID, null))
                .isInstanceOf(CulpritException.class)
                .hasMessageContainingAll("403", "correct service: 'aps'");
    }

    @Test
    void wholeHistograms() {
        GridAnswers answers = start(500, 1_000_000, 10_000, 500);
        server.store()
                .series(Map.of("__name__", "latency", "path", "/"))
                .repeat(
                        0,
                        200 * MINUTE,
                        30_000,
                        5,
                        new StoredHistogram(5, 1.5, List.of(0.1, 0.5), List.of(3.0, 0.0, 2.0)));
        Collection<GridSeries> found = answers.series(Selector.of("latency"), GRID, null);
        assertThat(found).singleElement().satisfies(each -> {
            assertThat(each.isHistogram()).isTrue();
            assertThat(each.value(0)).isEqualTo(5);
            assertThat(each.sum(0)).isEqualTo(1.5);
            assertThat(each.bounds()).containsExactly(0.1, Double.POSITIVE_INFINITY);
        });
    }
}
