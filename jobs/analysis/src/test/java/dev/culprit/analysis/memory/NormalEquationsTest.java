package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Two lifetimes: y = 2u + v in the first, y = 4u + v in the second. */
final class NormalEquationsTest {
    private static final Offset<Double> RIDGE = within(1e-4);
    private static final DesignColumn U = DesignColumn.atLeastZero("u", Kind.GROWTH);
    private static final DesignColumn V = DesignColumn.atLeastZero("v", Kind.REVERSIBLE);

    private final NormalEquations equations = NormalEquations.of(
            List.of(U, V),
            new double[][] {{1, 2, 0, 1, 2, 0}, {0, 1, 3, 0, 1, 3}},
            new double[] {2, 5, 3, 4, 9, 3},
            new int[] {0, 0, 0, 1, 1, 1},
            2);

    @Test
    void poolingCountsEveryLifetimeOnce() {
        ByColumn fit = equations.pooled().fit();
        assertThat(fit.of(U)).isEqualTo(3, RIDGE);
        assertThat(fit.of(V)).isEqualTo(1, RIDGE);
    }

    @Test
    void weightsSayHowOftenALifetimeCounts() {
        assertThat(equations.pooled(new double[] {1, 0}).fit().of(U)).isEqualTo(2, RIDGE);
        assertThat(equations.pooled(new double[] {0, 2}).fit().of(U)).isEqualTo(4, RIDGE);
        assertThat(equations.pooled(new double[] {3, 1}).fit().of(U)).isEqualTo(2.5, RIDGE);
    }

    @Test
    void theSumsAreThoseOfAllRowsOfColumnsScaledToLengthOne() {
        NormalEquations.Pooled pooled = equations.pooled();
        assertThat(pooled.lengths()).containsExactly(new double[] {Math.sqrt(10), Math.sqrt(20)}, within(1e-12));
        assertThat(pooled.gram()[0][0]).isEqualTo(1, RIDGE);
        assertThat(pooled.gram()[0][1]).isEqualTo(4 / Math.sqrt(200), within(1e-12));
        assertThat(pooled.gram()[1][0]).isEqualTo(pooled.gram()[0][1]);
        assertThat(pooled.right()[0]).isEqualTo(34 / Math.sqrt(10), within(1e-12));
    }

    @Test
    void boundsAreInTheColumnsOwnUnits() {
        NormalEquations.Pooled pooled = equations.pooled();
        ByColumn bounded = pooled.fit(List.of(U.atMost(2.5), V));
        assertThat(bounded.of(U)).isEqualTo(2.5, RIDGE);
        // v has 0.2 of u's product with it to explain: (20 + 4 * 0.5) / 20.
        assertThat(bounded.of(V)).isEqualTo(1.1, RIDGE);
        assertThat(pooled.fit(List.of(U, V.absent())).of(V)).isZero();
    }

    @Test
    void aColumnTakesThePlaceOfTheResponse() {
        // u on v alone: 4 / 20.
        assertThat(equations
                        .pooled()
                        .withResponse(U)
                        .fit(List.of(U.absent(), V))
                        .of(V))
                .isEqualTo(0.2, RIDGE);
    }

    @Test
    void aColumnOfZerosHasTheCoefficientZero() {
        NormalEquations flat = NormalEquations.of(
                List.of(U, V), new double[][] {{1, 2}, {0, 0}}, new double[] {2, 4}, new int[] {0, 0}, 1);
        assertThat(flat.pooled().fit().of(U)).isEqualTo(2, RIDGE);
        assertThat(flat.pooled().fit().of(V)).isZero();
    }
}
