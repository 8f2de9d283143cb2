package dev.culprit.prometheus.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.StoredHistogram;
import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.whole.GridAnswers.GroupCounts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudWatch's limits met on purpose: the data is whole, or it is said what is not. */
final class GridAnswersTest {
    private static final long MINUTE = 60_000;
    private static final int SERIES = 120;
    private static final Grid GRID = new Grid(600_000, 15 * MINUTE, 8);
    private static final Selector ALL = Selector.of("http_requests_total");

    private PromqlStandIn server;

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
        server = PromqlStandIn.cloudWatch("us-west-2", most, samplesPerDay, perSecond);
        for (int i = 0; i < SERIES; i++) {
            Map<String, String> labels = Map.of(
                    "__name__", "http_requests_total", "path", "/user/" + i, "@resource.k8s.pod.name", "p-" + i % 7);
            long from = i % 2 == 0 ? 0 : i * MINUTE;
            long until = i % 2 == 0 ? 200 * MINUTE : from + 30 * MINUTE;
            server.store().series(labels).repeat(from, until, 30_000, i, null);
        }
        PrometheusServer asked = new PrometheusServer(
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
