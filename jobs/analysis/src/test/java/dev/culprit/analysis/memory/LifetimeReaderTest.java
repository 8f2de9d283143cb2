package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.history.Replica;
import org.junit.jupiter.api.Test;

/** One lifetime of a day, read in two ways. */
final class LifetimeReaderTest {
    /** 0.2 MB an hour under strokes of 24 MB. */
    private static final Replica COLLECTED =
            replica(pod().using((life, hour) -> 30e6 + 5e6 * (hour % 4.8) + 0.2e6 * hour));

    @Test
    void mediansStandForTheirBlocks() {
        LifetimePanel panel =
                read(new BlockMedians(1800, false), replica(pod().using((life, hour) -> 30e6 + 1e6 * hour)));
        assertThat(panel.usable()).hasSize(45);
        for (int row : panel.usable()) {
            assertThat(panel.memory()[row]).isCloseTo(30e6 + 1e6 * panel.ages()[row], within(0.05e6));
        }
    }

    @Test
    void minimaAfterCollectionsShowWhatIsRetained() {
        LifetimePanel panel = read(new PostGcMinima(3600, false), COLLECTED);
        for (int row : panel.usable()) {
            assertThat(panel.memory()[row]).isCloseTo(30e6 + 0.2e6 * panel.ages()[row], within(0.5e6));
        }
        // Before the first collection and after the last nothing is known.
        assertThat(panel.usable().length).isBetween(8, 16);
    }

    @Test
    void withoutCollectionsThereAreNoMinima() {
        assertThat(read(new PostGcMinima(3600, false), replica(pod().using((life, hour) -> 30e6))))
                .isNull();
    }

    @Test
    void whereRequestsAreToBeKnownALifetimeWithoutThemIsNotRead() {
        assertThat(read(new BlockMedians(1800, true), COLLECTED)).isNull();
        assertThat(read(new PostGcMinima(3600, true), COLLECTED)).isNull();
    }

    private static LifetimePanel read(LifetimeReader reader, Replica replica) {
        return reader.read(replica, replica.lives().get(0));
    }

    private static Replica replica(Pod pod) {
        return Pod.replicas(pod).get(0);
    }

    private static Pod pod() {
        return new Pod("shop-0", 1, 24);
    }
}
