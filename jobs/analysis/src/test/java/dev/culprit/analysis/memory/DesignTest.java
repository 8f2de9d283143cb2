package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns by name, with bounds and kinds. */
final class DesignTest {
    private static final DesignColumn SLOPE = DesignColumn.atLeastZero("slope", Kind.GROWTH);
    private static final DesignColumn WAVE = DesignColumn.unbounded("wave", Kind.REVERSIBLE);

    private final Panel panel =
            Panels.of(Panels.lifetime("a", 10, 14, Double.NaN, 18), Panels.lifetime("b", 20, 22, 24, 26));
    private final Design design = Design.of(
            panel,
            List.of(
                    new Term(SLOPE, lifetime -> new double[] {0, 1, 2, 3}),
                    new Term(
                            WAVE,
                            lifetime -> lifetime.pod().equals("a")
                                    ? new double[] {0, 2, 0, 0}
                                    : new double[] {1, 1, 1, 3})));

    @Test
    void valuesAreAskedByLifetimeAndColumn() {
        assertThat(design.values(0, WAVE)).containsExactly(0, 2, 0, 0);
        assertThat(design.values(1, SLOPE)).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> design.values(0, DesignColumn.unbounded("tide", Kind.REVERSIBLE)))
                .hasMessage("no column tide");
    }

    @Test
    void theTypicalRiseIsTheMedianOfEndMinusStart() {
        assertThat(design.typicalRises().of(SLOPE)).isEqualTo(3);
        assertThat(design.typicalRises().of(WAVE)).isEqualTo(1);
    }

    @Test
    void theMeanRiseIsAtThePaceOfAllLifetimesTogether() {
        // Both lifetimes are usable over an hour and a half.
        assertThat(design.meanRises(3).of(SLOPE)).isCloseTo(6, within(1e-12));
        assertThat(design.meanRises(1.5).of(WAVE)).isCloseTo(1, within(1e-12));
    }

    @Test
    void whatColumnsOfAKindExplainIsTakenOutOfUsableRows() {
        ByColumn coefficients = new ByColumn(design.columns(), new double[] {2, 1});
        assertThat(design.memoryWithout(0, coefficients, Kind.REVERSIBLE)).containsExactly(10, 12, 18);
        assertThat(design.memoryWithout(0, coefficients, Kind.REVERSIBLE, Kind.GROWTH))
                .containsExactly(10, 10, 12);
        assertThat(design.rise(1, coefficients, Kind.REVERSIBLE)).isEqualTo(2);
    }

    @Test
    void aFitIsAskedByColumnOrByKind() {
        ByColumn coefficients = new ByColumn(design.columns(), new double[] {2, -1});
        ByColumn carried = coefficients.times(design.typicalRises());
        assertThat(carried.of(WAVE)).isEqualTo(-1);
        assertThat(carried.only(Kind.GROWTH).sum()).isEqualTo(6);
        assertThat(carried.only(Kind.SATURATING).max()).isZero();
    }

    @Test
    void withoutRequestsGrowthIsAgeWarmUpsAndTheTimeOfDay() {
        Design growth = Design.of(panel, GrowthTerms.of(panel));
        assertThat(growth.columns())
                .extracting(DesignColumn::name)
                .containsExactly("age", "warm-up", "slow warm-up", "sine of the day", "cosine of the day");
        assertThat(growth.values(1, GrowthTerms.AGE)).containsExactly(0.25, 0.75, 1.25, 1.75);
        assertThat(growth.values(1, GrowthTerms.WARM_UP)[3]).isEqualTo(1 - Math.exp(-1.75));
        assertThat(growth.values(1, GrowthTerms.SLOW_WARM_UP)[3]).isEqualTo(1 - Math.exp(-1.75 / 4));
        assertThat(growth.values(1, GrowthTerms.SINE)[0])
                .isEqualTo(Math.sin(2 * Math.PI * 900 / 86_400), within(1e-12));
        assertThat(GrowthTerms.SINE.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(GrowthTerms.AGE.lower()).isZero();
    }

    @Test
    void withRequestsCachesAndTheHighWaterMarkOfTrafficSaturate() {
        LifetimePanel lifetime = Panels.lifetime(
                "a", new double[] {1, 2, 3, 4}, new double[] {2, 6, 4, 8}, new double[] {0, 2, 6, 4}, new double[] {
                    0, 7200, 18_000, 36_000
                });
        Panel counted = new Panel(List.of(lifetime), Panels.BLOCK, true, 4, false);
        Design growth = Design.of(counted, GrowthTerms.of(counted));
        assertThat(growth.columns())
                .extracting(DesignColumn::name)
                .containsExactly(
                        "age",
                        "requests",
                        "warm-up",
                        "slow warm-up",
                        "cache",
                        "slow cache",
                        "high-water mark of traffic",
                        "earlier traffic",
                        "traffic");
        assertThat(growth.columns()).allMatch(column -> column.lower() == 0 && column.upper() > 1e300);
        assertThat(growth.values(0, GrowthTerms.REQUESTS)).containsExactly(0, 7200, 18_000, 36_000);
        assertThat(growth.values(0, GrowthTerms.HIGH_WATER)).containsExactly(0.5, 1.5, 1.5, 2);
        assertThat(growth.values(0, GrowthTerms.TRAFFIC)).containsExactly(2, 6, 4, 8);
        // 4 requests a second are 14,400 an hour; the small cache fills in 1.5 hours of those, the large one in 5.
        assertThat(growth.values(0, GrowthTerms.CACHE)[3]).isEqualTo(1 - Math.exp(-36_000 / 21_600.0));
        assertThat(growth.values(0, GrowthTerms.SLOW_CACHE)[3]).isEqualTo(1 - Math.exp(-36_000 / 72_000.0));
    }

    @Test
    void rowsBetweenSamplesMixThemByWeight() {
        Samples samples = new Samples(
                new double[] {0, 100}, new double[] {0, 1}, null, null, null, new int[] {0, 0, 0}, new double[] {
                    0, 0.25, 1
                });
        assertThat(samples.rows(new double[] {10, 30})).containsExactly(10, 15, 30);
        assertThat(samples.ofRows(1, 3).rows(new double[] {10, 30})).containsExactly(15, 30);
    }
}
