package dev.culprit.analysis.evidence;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.ByColumn;
import dev.culprit.analysis.memory.Design;
import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.memory.ErrorClusters;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.PartialRegression;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.analysis.statistics.VuongStatistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The first question, before any label is suspected: do births of series explain the growth, of all labels together or of one group
 * among others that grow too? A process keeps what it exposes, so the series that are still there at the end cost something: at least
 * {@link Association#FEWEST_BYTES}, at most {@link Association#MOST_BYTES} each.
 *
 * @param labels whose births these are; none where they are all
 * @param exposed births after the warm-up whose series are there to the end, in a lifetime of typical length, on average
 * @param bytesPerSeries what a birth costs where births are all that makes memory grow; 0 where it does not grow with them
 * @param mostPerSeries what it costs at most, by the upper end of the price's one-sided 95 % interval
 * @param behind log-likelihood by which births in the place of age and requests explain memory worse than these do; negative where
 *     they explain it better
 * @param z of Vuong's test of the same; positive where births explain memory worse
 * @param grown bytes of growth in a typical lifetime
 * @param usual what clients keep for a series of their kinds
 */
public record BirthsAccount(
        List<String> labels,
        double exposed,
        double bytesPerSeries,
        double mostPerSeries,
        double behind,
        double z,
        double grown,
        UsualPrice usual) {
    /**
     * Literature: a ratio of likelihoods of twenty, from which on evidence is called strong (Kass and Raftery 1995), as a natural
     * logarithm.
     */
    private static final double CLEARLY = Math.log(20);
    /** Literature: one-sided 5 % level of a standard normal. */
    private static final double SURELY = 1.645;
    /**
     * Literature: standard errors of a control chart (Shewhart 1931). Who says that series cost nothing which are there to the end, where
     * at a price that clients keep they would be the growth, must be surer than chance in twenty.
     */
    private static final double SURELY_FREE = 3;
    /** By hand: from this part of the growth on it is explained. */
    private static final double MOSTLY = 0.5;
    /** By hand: bytes; less is no divisor, and no rest of a fit. */
    private static final double LEAST = 1e-9;

    /** By hand: a group of so many of the births is all of them, but for rounding. */
    private static final double ALL_OF_THEM = 0.9;

    /** Births that may stand in the place of time: a column, who has them, and how they come in a lifetime. */
    private record Births(
            DesignColumn column,
            List<String> labels,
            ToDoubleFunction<ProcessBirths> timing,
            Term exposed,
            UsualPrice usual) {
        static Births all(List<Replica> replicas) {
            DesignColumn column = column("births of all labels");
            return new Births(
                    column,
                    List.of(),
                    ProcessBirths::timingVariance,
                    new Term(column, lifetime -> lifetime.births(true)),
                    UsualPrice.of(replicas));
        }

        static Births of(Group group, LabelGroups groups, List<Replica> replicas) {
            DesignColumn column = column("births of " + group.labels());
            return new Births(
                    column,
                    group.labels(),
                    ledger -> ledger.timingVariance(group, groups),
                    new Term(column, lifetime -> lifetime.births(group, groups, true)),
                    UsualPrice.of(replicas, groups, group));
        }

        boolean is(DesignColumn other) {
            return column.name().equals(other.name());
        }

        private static DesignColumn column(String name) {
            return DesignColumn.atLeastZero(name, Kind.GROWTH).atMost(Association.MOST_BYTES);
        }
    }

    /**
     * Of all births, or of a group where that fits clearly better: births of others that have nothing to do with memory would hide it.
     *
     * @return null where births are not known, or memory cannot be regressed
     */
    public static @Nullable BirthsAccount of(
            Panel panel, MemoryGrowth growth, Candidates candidates, List<Replica> replicas) {
        if (panel.isEmpty() || !panel.birthsKnown()) {
            return null;
        }
        LabelGroups groups = candidates.groups();
        double all = groups.groups().stream().mapToDouble(Group::births).sum();
        List<Births> births = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        births.add(Births.all(replicas));
        terms.add(new Term(births.get(0).column, lifetime -> lifetime.births(false)));
        candidates.found().stream()
                .map(Candidate::group)
                .filter(group -> group.births() < ALL_OF_THEM * all)
                .forEach(group -> {
                    Births own = Births.of(group, groups, replicas);
                    births.add(own);
                    terms.add(new Term(own.column, lifetime -> lifetime.births(group, groups, false)));
                });
        terms.addAll(GrowthTerms.of(panel));
        Ar1Regression regression = Ar1Regression.of(Design.of(panel, terms));
        if (regression == null) {
            return null;
        }
        ByColumn byOthers = fit(regression, column -> births.stream().noneMatch(own -> own.is(column)));
        return births.stream()
                .map(own -> of(panel, growth, regression, own, byOthers))
                .min(Comparator.comparingDouble(
                        (BirthsAccount account) -> account.behind - (account.labels.isEmpty() ? CLEARLY : 0)))
                .orElseThrow();
    }

    /** @param byOthers the fit in which only time and requests make memory grow */
    private static BirthsAccount of(
            Panel panel, MemoryGrowth growth, Ar1Regression regression, Births births, ByColumn byOthers) {
        ByColumn byBirths = fit(regression, births::is);
        double price = byBirths.of(births.column);
        return new BirthsAccount(
                births.labels,
                Math.max(
                        0,
                        Design.of(panel, List.of(births.exposed))
                                .meanRises(growth.hours())
                                .of(births.column)),
                price,
                price + SURELY * priceError(regression, births.column),
                behind(
                        regression.rows(),
                        rss(regression, byBirths),
                        rss(regression, byOthers),
                        ofTiming(panel, regression, births, price)),
                VuongStatistic.z(regression.residuals(byBirths), regression.residuals(byOthers), regression.lifetime()),
                growth.rise().bytes(),
                births.usual);
    }

    /**
     * Time is known to the second and births to a scrape only: where they come like a clock, time is the better copy of them. So what
     * that alone adds to their residuals does not count against them, nor for them.
     */
    private static double behind(int rows, double ofBirths, double ofOthers, double ofTiming) {
        double ofBirthsInTime = Math.max(Math.min(ofBirths, ofOthers), ofBirths - ofTiming);
        return 0.5 * rows * Math.log(ofBirthsInTime / ofOthers);
    }

    /** Sum of squares that the moments of births, unknown between scrapes, leave in the regression's residuals. */
    private static double ofTiming(Panel panel, Ar1Regression regression, Births of, double bytesPerSeries) {
        double births = panel.lifetimes().stream()
                .mapToDouble(lifetime -> of.timing.applyAsDouble(requireNonNull(lifetime.ledger())))
                .average()
                .orElse(0);
        // What is independent from row to row is the larger by this after the rows are cleaned of their
        // autocorrelation.
        double cleaned = 1 + regression.rho() * regression.rho();
        return regression.rows() * bytesPerSeries * bytesPerSeries * births * cleaned;
    }

    /** Standard error of what a birth costs where births are all that makes memory grow. */
    private static double priceError(Ar1Regression regression, DesignColumn births) {
        List<double[]> others = regression.columns().stream()
                .filter(column -> column.kind() != Kind.GROWTH)
                .map(regression::values)
                .toList();
        return PartialRegression.of(regression.y(), regression.values(births), others)
                .slope(ErrorClusters.of(regression))
                .standardError();
    }

    /** With these columns as the only growth. */
    private static ByColumn fit(Ar1Regression regression, Predicate<DesignColumn> grows) {
        return regression
                .normalEquations()
                .pooled()
                .fit(regression.columns().stream()
                        .map(column -> column.kind() != Kind.GROWTH || grows.test(column) ? column : column.absent())
                        .toList());
    }

    private static double rss(Ar1Regression regression, ByColumn coefficients) {
        return Math.max(LEAST, Vectors.sumOfSquares(regression.residuals(coefficients)));
    }

    /** Least bytes that the series cost which are there to the end. */
    public double least() {
        return exposed * Association.FEWEST_BYTES;
    }

    /** Most bytes that they can cost. */
    public double most() {
        return exposed * Association.MOST_BYTES;
    }

    /** Part of the growth that they are at that price; may be above 1. */
    public double explained() {
        return exposed * bytesPerSeries / Math.max(1, grown);
    }

    /** The same at the upper end of the price's interval. */
    public double explainedAtMost() {
        return exposed * mostPerSeries / Math.max(1, grown);
    }

    public boolean isClearlyBetter() {
        return behind < -CLEARLY && z < -SURELY;
    }

    public boolean isClearlyWorse() {
        return behind > CLEARLY && z > (usual.speaksFor(bytesPerSeries) > 0 ? SURELY_FREE : SURELY);
    }

    /** Whether births may explain the growth, no worse than time and traffic do, at a price that clients are known to keep. */
    public boolean mayExplain() {
        return explainedAtMost() >= MOSTLY
                && !isClearlyWorse()
                && mostPerSeries >= Association.FEWEST_BYTES
                && bytesPerSeries <= Association.USUAL_BYTES;
    }
}
