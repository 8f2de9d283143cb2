package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EdgesTest {
    /** 0 to 29; an edge is three rows and one more. */
    private static final double[] LINE = IntStream.range(0, 30).asDoubleStream().toArray();

    @Test
    void aRiseIsBetweenTheMediansOfTheEdges() {
        assertThat(Edges.rise(LINE)).isEqualTo(27.5 - 1.5);
        assertThat(Edges.last(LINE)).isEqualTo(27.5);
        assertThat(Edges.rows(LINE)).isEqualTo(3);
    }

    @Test
    void aWildValueAtTheEndDoesNotMoveIt() {
        double[] wild = LINE.clone();
        wild[29] = 1e9;
        assertThat(Edges.rise(wild)).isEqualTo(Edges.rise(LINE));
    }

    @Test
    void withoutNoiseTheMiddlesOfTheEdgesDo() {
        assertThat(Edges.riseBetweenMiddles(LINE)).isEqualTo(28 - 1);
    }

    @Test
    void twoValuesAreTheirOwnEdges() {
        assertThat(Edges.riseBetweenMiddles(new double[] {3, 8})).isEqualTo(5);
    }
}
