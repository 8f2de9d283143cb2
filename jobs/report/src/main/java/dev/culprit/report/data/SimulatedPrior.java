package dev.culprit.report.data;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How many of the labels that are named are innocent where no null can be made: by how often simulated incidents of either kind end in
 * a name, and by how common leaks by a label are, which a small fleet does not tell.
 *
 * @param prevalence share of the climbing containers that leak by a label
 * @param falseShare of the labels that are named
 */
public record SimulatedPrior(double prevalence, double falseShare) {
    /** docs/scoreboard.md, seeds 27001 to 27030 of the L families, both worlds: 704 and 664 of 720 incidents. */
    private static final double NAMED = (704 + 664) / 1440.0;
    /** The same page, the N families: 1 and 4 of 600. */
    private static final double ACCUSED = (1 + 4) / 1200.0;

    /** By hand: from one container of a fleet of hundreds to what somebody sees who looks because there is a leak. */
    public static Stream<SimulatedPrior> all() {
        return DoubleStream.of(0.005, 0.01, 0.05, 0.2, 0.5).mapToObj(SimulatedPrior::of);
    }

    private static SimulatedPrior of(double prevalence) {
        double wrong = (1 - prevalence) * ACCUSED;
        return new SimulatedPrior(prevalence, wrong / (wrong + prevalence * NAMED));
    }
}
