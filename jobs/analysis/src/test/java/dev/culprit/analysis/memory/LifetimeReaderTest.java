package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.history.Replica;
import org.junit.jupiter.api.Test;

/** One lifetime of a day, read in two ways. */
final class LifetimeReaderTest {
    /** 0.2 MB an hour under fifteen strokes of 8 MB. */
    private static final Replica COLLECTED = strokes(1.6);

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
    }

    @Test
    void rowsWithoutAMinimumNextToThemAreNoReadings() {
        LifetimePanel panel = read(new PostGcMinima(3600, false), COLLECTED);
        for (int row : panel.usable()) {
            double toTheNext = Math.abs(panel.ages()[row] / 1.6 - Math.round(panel.ages()[row] / 1.6)) * 1.6;
            // Half of the row's hour, and five minutes between readings.
            assertThat(toTheNext).isLessThan(0.5 + 0.1);
        }
        // Of 23 hours: two thirds have a collection next to them.
        assertThat(panel.usable().length).isBetween(11, 17);
    }

    @Test
    void fewerMinimaThanADozenAreNotRead() {
        assertThat(read(new PostGcMinima(3600, false), strokes(2.1))).isNull();
        assertThat(read(new PostGcMinima(3600, false), strokes(1.7))).isNotNull();
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

    /** 5 MB an hour that are collected every so many hours, and 0.2 that stay. */
    private static Replica strokes(double hours) {
        return replica(pod().using((life, hour) -> 30e6 + 5e6 * (hour % hours) + 0.2e6 * hour));
    }

    private static Pod pod() {
        return new Pod("shop-0", 1, 24);
    }
}
