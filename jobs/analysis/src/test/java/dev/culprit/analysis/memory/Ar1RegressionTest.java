package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.statistics.PartialRegression;
import dev.culprit.analysis.statistics.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Ar1RegressionTest {
    private static final DesignColumn SLOPE = DesignColumn.unbounded("slope", Kind.GROWTH);
    private static final DesignColumn SQUARE = DesignColumn.unbounded("square", Kind.GROWTH);
    private static final double PER_HOUR = 5e5;
    private static final double PER_SQUARE = -4e3;
    private static final List<Term> AGE = List.of(new Term(SLOPE, LifetimePanel::ages));

    @Test
    void theSlopeIsFoundWhateverTheLevelsOfLifetimes() {
        Ar1Regression regression = regression(
                Panels.lifetime("a", 100, 102, 104, 106, 108, 110), Panels.lifetime("b", 900, 902, 904, 906, 908, 910));
        assertThat(regression.normalEquations().pooled().fit().of(SLOPE)).isEqualTo(4, within(1e-3));
        assertThat(regression.rss()).isEqualTo(0, within(1e-6));
    }

    @Test
    void rowsThatCannotBeUsedAreLeftOut() {
        Ar1Regression regression =
                regression(Panels.lifetime("a", 100, 102, Double.NaN, 106, 108, 110), Panels.lifetime("b", 1, 3, 5, 7));
        assertThat(regression.block()).containsExactly(1, 3, 4, 5, 1, 2, 3);
        assertThat(regression.lifetime()).containsExactly(0, 0, 0, 0, 1, 1, 1);
        assertThat(regression.pod(4)).isEqualTo("b");
    }

    @Test
    void aLifetimeOfThreeRowsHasNoneInTheRegression() {
        Ar1Regression regression = regression(Panels.lifetime("a", 1, 2, 3), Panels.lifetime("b", 1, 2, 3, 4, 5));
        assertThat(regression.lifetimesUsed()).containsExactly(1);
        assertThat(regression.normalEquations().count()).isEqualTo(1);
        assertThat(Ar1Regression.of(Design.of(Panels.of(Panels.lifetime("a", 1, 2, 3)), AGE)))
                .isNull();
    }

    @Test
    void independentNoiseHasNearlyNoAutocorrelationAndAWalkNearlyAll() {
        SplittableRandom random = new SplittableRandom(1);
        double[] noise = random.doubles(400).toArray();
        double[] walk = noise.clone();
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + noise[i] - 0.5;
        }
        assertThat(regression(Panels.lifetime("a", noise)).rho()).isBetween(0.0, 0.12);
        assertThat(regression(Panels.lifetime("a", walk)).rho()).isBetween(0.9, 0.97);
    }

    @Test
    void theColumnGivenAllOthersHasTheCoefficientOfTheWholeFit() {
        DesignColumn square = DesignColumn.unbounded("square", Kind.GROWTH);
        Panel panel = Panels.of(Panels.lifetime("a", 1, 5, 2, 8, 3, 9, 4, 1));
        Ar1Regression regression = Ar1Regression.of(Design.of(
                panel,
                List.of(
                        new Term(SLOPE, LifetimePanel::ages),
                        new Term(square, lifetime -> Samples.map(lifetime.ages(), age -> age * age)))));
        PartialRegression partial = regression.partial(square);
        assertThat(partial.slope(ErrorClusters.of(regression)).slope())
                .isEqualTo(regression.normalEquations().pooled().fit().of(square), within(1e-3));
    }

    @Test
    void rowsApartByClusterAddUpToTheSameFit() {
        Ar1Regression regression = regression(
                Panels.lifetime("a", 1, 5, 2, 8, 3, 9, 4, 1), Panels.lifetime("b", 3, 5, 8, 9, 12, 11, 15, 16));
        // In any order, and across lifetimes.
        long[] clusters = new long[regression.rows()];
        Arrays.setAll(clusters, row -> 1000 - 7 * (row % 3));
        NormalEquations apart = regression.normalEquations(clusters);
        assertThat(apart.count()).isEqualTo(3);
        assertThat(apart.pooled().fit().of(SLOPE))
                .isEqualTo(regression.normalEquations().pooled().fit().of(SLOPE), within(1e-9));
        assertThat(apart.pooled(new double[] {3, 0, 0}).fit().of(SLOPE))
                .isNotCloseTo(apart.pooled().fit().of(SLOPE), within(1e-3));
    }

    @Test
    void residualsAreWhatTheCoefficientsLeave() {
        Ar1Regression regression = regression(Panels.lifetime("a", 100, 103, 104, 107, 108, 111));
        ByColumn fit = regression.normalEquations().pooled().fit();
        assertThat(Vectors.sumOfSquares(regression.residuals(fit))).isEqualTo(regression.rss(), within(1e-6));
        assertThat(Vectors.sumOfSquares(regression.residuals(fit.map(value -> 0.5 * value))))
                .isGreaterThan(regression.rss() + 1);
    }

    /** Pods whose memory has coefficients that are known, and noise whose memory is known, from block to block. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 0.8})
    void theCoefficientsAndTheAutocorrelationComeBack(double rho) {
        Ar1Regression regression =
                regression(growing("shop-0", 1, rho), growing("shop-1", 2, rho), growing("shop-2", 3, rho));
        assertThat(regression.rho()).isCloseTo(rho, within(0.12));
        ByColumn fit = regression.normalEquations().pooled().fit();
        assertThat(fit.of(SLOPE)).isCloseTo(PER_HOUR, within(0.1 * PER_HOUR));
        assertThat(fit.of(SQUARE)).isCloseTo(PER_SQUARE, within(0.25 * -PER_SQUARE));
    }

    @Test
    void rowsAreComparedOverAGapOfHoursAndNotOverALongerOne() {
        int whole = regression(growing("shop-0", 1, 0.4)).rows();
        assertThat(whole).isEqualTo(4 * 44);
        assertThat(regression(growing("shop-0", 1, 0.4).unreadBetween(8, 11)).rows())
                .isEqualTo(whole - 4 * 6);
        assertThat(regression(growing("shop-0", 1, 0.4).unreadBetween(8, 14)).rows())
                .isEqualTo(whole - 4 * (12 + 1));
    }

    @Test
    void aGapLeavesTheCoefficientsWhereTheyAre() {
        Ar1Regression gap = regression(growing("shop-0", 1, 0).unreadBetween(8, 11));
        assertThat(gap.normalEquations().pooled().fit().of(SLOPE)).isCloseTo(PER_HOUR, within(0.1 * PER_HOUR));
    }

    /** Four lifetimes of a day; noise with a memory of {@code rho} from one half hour to the next. */
    private static Pod growing(String name, long seed, double rho) {
        Pod.Path noise = Pod.noise(seed, rho, 2e5);
        return new Pod(name, 4, 24)
                .using((life, hour) -> 30e6
                        + PER_HOUR * hour
                        + PER_SQUARE * hour * hour
                        // The next value in each half hour.
                        + noise.at(life, Math.floor(hour * 2) / 12));
    }

    private static Ar1Regression regression(Pod... pods) {
        Term square = new Term(SQUARE, lifetime -> Samples.map(lifetime.ages(), age -> age * age));
        return Ar1Regression.of(Design.of(Pod.panel(pods), List.of(AGE.get(0), square)));
    }

    private static Ar1Regression regression(LifetimePanel... lifetimes) {
        return Ar1Regression.of(Design.of(Panels.of(lifetimes), AGE));
    }
}
