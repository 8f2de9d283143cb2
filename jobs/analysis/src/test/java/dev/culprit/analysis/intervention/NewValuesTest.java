package dev.culprit.analysis.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.history.Replica;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two replicas, two lifetimes of twelve hours; a value at half past some hours. */
final class NewValuesTest {
    private static final double HOUR = 3600;
    /** An hour after the first scrape. */
    private static final double WATCHED = HOUR + 7;
    /** One value in the first hour, which is inventory, then eight. */
    private static final NewValues VALUES = values(1, 0, 2, 0, 1, 1, 0, 0, 3, 0, 0, 1);

    @Test
    void everyReplicasValuesCountButForThoseOfTheFirstHour() {
        assertThat(VALUES.values()).hasSize(4 * 8).isSorted();
        assertThat(VALUES.watches()).hasSize(4);
        assertThat(VALUES.isEmpty()).isFalse();
    }

    @Test
    void nobodyWatchesInTheFirstHour() {
        assertThat(VALUES.start()).isEqualTo(WATCHED);
        assertThat(VALUES.hoursWithin(0, WATCHED)).isZero();
        assertThat(VALUES.hoursWithin(WATCHED, WATCHED + 2 * HOUR)).isCloseTo(4, within(1e-9));
        assertThat(VALUES.hoursWithin(12 * HOUR, 14 * HOUR)).isCloseTo(2, within(1e-9));
    }

    @Test
    void valuesAreCountedBetweenMoments() {
        assertThat(VALUES.valuesWithin(2 * HOUR, 3.2 * HOUR)).isEqualTo(4);
        assertThat(VALUES.valuesWithin(5 * HOUR, 8 * HOUR)).isEqualTo(2);
    }

    @Test
    void seriesAreCountedByTheHourAndReplica() {
        // Six values of three series between two and six o'clock.
        assertThat(VALUES.seriesPerHour(2 * HOUR, 6 * HOUR)).isCloseTo(3.0, within(1e-9));
    }

    @Test
    void binsAreHoursFromTheStartOn() {
        NewValues.Bins bins = VALUES.bins();
        assertThat(bins.start()).isEqualTo(WATCHED);
        assertThat(bins.time(2)).isEqualTo(WATCHED + 2 * HOUR);
        // The hours from one to seven o'clock of both replicas.
        assertThat(Arrays.copyOf(bins.values(), 6)).containsExactly(0, 4, 0, 2, 2, 0);
        assertThat(Arrays.copyOf(bins.hours(), 6)).containsOnly(2);
        assertThat(bins.values()).hasSameSizeAs(bins.hours());
        assertThat(Arrays.stream(bins.values()).sum()).isEqualTo(32);
    }

    @Test
    void theScrapeStepIsThatOfOneProcess() {
        assertThat(VALUES.scrapeStep()).isEqualTo(600);
    }

    @Test
    void processesThatAllStartAnewAreADeploy() {
        assertThat(VALUES.restarts(11.8 * HOUR, 12.5 * HOUR)).hasSize(2).containsOnly(12 * HOUR);
        assertThat(VALUES.restarts(6 * HOUR, 8 * HOUR)).isEmpty();
    }

    @Test
    void aProcessThatStartsIsWatchedAnHourLater() {
        assertThat(VALUES.watchedFrom(11 * HOUR, 12.5 * HOUR)).isEqualTo(13 * HOUR);
        assertThat(VALUES.watchedFrom(6 * HOUR, 8 * HOUR)).isEqualTo(8 * HOUR);
    }

    @Test
    void seriesThatStayHaveNotVanished() {
        assertThat(VALUES.vanishedWithin(6 * HOUR, 8 * HOUR)).isZero();
        // Nobody lived through both.
        assertThat(VALUES.vanishedWithin(6 * HOUR, 18 * HOUR)).isZero();
    }

    private static NewValues values(int... hourly) {
        List<Replica> replicas = Pod.replicas(pod("shop-0", hourly), pod("shop-1", hourly));
        Candidates candidates = Candidates.of(replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList());
        return NewValues.of(
                replicas, candidates.groups(), candidates.groups().groups().get(0));
    }

    private static Pod pod(String name, int... hourly) {
        return new Pod(name, 2, 12).using((life, hour) -> 30e6).taking("host", 3, Pod.hourly(hourly));
    }
}
