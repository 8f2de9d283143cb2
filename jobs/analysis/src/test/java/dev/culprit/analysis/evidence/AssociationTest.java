package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.ALONE;
import static dev.culprit.analysis.evidence.Incidents.HOURS;
import static dev.culprit.analysis.evidence.Incidents.OWN;
import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static dev.culprit.analysis.evidence.Incidents.SERIES;
import static dev.culprit.analysis.evidence.Incidents.associations;
import static dev.culprit.analysis.evidence.Incidents.ofLabel;
import static dev.culprit.analysis.evidence.Incidents.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AssociationTest {
    @Test
    void aKnownPriceIsFound() {
        Association.Price price = ofLabel(OWN, "host").price();
        assertThat(price.bytesPerSeries()).isCloseTo(PRICE, within(0.1 * PRICE));
        assertThat(price.low()).isLessThan(PRICE);
        assertThat(price.high()).isGreaterThan(PRICE);
        assertThat(price.alone()).isCloseTo(PRICE, within(0.1 * PRICE));
    }

    @Test
    void whatTheBirthsCostADayIsBirthsTimesPrice() {
        Association host = ofLabel(OWN, "host");
        assertThat(host.price().perDay())
                .isCloseTo(
                        24 * host.candidate().birthsPerHour() * host.price().bytesPerSeries(),
                        within(0.2 * host.price().perDay()));
    }

    @Test
    void aLabelThatCarriesAllGrowthHasAllOfIt() {
        Association host = ofLabel(OWN, "host");
        assertThat(host.share().estimate()).isGreaterThan(0.8);
        assertThat(host.share().low()).isBetween(0.5, host.share().median());
        assertThat(host.share().heaviest()).isGreaterThan(0.9);
        assertThat(host.share().explained()).isGreaterThan(0.9);
        assertThat(host.t()).isGreaterThan(4);
        assertThat(host.lifetimes()).isEqualTo(6);
    }

    @Test
    void ofTwoLabelsTheOneThatCostsComesFirst() {
        List<Association> both = associations(withFreeClients("shop-0", 1), withFreeClients("shop-1", 2));
        assertThat(both).hasSize(2);
        assertThat(both.get(0).candidate().group().labels()).containsExactly("host");
        assertThat(ofLabel(both, "client").share().estimate()).isLessThan(0.2);
        assertThat(ofLabel(both, "client").price().low()).isLessThan(300);
    }

    @Test
    void noSeriesCostsMoreThanAnyClientKeeps() {
        double tooMuch = 3 * Association.MOST_BYTES;
        Association host = ofLabel(associations(pod("shop-0", 1, tooMuch), pod("shop-1", 2, tooMuch)), "host");
        assertThat(host.price().bytesPerSeries()).isCloseTo(Association.MOST_BYTES, within(1e-6));
    }

    @Test
    void aLabelThatCouldNotPayForGrowthIsNotAsked() {
        Pod pod = new Pod("shop-0", 3, HOURS).taking("host", 1, Pod.bursts(1, 1, HOURS));
        // At 13 kB each the two dozen series of a lifetime are no tenth of 6 MB; at 40 kB they would be more.
        assertThat(associations(pod.using((life, hour) -> 30e6 + 0.25e6 * hour)))
                .isEmpty();
    }

    @Test
    void withoutScrapesThereAreNone() {
        assertThat(associations(pod("shop-0", 1, PRICE).unscraped())).isEmpty();
    }

    @Test
    void controlsAreMissingWhereThereIsNothingToCompare() {
        Association.Controls alone = ofLabel(ALONE, "host").controls();
        assertThat(alone.replicas()).isNull();
        assertThat(alone.negative()).isNull();
        assertThat(alone.wholeLifetimes()).isNull();
        Association.Controls both = ofLabel(OWN, "host").controls();
        assertThat(both.replicas()).isNotNull();
        assertThat(both.negative()).isNotNull();
        assertThat(both.wholeLifetimes()).isNotNull();
    }

    /** As {@link Incidents#pod}, with a second label whose series cost nothing. */
    private static Pod withFreeClients(String name, long seed) {
        return pod(name, seed, PRICE).taking("client", SERIES, Pod.bursts(seed + 100, 4, HOURS));
    }
}
