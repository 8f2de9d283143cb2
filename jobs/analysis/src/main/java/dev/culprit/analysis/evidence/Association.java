package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does memory follow a label group's births, block by block within lifetimes? Memory = a level per lifetime + bytes per
 * series x births of each candidate + age + requests + saturating + reversible columns + AR(1) noise, all growth
 * coefficients non-negative, bytes per series at most {@value #MOST_BYTES}.
 *
 * @param t partial t given all other columns, clustered by lifetime
 * @param freedOnExpiry births count only while the series lives (they are freed with it)
 * @param lifetimes that the fit is made of
 * @param autocorrelation of the regression's errors from one block to the next
 */
public record Association(
        Candidate candidate,
        Price price,
        Share share,
        double t,
        Controls controls,
        boolean freedOnExpiry,
        int lifetimes,
        double autocorrelation) {

    /** Whether replicas can be held against each other, and would show what the candidate would cost if it were the growth. */
    public boolean comparesReplicas() {
        ReplicaContrast contrast = controls.replicas();
        return contrast != null && contrast.tells(price.alone());
    }

    /**
     * What a series costs.
     *
     * @param bytesPerSeries with all other columns in the fit; {@code low}, {@code high} by resampling lifetimes, at 95 %
     * @param alone bytes per series with this candidate as the only growth
     * @param perDay bytes per 24 hours that the candidate's births cost
     */
    public record Price(double bytesPerSeries, double low, double high, double alone, double perDay) {}

    /**
     * How much of the growth the candidate carries.
     *
     * @param estimate 0 to 1; {@code low} its 5 % quantile over resampled lifetimes, {@code median} its median
     * @param heaviest how often, in resampled lifetimes, it carries more than any other source
     * @param explained share of the measured growth that it explains alone, at most 1
     */
    public record Share(double estimate, double low, double median, double heaviest, double explained) {}

    /**
     * The same births held against memory in other ways.
     *
     * @param replicas against each other; null where there is one replica only
     * @param negative the other replicas' births beside its own; null likewise
     * @param wholeLifetimes against each other; null with fewer than six
     */
    public record Controls(
            @Nullable ReplicaContrast replicas,
            @Nullable NegativeControl negative,
            @Nullable DoseResponse wholeLifetimes) {}

    /**
     * By hand: above this no known client keeps a series; bytes. A summary with quantiles of client_golang keeps about 68 kB in five
     * series, and its collector lets a container pay twice that.
     */
    public static final double MOST_BYTES = 40_000;
    /** By hand: above this hardly any client keeps one, but for such summaries; bytes. */
    public static final double USUAL_BYTES = 13_200;
    /** By hand: below this no known client keeps one; bytes. */
    public static final double FEWEST_BYTES = 30;

    /**
     * By hand: a candidate must be able to pay this share of the growth at {@link #USUAL_BYTES}. With less it is a column beside age that
     * rises as age does, and takes credit from the guilty one.
     */
    private static final double CAN_PAY = 0.10;
    /** By hand: series that vanish are taken as freed only if the residual sum of squares is less than this part of the other fit's. */
    private static final double CLEARLY_BETTER = 0.93;

    /** The associations of all candidates that can pay for a part of the growth, the largest share first. */
    public static List<Association> of(Panel panel, MemoryGrowth growth, Candidates candidates) {
        if (!panel.birthsKnown()) {
            return List.of();
        }
        List<Candidate> able = candidates.found().stream()
                .filter(candidate ->
                        (double) candidate.births() / panel.lifetimes().size() * USUAL_BYTES
                                > CAN_PAY * growth.rise().bytes())
                .toList();
        if (able.isEmpty()) {
            return List.of();
        }
        BirthsRegression kept = BirthsRegression.of(panel, candidates.groups(), able, false);
        BirthsRegression freed = BirthsRegression.of(panel, candidates.groups(), able, true);
        if (kept == null || freed == null) {
            return List.of();
        }
        BirthsRegression better = freed.rss() < CLEARLY_BETTER * kept.rss() ? freed : kept;
        return better.associations(growth).stream()
                .sorted(Comparator.comparingDouble((Association a) -> -a.share.estimate)
                        .thenComparing(a -> a.candidate.group().labels().toString()))
                .toList();
    }
}
