package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CirclesTest {
    @Test
    void aLineIsNoCircle() {
        assertThat(Circles.of(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of())))
                .isEmpty();
    }

    @Test
    void whatUsesItselfOnlyIsNoCircle() {
        assertThat(Circles.of(Map.of("a", Set.of("a")))).isEmpty();
    }

    @Test
    void circlesThatShareATypeAreOne() {
        assertThat(Circles.of(Map.of(
                        "a", Set.of("b"),
                        "b", Set.of("a", "c"),
                        "c", Set.of("b", "d"),
                        "d", Set.of())))
                .containsExactly(Set.of("a", "b", "c"));
    }

    @Test
    void circlesApartAreSeveral() {
        assertThat(Circles.of(Map.of(
                        "a", Set.of("b"), "b", Set.of("a", "c"), "c", Set.of("d"), "d", Set.of("e"), "e", Set.of("c"))))
                .containsExactlyInAnyOrder(Set.of("a", "b"), Set.of("c", "d", "e"));
    }
}
