package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import dev.culprit.analysis.history.Platform;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.NormalDistribution;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What clients usually keep for a series, by its kind: the median of a log-normal distribution.
 *
 * @param bytes of an exposed series
 */
public record UsualPrice(double bytes) {
    /**
     * Measured, in bytes: geometric mean of what a line of the 14 clients, types and lengths of labels of docs/prices.md is on the heap
     * and of what their containers pay for it, as a container pays what is between these.
     */
    private static final double OF_ONE_NUMBER = 760;
    /**
     * By hand, in bytes, and measured since (docs/prices.md): a summary with quantiles holds streams of samples; client_golang allocates 71 kB
     * in five series, of which 37 kB are resident after one sample; others less (prom-client, client_java: some kB).
     */
    private static final double OF_A_SUMMARY = 8000;

    /** Measured: standard deviation of the natural logarithm of the same prices about the usual ones. */
    private static final double SPREAD = 1.10;
    /**
     * Natural logarithm. Leaks of another cause know nothing of series, so that any price that a fit allows is as likely of them as any
     * other of the same order of magnitude: a uniform distribution of its logarithm (Jeffreys' prior of a scale).
     */
    private static final double PRICE_RANGE = Math.log(Association.MOST_BYTES / Association.FEWEST_BYTES);

    /** Literature: Laplace's rule of succession, where none of 14 that were measured keeps a series for next to nothing. */
    private static final double NEXT_TO_NOTHING = 1 / 16.0;

    /** By hand: what carries less than half of the growth is not what it is. */
    private static final double HALF = 0.5;

    /** Of a series that is no summary's. */
    public static final UsualPrice ONE_NUMBER = new UsualPrice(OF_ONE_NUMBER);

    /**
     * Natural logarithm of how much likelier such a price is where series are what memory grows by than where they are not. Above zero
     * within a factor of 4.6 of the usual, 1.0 at it.
     *
     * @param price in bytes, where series carry the growth
     */
    public double speaksFor(double price) {
        double distance = distance(price);
        return Math.log(PRICE_RANGE / (SPREAD * Math.sqrt(2 * Math.PI))) - distance * distance / 2;
    }

    /**
     * Natural logarithm of how much less likely such a price is where another cause carries most of the growth, as series still cost
     * what series cost: then they cost less than half of it, and what clients hardly undercut leaves no room for the other cause.
     * 2.8 at most, 1.2 at the usual price, 0 far above.
     *
     * @param price in bytes, where series would carry the growth
     */
    public double leavesNoRoom(double price) {
        return -Math.log(NEXT_TO_NOTHING + (1 - NEXT_TO_NOTHING) * cheaperThanHalf(price));
    }

    /** Part of the clients that keep a series for less than half of a price in bytes. */
    public double cheaperThanHalf(double price) {
        return NormalDistribution.below(distance(price) + Math.log(HALF) / SPREAD);
    }

    private double distance(double price) {
        return Math.log(Math.max(1, price) / bytes) / SPREAD;
    }

    /** One standard deviation about the usual, as a factor. */
    public double factor() {
        return Math.exp(SPREAD);
    }

    /** The geometric mean over all births. */
    static UsualPrice of(List<Replica> replicas) {
        return of(replicas, labels -> true);
    }

    /** The geometric mean over the group's births. */
    public static UsualPrice of(List<Replica> replicas, LabelGroups groups, Group group) {
        return of(replicas, labels -> groups.credits(group, labels));
    }

    private static UsualPrice of(List<Replica> replicas, Predicate<List<String>> counts) {
        Map<String, String> types = new TreeMap<>();
        replicas.forEach(
                replica -> types.putAll(replica.history().instrumentation().types()));
        // Summaries of other runtimes are mostly two numbers (docs/prices.md: Micrometer's timer).
        boolean go = replicas.stream()
                .anyMatch(replica -> replica.history().instrumentation().platform() == Platform.GO);
        long births = 0;
        long ofSummaries = 0;
        for (ProcessBirths ledger : ledgersOf(replicas)) {
            for (LabelBirths novelty : ledger.novelty()) {
                if (counts.test(novelty.labels())) {
                    births += novelty.births();
                    ofSummaries += go && "summary".equals(types.get(novelty.family())) ? novelty.births() : 0;
                }
            }
        }
        double share = births == 0 ? 0 : ofSummaries / (double) births;
        return new UsualPrice(OF_ONE_NUMBER * Math.pow(OF_A_SUMMARY / OF_ONE_NUMBER, share));
    }

    private static List<ProcessBirths> ledgersOf(List<Replica> replicas) {
        return replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList();
    }
}
