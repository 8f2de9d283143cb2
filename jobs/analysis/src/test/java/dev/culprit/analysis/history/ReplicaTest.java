package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Rows;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a container's history is cut into lifetimes. Times are in hours. */
final class ReplicaTest {
    private static final Period DAY = new Period(Rows.time(0), Rows.time(86_400));

    @Test
    void withoutRestartsThereIsOneLifetime() {
        assertThat(lives(memory(24, hour -> 50e6), scrapes(24, 0))).containsExactly("0.0-24.0 period-end");
    }

    @Test
    void aProcessBeginsAtItsOwnStartTime() {
        assertThat(lives(memory(24, hour -> 50e6), scrapes(24, 0, 9.1)))
                .containsExactly("0.0-9.1 restart", "9.1-24.0 period-end");
    }

    @Test
    void aRestartThatOnlyCountersTellOfIsDatedByTheDropOfMemory() {
        List<ScrapeRow> scrapes = scrapes(24);
        scrapes.set(60, Rows.scrape(10 * 3600, 1, null, ScrapeRow.OK, "counters-fell"));
        // Between the scrapes at 9:50 and 10:00, the only readings that see less are those from 9:55 on.
        assertThat(lives(memory(24, hour -> hour < 9.9 ? 50e6 : 30e6), scrapes))
                .containsExactly("0.0-9.9 restart", "9.9-24.0 period-end");
    }

    @Test
    void withoutAnyDropItIsDatedBetweenTheScrapes() {
        List<ScrapeRow> scrapes = scrapes(24);
        scrapes.set(60, Rows.scrape(10 * 3600, 1, null, ScrapeRow.OK, "counters-fell"));
        Replica replica = replica(memory(24, hour -> 50e6), scrapes);
        assertThat(replica.lives().get(0).end()).isEqualTo(10 * 3600 - 300);
    }

    @Test
    void withoutScrapesADropOfMemoryIsARestart() {
        assertThat(lives(memory(24, hour -> hour < 12 ? 50e6 : 30e6), List.of()))
                .containsExactly("0.0-12.0 restart", "12.0-24.0 period-end");
    }

    @Test
    void aDropThatTheProcessLivedThroughIsACollection() {
        Replica replica = replica(memory(24, hour -> hour < 12 ? 50e6 : 30e6), scrapes(24, 0));
        assertThat(replica.lives()).hasSize(1);
        assertThat(replica.collections()).hasSize(1);
        assertThat(replica.collections()[0] / 3600).isCloseTo(12, within(0.1));
        assertThat(replica.isCollected()).isFalse();
    }

    @Test
    void dropsAtRestartsAreNoCollections() {
        Replica replica = replica(memory(24, hour -> hour < 12 ? 50e6 : 30e6), scrapes(24, 0, 12));
        assertThat(replica.lives()).hasSize(2);
        assertThat(replica.collections()).isEmpty();
    }

    @Test
    void memoryThatComesDownInStrokesIsCollected() {
        // From 30 MB up to 54, five times a day.
        Replica replica = replica(memory(24, hour -> 30e6 + 5e6 * (hour % 4.8)), scrapes(24, 0));
        assertThat(replica.lives()).hasSize(1);
        assertThat(replica.collections()).hasSize(4);
        assertThat(replica.isCollected()).isTrue();
    }

    @Test
    void strokesOfAProgramThatGivesMemoryBackLittleByLittleAreNoCollections() {
        List<MemoryRow> strokes = memory(24, hour -> 30e6 + 5e6 * (hour % 4.8));
        Replica go = Replica.of(
                        List.of(new Observations(
                                        Rows.CONTAINER,
                                        false,
                                        strokes,
                                        scrapes(24, 0),
                                        List.of(Rows.gauge(0, "go_goroutines", 50)),
                                        List.of())
                                .history()),
                        DAY)
                .get(0);
        assertThat(go.collections()).hasSize(4);
        assertThat(go.isCollected()).isFalse();
    }

    @Test
    void aContainerThatWentAwayWasLastSeen() {
        assertThat(lives(memory(12, hour -> 50e6), scrapes(12, 0))).containsExactly("0.0-12.0 last-seen");
    }

    @Test
    void aLifetimeOfMinutesIsNone() {
        assertThat(lives(memory(24, hour -> 50e6), scrapes(24, 0, 12, 12.4)))
                .containsExactly("0.0-12.0 restart", "12.4-24.0 period-end");
    }

    @Test
    void aClockThatIsLateByTheSameInAllReplicasIsSetRight() {
        List<ContainerHistory> histories = List.of(late(8), late(12), late(16));
        assertThat(Replica.of(histories, DAY)).allSatisfy(replica -> {
            assertThat(replica.clockOffset()).isCloseTo(900, within(150.0));
            assertThat(replica.memory().times()[0]).isEqualTo(-replica.clockOffset());
            assertThat(replica.lives()).hasSize(2);
        });
    }

    @Test
    void twoReplicasAreTooFewToDoubtAClock() {
        assertThat(Replica.of(List.of(late(8), late(12)), DAY))
                .extracting(Replica::clockOffset)
                .containsOnly(0.0);
    }

    @Test
    void aLifetimeHasTheBirthsOfItsProcess() {
        Replica replica = replica(memory(24, hour -> 50e6), scrapes(24, 0, 9));
        assertThat(replica.ledgerOf(replica.lives().get(0)).start()).isZero();
        assertThat(replica.ledgerOf(replica.lives().get(1)).start()).isEqualTo(9 * 3600);
        Replica unscraped = replica(memory(24, hour -> 50e6), List.of());
        assertThat(unscraped.ledgerOf(unscraped.lives().get(0))).isNull();
    }

    @Test
    void withoutReadingsAndScrapesThereAreNoLifetimes() {
        assertThat(replica(List.of(), List.of()).lives()).isEmpty();
    }

    /** Restarted at this hour, which memory shows a quarter of an hour later. */
    private static ContainerHistory late(double restart) {
        return history(memory(24, hour -> hour < restart + 0.25 ? 50e6 : 30e6), scrapes(24, 0, restart));
    }

    private static List<String> lives(List<MemoryRow> memory, List<ScrapeRow> scrapes) {
        return replica(memory, scrapes).lives().stream()
                .map(life -> "%.1f-%.1f %s".formatted(life.start() / 3600, life.end() / 3600, life.endReason()))
                .toList();
    }

    private static Replica replica(List<MemoryRow> memory, List<ScrapeRow> scrapes) {
        return Replica.of(List.of(history(memory, scrapes)), DAY).get(0);
    }

    private static ContainerHistory history(List<MemoryRow> memory, List<ScrapeRow> scrapes) {
        return new Observations(Rows.CONTAINER, false, memory, scrapes, List.of(), List.of()).history();
    }

    /** Every five minutes. */
    private static List<MemoryRow> memory(double hours, DoubleUnaryOperator bytes) {
        return IntStream.range(0, (int) (hours * 12))
                .mapToObj(i -> Rows.memory(i * 300.0, bytes.applyAsDouble(i / 12.0) + (i % 2) * 1e4))
                .toList();
    }

    /** Every ten minutes, of processes that start at these hours; without any, of one that does not say when it did. */
    private static List<ScrapeRow> scrapes(double hours, double... starts) {
        List<ScrapeRow> scrapes = new ArrayList<>();
        for (int i = 0; i < hours * 6; i++) {
            double at = i * 600.0;
            scrapes.add(
                    starts.length == 0
                            ? Rows.scrape(at)
                            : Rows.scrape(
                                    at,
                                    Arrays.stream(starts)
                                            .map(hour -> hour * 3600)
                                            .filter(start -> start <= at)
                                            .max()
                                            .orElseThrow()));
        }
        return scrapes;
    }
}
