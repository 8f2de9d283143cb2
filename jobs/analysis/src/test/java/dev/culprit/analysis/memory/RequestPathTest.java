package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.history.Replica;
import org.junit.jupiter.api.Test;

final class RequestPathTest {
    @Test
    void betweenScrapesRequestsAreEvenlySpread() {
        RequestPath path = new RequestPath(new double[] {0, 600, 1200}, new double[] {0, 60, 660});
        assertThat(path.until(new double[] {0, 300, 600, 900, 5000})).containsExactly(0, 30, 60, 360, 660);
        assertThat(path.perSecond(new double[] {300, 600, 900}, 300)).containsExactly(0.1, 0.55, 1.0);
    }

    @Test
    void itIsThatOfOneLifetime() {
        Replica replica = Pod.replicas(new Pod("shop-0", 2, 12)
                        .using((life, hour) -> 30e6)
                        .serving((life, hour) -> (life + 1) * 3600 * hour))
                .get(0);
        assertThat(RequestPath.of(replica, replica.lives().get(1)).perSecond(new double[] {18 * 3600}, 900)[0])
                .isCloseTo(2, within(1e-6));
    }

    @Test
    void withoutACounterOrScrapesThereIsNone() {
        Pod uncounted = new Pod("shop-0", 1, 12).using((life, hour) -> 30e6);
        Replica replica = Pod.replicas(uncounted).get(0);
        assertThat(RequestPath.of(replica, replica.lives().get(0))).isNull();
    }
}
