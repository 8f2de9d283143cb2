package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.HOURS;
import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static dev.culprit.analysis.evidence.Incidents.SERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether births of all labels explain growth, before any label is suspected. */
final class BirthsAccountTest {
    private static final double BURST = 4;

    @Test
    void growthByBirthsIsExplainedBetterByThemThanByTime() {
        BirthsAccount births = of(Incidents.pod("shop-0", 1, PRICE), Incidents.pod("shop-1", 2, PRICE));
        assertThat(births.bytesPerSeries()).isCloseTo(PRICE, within(0.1 * PRICE));
        assertThat(births.isClearlyBetter()).isTrue();
        assertThat(births.isClearlyWorse()).isFalse();
        assertThat(births.mayExplain()).isTrue();
    }

    @Test
    void birthsOfAllLabelsCountTogether() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE).taking("path", SERIES, Pod.bursts(7, BURST, HOURS));
        Pod.Path noise = Pod.noise(1, 0.8, 3e4);
        pod.using((life, hour) ->
                30e6 + PRICE * (pod.born("host", life, hour) + pod.born("path", life, hour)) + noise.at(life, hour));
        assertThat(of(pod).labels()).isEmpty();
        assertThat(of(pod).exposed())
                .isGreaterThan(1.5 * of(Incidents.pod("shop-0", 1, PRICE)).exposed());
    }

    /** Births of a label that has nothing to do with memory hide those that make it grow. */
    @Test
    void aGroupStandsForItselfWhereAllBirthsTogetherFitWorse() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE).taking("path", 3 * SERIES, Pod.bursts(7, BURST, HOURS));
        BirthsAccount births = of(pod);
        assertThat(births.labels()).containsExactly("host");
        assertThat(births.bytesPerSeries()).isCloseTo(PRICE, within(0.1 * PRICE));
        assertThat(births.isClearlyWorse()).isFalse();
        assertThat(births.mayExplain()).isTrue();
        assertThat(births.exposed())
                .isCloseTo(of(Incidents.pod("shop-0", 1, PRICE)).exposed(), within(0.05 * births.exposed()));
        assertThat(of(Incidents.pod("shop-0", 1, PRICE)).labels()).isEmpty();
    }

    @Test
    void growthThatIsEvenIsExplainedWorseByBirthsInBursts() {
        BirthsAccount births = of(even("shop-0", 1), even("shop-1", 2));
        assertThat(births.isClearlyWorse()).isTrue();
        assertThat(births.isClearlyBetter()).isFalse();
        assertThat(births.mayExplain()).isFalse();
    }

    @Test
    void birthsLikeAClockAreNotWorseThanTheClock() {
        BirthsAccount births = of(regular("shop-0", 1), regular("shop-1", 2));
        assertThat(births.bytesPerSeries()).isCloseTo(PRICE, within(0.1 * PRICE));
        assertThat(births.isClearlyWorse()).isFalse();
        assertThat(births.isClearlyBetter()).isFalse();
        assertThat(births.mayExplain()).isTrue();
    }

    @Test
    void seriesThatExpireAreNotThereInTheEnd() {
        Pod expiring = Incidents.pod("shop-0", 1, PRICE).expiring(2);
        assertThat(of(expiring).exposed())
                .isLessThan(0.3 * of(Incidents.pod("shop-0", 1, PRICE)).exposed());
    }

    @Test
    void whatSeriesCanCostIsBoundedByWhatClientsKeep() {
        BirthsAccount births = account(1000, 2000, 2000, 0, 0, 2e6);
        assertThat(births.least()).isEqualTo(1000 * Association.FEWEST_BYTES);
        assertThat(births.most()).isEqualTo(1000 * Association.MOST_BYTES);
    }

    @Test
    void theyMayExplainWhatTheyFitNoWorseAtAPriceThatClientsKeep() {
        assertThat(account(1000, 2000, 2000, 0, 0, 2e6).mayExplain()).isTrue();
        assertThat(account(1000, 2000, 2000, 2.9, 2.9, 2e6).mayExplain()).isTrue();
        // A ratio of likelihoods of more than twenty.
        assertThat(account(1000, 2000, 2000, 3.1, 3.1, 2e6).mayExplain()).isFalse();
        assertThat(account(1000, Association.FEWEST_BYTES - 1, Association.FEWEST_BYTES - 1, 0, 0, 2e6)
                        .mayExplain())
                .isFalse();
        assertThat(account(1000, Association.USUAL_BYTES + 1, Association.USUAL_BYTES + 1, 0, 0, 2e6)
                        .mayExplain())
                .isFalse();
    }

    @Test
    void seriesTooFewForHalfOfTheGrowthExplainNothing() {
        double cost = 100 * 2000;
        assertThat(account(100, 2000, 2000, 0, 0, 1.9 * cost).mayExplain()).isTrue();
        assertThat(account(100, 2000, 2000, 0, 0, 2.1 * cost).mayExplain()).isFalse();
    }

    @Test
    void aPriceThatIsHardlyKnownMayBeTheUpperEndOfItsInterval() {
        assertThat(account(1000, 400, 900, 0, 0, 2e6).mayExplain()).isFalse();
        assertThat(account(1000, 400, 1100, 0, 0, 2e6).mayExplain()).isTrue();
        assertThat(account(1000, 0, 1100, 0, 0, 2e6).mayExplain()).isTrue();
    }

    @Test
    void theFewerTheReadingsTheWiderTheInterval() {
        BirthsAccount three = of(Incidents.pod("shop-0", 1, PRICE));
        BirthsAccount six = of(Incidents.pod("shop-0", 1, PRICE), Incidents.pod("shop-1", 2, PRICE));
        assertThat(three.mostPerSeries() - three.bytesPerSeries())
                .isGreaterThan(six.mostPerSeries() - six.bytesPerSeries());
        assertThat(six.mostPerSeries()).isGreaterThan(six.bytesPerSeries());
    }

    @Test
    void birthsOfAMinorityCountAtThePaceOfAllReplicasTogether() {
        BirthsAccount alone = of(Incidents.pod("shop-0", 1, PRICE));
        BirthsAccount withQuiet = of(Incidents.pod("shop-0", 1, PRICE), quiet("shop-1", 2), quiet("shop-2", 3));
        assertThat(withQuiet.exposed()).isCloseTo(alone.exposed() / 3, within(0.05 * alone.exposed()));
    }

    @Test
    void aRatioOfLikelihoodsOfTwentyIsClear() {
        assertThat(account(1000, 2000, 2000, -3.1, -3.1, 2e6).isClearlyBetter()).isTrue();
        assertThat(account(1000, 2000, 2000, -2.9, -2.9, 2e6).isClearlyBetter()).isFalse();
        assertThat(account(1000, 2000, 2000, 3.1, 3.1, 2e6).isClearlyWorse()).isTrue();
        assertThat(account(1000, 2000, 2000, 2.9, 2.9, 2e6).isClearlyWorse()).isFalse();
    }

    @Test
    void whatIsLikelierForAFewHoursOnlyIsNotSurelyBetter() {
        assertThat(account(1000, 2000, 2000, -9, -1.6, 2e6).isClearlyBetter()).isFalse();
        assertThat(account(100, 20_000, 20_000, 9, 1.6, 2e6).isClearlyWorse()).isFalse();
        assertThat(account(100, 20_000, 20_000, 9, 1.7, 2e6).isClearlyWorse()).isTrue();
    }

    /** Series that are there cost something: whoever says that they do not must be surer where they would cost what series do. */
    @Test
    void seriesAtAUsualPriceAreNotFreeByOneChanceInTwenty() {
        assertThat(account(1000, 2000, 2000, 9, 2.9, 2e6).isClearlyWorse()).isFalse();
        assertThat(account(1000, 2000, 2000, 9, 2.9, 2e6).mayExplain()).isTrue();
        assertThat(account(1000, 2000, 2000, 9, 3.1, 2e6).isClearlyWorse()).isTrue();
        assertThat(account(1000, 5000, 5000, 9, 2.9, 5e6).mayExplain()).isFalse();
        // The same of summaries, which usually keep more.
        assertThat(new BirthsAccount(List.of(), 1000, 5000, 5000, 9, 2.9, 5e6, new UsualPrice(8000)).mayExplain())
                .isTrue();
    }

    @Test
    void withoutScrapesThereIsNoAccount() {
        assertThat(of(Incidents.pod("shop-0", 1, PRICE).unscraped())).isNull();
        Panel none = Pod.panel(Incidents.pod("shop-0", 1, PRICE)).until(0);
        assertThat(BirthsAccount.of(none, MemoryGrowth.of(none), Candidates.of(List.of()), List.of()))
                .isNull();
    }

    private static BirthsAccount account(
            double exposed, double bytesPerSeries, double mostPerSeries, double behind, double z, double grown) {
        return new BirthsAccount(
                List.of(), exposed, bytesPerSeries, mostPerSeries, behind, z, grown, UsualPrice.ONE_NUMBER);
    }

    private static Pod quiet(String name, long seed) {
        Pod.Path noise = Pod.noise(seed, 0.8, 3e4);
        return new Pod(name, 3, HOURS).using((life, hour) -> 30e6 + noise.at(life, hour));
    }

    /** Births as elsewhere, and memory that grows by the hour. */
    private static Pod even(String name, long seed) {
        Pod.Path noise = Pod.noise(seed, 0.5, 2e4);
        return new Pod(name, 3, HOURS)
                .taking("host", SERIES, Pod.bursts(seed, BURST, HOURS))
                .using((life, hour) -> 30e6 + 5e5 * hour + noise.at(life, hour));
    }

    /** A value at some moment of each twenty minutes, and memory that grows by the hour as their series would make it. */
    private static Pod regular(String name, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] moments = IntStream.range(3, (int) (3 * HOURS))
                .mapToDouble(third -> (third + random.nextDouble()) / 3)
                .toArray();
        Pod.Path noise = Pod.noise(seed, 0, 1e4);
        return new Pod(name, 3, HOURS)
                .taking("host", SERIES, life -> moments)
                .using((life, hour) -> 30e6 + 3 * SERIES * PRICE * hour + noise.at(life, hour));
    }

    private static BirthsAccount of(Pod... pods) {
        Panel panel = Pod.panel(pods);
        return BirthsAccount.of(
                panel,
                MemoryGrowth.of(panel),
                Candidates.of(panel.lifetimes().stream()
                        .map(LifetimePanel::ledger)
                        .filter(Objects::nonNull)
                        .toList()),
                Pod.replicas(pods));
    }
}
