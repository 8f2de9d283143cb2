package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.evidence.Association.Controls;
import dev.culprit.analysis.evidence.Association.Price;
import dev.culprit.analysis.evidence.Association.Share;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.ByColumn;
import dev.culprit.analysis.memory.Design;
import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.memory.Edges;
import dev.culprit.analysis.memory.ErrorClusters;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.NormalEquations;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.ClusteredSlope;
import dev.culprit.analysis.statistics.OrthonormalBasis;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A panel's memory on the births of candidates and on all that explains it without labels.
 *
 * @param births columns of the candidates' births, in their order
 * @param freedOnExpiry births count only while the series lives
 * @param rss residual sum of squares of the fit without bounds
 */
record BirthsRegression(
        List<Candidate> candidates,
        List<DesignColumn> births,
        Design design,
        Ar1Regression regression,
        boolean freedOnExpiry,
        double rss) {
    /** By hand: enough for 2.5 % quantiles. */
    private static final int RESAMPLES = 200;

    private static final long RESAMPLING_SEED = 11;
    /** Fitted on simulated incidents that are not reported: factor on the upper half of the interval of bytes per series. */
    private static final double UPWARD = 1.5;
    /** Fitted likewise: error of bytes per series, in parts of it and at 95 %, that births known to a scrape only leave. */
    private static final double TIMING = 0.03;
    /** By hand: with fewer lifetimes resampling them says too little; then clusters of rows within them are resampled. */
    private static final int ENOUGH_TO_RESAMPLE = 6;
    /** By hand: standard errors to each side of an interval, where a resampled one is too narrow. */
    private static final double STANDARD_ERRORS = 2;
    /**
     * By hand: R² of requests by births, given age, from which on they are one path. Where each request makes a series it is 0.93 to 1; in
     * simulated incidents with bursts of their own it is at most 0.7.
     */
    private static final double SAME_PATH = 0.9;
    /** By hand: bytes, so that no share is of nothing. */
    private static final double NOTHING = 1e-9;
    /** By hand: shares that differ by less are equal. */
    private static final double ROUNDING = 1e-12;

    /** @return null when no lifetime has enough rows */
    static @Nullable BirthsRegression of(
            Panel panel, LabelGroups groups, List<Candidate> candidates, boolean freedOnExpiry) {
        List<Term> births = candidates.stream()
                .map(candidate -> new Term(
                        DesignColumn.atLeastZero(
                                        "births of " + candidate.group().labels(), Kind.GROWTH)
                                .atMost(Association.MOST_BYTES),
                        lifetime -> lifetime.births(candidate.group(), groups, freedOnExpiry)))
                .toList();
        List<Term> others = GrowthTerms.of(panel);
        Design design =
                Design.of(panel, Stream.concat(births.stream(), others.stream()).toList());
        Ar1Regression regression = Ar1Regression.of(design);
        if (regression != null && requestsAreBirths(regression, births)) {
            design = Design.of(
                    panel,
                    Stream.concat(births.stream(), others.stream().filter(term -> !isRequests(term.column())))
                            .toList());
            regression = Ar1Regression.of(design);
        }
        return regression == null
                ? null
                : new BirthsRegression(
                        candidates,
                        births.stream().map(Term::column).toList(),
                        design,
                        regression,
                        freedOnExpiry,
                        regression.rss());
    }

    /**
     * Whether nearly every request makes series, so that requests and births are one path that no regression can share out. Then
     * what is there to be seen, the series, has the credit: a process surely keeps what it exposes, and a leak by requests is a guess.
     */
    private static boolean requestsAreBirths(Ar1Regression regression, List<Term> births) {
        List<DesignColumn> columns = regression.columns();
        if (columns.stream().noneMatch(BirthsRegression::isRequests)) {
            return false;
        }
        List<double[]> age = List.of(regression.values(GrowthTerms.AGE));
        List<double[]> ageAndBirths = Stream.concat(
                        age.stream(), births.stream().map(term -> regression.values(term.column())))
                .toList();
        double[] requests = regression.values(GrowthTerms.REQUESTS);
        double left = Vectors.sumOfSquares(OrthonormalBasis.of(age).residuals(requests));
        double unexplained =
                Vectors.sumOfSquares(OrthonormalBasis.of(ageAndBirths).residuals(requests));
        return unexplained <= (1 - SAME_PATH) * left;
    }

    private static boolean isRequests(DesignColumn column) {
        return column.name().equals(GrowthTerms.REQUESTS.name());
    }

    /** In the order of the candidates. */
    List<Association> associations(MemoryGrowth growth) {
        int lifetimes = regression.lifetimesUsed().length;
        // Of few lifetimes most resamples are alike, and of a single one all are itself.
        NormalEquations equations = lifetimes >= ENOUGH_TO_RESAMPLE
                ? regression.normalEquations()
                : regression.normalEquations(ErrorClusters.of(regression));
        ByColumn rises = design.meanRises(growth.hours());
        ByColumn fit = equations.pooled().fit();
        List<ByColumn> resampled = resampled(equations);
        ByColumn shares = shares(fit, rises);
        List<ByColumn> resampledShares =
                resampled.stream().map(sample -> shares(sample, rises)).toList();
        List<Association> associations = new ArrayList<>();
        for (int i = 0; i < births.size(); i++) {
            DesignColumn column = births.get(i);
            ClusteredSlope partial = regression.partial(column).slope(ErrorClusters.of(regression));
            double alone = equations.pooled().fit(asOnlyGrowth(column)).of(column);
            Price price = price(
                    fit.of(column),
                    column(resampled, column),
                    partial,
                    alone,
                    rises.of(column) / Math.max(1, growth.hours()) * 24);
            double explained = Math.min(
                    1, alone * rises.of(column) / Math.max(1, growth.rise().bytes()));
            associations.add(new Association(
                    candidates.get(i),
                    price,
                    share(shares.of(column), resampledShares, column, explained),
                    partial.t(),
                    controls(column, fit),
                    freedOnExpiry,
                    lifetimes,
                    regression.rho()));
        }
        return associations;
    }

    private static List<ByColumn> resampled(NormalEquations equations) {
        SplittableRandom random = new SplittableRandom(RESAMPLING_SEED);
        return Stream.generate(() -> Bootstrap.weights(random, equations.count()))
                .limit(RESAMPLES)
                .map(weights -> equations.pooled(weights).fit())
                .toList();
    }

    /** Share of each column of growth in what all of them carry in a typical lifetime. */
    private static ByColumn shares(ByColumn coefficients, ByColumn rises) {
        ByColumn carried = coefficients.times(rises).only(Kind.GROWTH).map(bytes -> Math.max(0, bytes));
        double total = carried.sum() + NOTHING;
        return carried.map(bytes -> bytes / total);
    }

    private List<DesignColumn> asOnlyGrowth(DesignColumn own) {
        return design.columns().stream()
                .map(column -> column.equals(own) || column.kind() != Kind.GROWTH ? column : column.absent())
                .toList();
    }

    private static double[] column(List<ByColumn> samples, DesignColumn column) {
        return samples.stream().mapToDouble(sample -> sample.of(column)).toArray();
    }

    /**
     * With few lifetimes resampling says too little; the regression's own error widens the interval then. Two things no
     * resample shows: the other columns, none of which may be negative, take a little of every label's growth but never
     * give any, so the truth lies above the estimate more often than below ({@link #UPWARD}); and births are known to a scrape
     * only ({@link #TIMING}).
     */
    private Price price(
            double estimate, double[] resampled, ClusteredSlope partial, double alone, double birthsPerDay) {
        double low = RobustStatistics.quantile(resampled, 0.025);
        double high = RobustStatistics.quantile(resampled, 0.975);
        if (regression.lifetimesUsed().length < ENOUGH_TO_RESAMPLE && partial.t() != 0) {
            double half = STANDARD_ERRORS * partial.standardError();
            low = Math.min(low, estimate - half);
            high = Math.max(high, estimate + half);
        }
        double timing = TIMING * estimate;
        return new Price(
                estimate,
                Math.max(0, estimate - Math.hypot(Math.max(0, estimate - low), timing)),
                estimate + Math.hypot(UPWARD * Math.max(0, high - estimate), timing),
                alone,
                estimate * birthsPerDay);
    }

    private static Share share(double estimate, List<ByColumn> resampled, DesignColumn column, double explained) {
        double[] own = column(resampled, column);
        long heaviest = resampled.stream()
                .filter(share -> share.of(column) >= share.max() - ROUNDING)
                .count();
        return new Share(
                estimate,
                RobustStatistics.quantile(own, 0.05),
                RobustStatistics.quantile(own, 0.5),
                heaviest / (double) resampled.size(),
                explained);
    }

    private Controls controls(DesignColumn column, ByColumn fit) {
        if (ReplicaContrast.areAlike(regression, column)) {
            return new Controls(null, null, doseResponse(column, fit));
        }
        return new Controls(
                ReplicaContrast.of(regression, column),
                NegativeControl.of(regression, column),
                doseResponse(column, fit));
    }

    /** Growth of lifetimes, less what saturates and what comes back, against this column's births. */
    private @Nullable DoseResponse doseResponse(DesignColumn own, ByColumn fit) {
        int lifetimes = design.panel().lifetimes().size();
        double[] rises = IntStream.range(0, lifetimes)
                .mapToDouble(
                        lifetime -> Edges.rise(design.memoryWithout(lifetime, fit, Kind.SATURATING, Kind.REVERSIBLE)))
                .toArray();
        List<double[]> others = design.columns().stream()
                .filter(column -> column.kind() == Kind.GROWTH && !column.equals(own))
                .map(this::rises)
                .toList();
        return DoseResponse.of(rises, rises(own), others);
    }

    private double[] rises(DesignColumn column) {
        return IntStream.range(0, design.panel().lifetimes().size())
                .mapToDouble(lifetime -> {
                    int[] usable = design.panel().lifetimes().get(lifetime).usable();
                    return Edges.riseBetweenMiddles(Vectors.at(usable, design.values(lifetime, column)));
                })
                .toArray();
    }
}
