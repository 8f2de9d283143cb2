package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerTest {
    private static final Container PROXY = new Container("prod", "eks", "web", "shop", "shop-1", "proxy");

    @Test
    void containersAreOrderedByTheirPartsAndWhatIsUnknownComesFirst() {
        Container wholePod = new Container("prod", "eks", "web", "shop", "shop-1", null);
        Container nowhere = new Container("prod", null, "web", "shop", "shop-9", "proxy");
        Container test = new Container("test", null, "web", "shop", "shop-1", "proxy");
        assertThat(List.of(test, PROXY, wholePod, nowhere).stream().sorted())
                .containsExactly(nowhere, wholePod, PROXY, test);
    }

    @Test
    void aContainerIsPrintedByThePlaceWhereItIs() {
        assertThat(PROXY).hasToString("prod/web/shop-1/proxy");
        assertThat(new Container("prod", null, "web", null, "shop-1", null)).hasToString("prod/web/shop-1/(pod)");
    }

    @Test
    void replicasOfOneContainerAreOne() {
        ReplicatedContainer shop = ReplicatedContainer.of(PROXY);
        assertThat(ReplicatedContainer.of(new Container("prod", null, "web", "shop", "shop-2", "proxy")))
                .isEqualTo(shop);
        assertThat(shop.wholePod()).isEqualTo(new ReplicatedContainer("prod", "web", "shop", ""));
        assertThat(shop.wholePod()).isLessThan(shop);
    }

    @Test
    void aTwinIsTheSameContainerInAnotherEnvironment() {
        ReplicatedContainer shop = ReplicatedContainer.of(PROXY);
        assertThat(shop.isTwinOf(new ReplicatedContainer("test", "web-test", "shop", "proxy")))
                .isTrue();
        assertThat(shop.isTwinOf(new ReplicatedContainer("prod", "other", "shop", "proxy")))
                .isFalse();
        assertThat(shop.isTwinOf(new ReplicatedContainer("test", "web", "shop", "app")))
                .isFalse();
        assertThat(shop.isTwinOf(new ReplicatedContainer("test", "web", "cart", "proxy")))
                .isFalse();
    }

    @Test
    void aReplicaOfNothingKnownHasNoFinding() {
        assertThatThrownBy(() -> ReplicatedContainer.of(new Container("prod", null, "web", null, "shop-1", "proxy")))
                .hasMessageContaining("workload");
    }

    @Test
    void secondsAreMomentsToTheMicrosecond() {
        Instant time = Instant.parse("2026-11-16T07:08:09.123456Z");
        assertThat(EpochSeconds.toInstant(EpochSeconds.of(time))).isEqualTo(time);
        assertThat(EpochSeconds.of(Instant.EPOCH.minusMillis(500))).isEqualTo(-0.5);
        assertThat(EpochSeconds.toInstant(-0.5)).isEqualTo(Instant.EPOCH.minusMillis(500));
    }
}
