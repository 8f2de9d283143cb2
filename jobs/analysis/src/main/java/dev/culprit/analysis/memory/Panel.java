package dev.culprit.analysis.memory;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.OrthonormalBasis;
import dev.culprit.analysis.statistics.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Memory of all replicas in blocks of equal length on one absolute grid, lifetime by lifetime.
 *
 * @param blockSeconds 1800, or 3600 where readings are hourly or post-GC minima
 * @param requestsKnown whether requests are counted in every lifetime that is read
 * @param requestsPerSecond mean over all lifetimes; 1 where unknown
 * @param postGcMinima memory is read after collections only, as its runtime collects garbage in strokes
 */
public record Panel(
        List<LifetimePanel> lifetimes,
        double blockSeconds,
        boolean requestsKnown,
        double requestsPerSecond,
        boolean postGcMinima) {
    /** By hand: six readings of five minutes a block. */
    private static final double HALF_HOUR = 1800;

    private static final double HOUR = 3600;
    /** By hand: readings that lie further apart, in seconds, leave too few for a median of half an hour. */
    private static final double RARE_READINGS = 900;
    /** By hand: from two thirds of its path on a counter of requests is mostly births. */
    private static final double MOSTLY_BIRTHS = 2 / 3.0;
    /** By hand: of so many groups, the largest; births of others make no counter of requests. */
    private static final int MOST_GROUPS = 5;
    /** By hand: requests of whose squares age leaves no more than this are even, but for rounding. */
    private static final double LEAST_LEFT = 1e-9;
    /** By hand: share of the readings in whose pods requests are counted. */
    private static final double MOST_READINGS = 0.75;
    /** By hand: requests per second, so that no ratio to the mean is infinite. */
    private static final double LEAST_TRAFFIC = 1e-9;
    /** By hand: a lifetime with fewer rows has a level and nothing else. */
    private static final int FEWEST_ROWS = 4;

    public boolean isEmpty() {
        return lifetimes.isEmpty();
    }

    public static Panel of(List<Replica> replicas) {
        boolean rare = replicas.stream().anyMatch(replica -> replica.memory().step() > RARE_READINGS);
        boolean requestsKnown = requestsKnown(replicas);
        boolean collected =
                2 * replicas.stream().filter(Replica::isCollected).count() >= replicas.size() && !replicas.isEmpty();
        Panel medians = of(replicas, new BlockMedians(rare ? HOUR : HALF_HOUR, requestsKnown), false);
        Panel minima = collected ? of(replicas, new PostGcMinima(HOUR, requestsKnown), true) : null;
        // A few drops make no sawtooth: most lifetimes must be readable by their minima.
        return minima != null && minima.lifetimes.size() > medians.lifetimes.size() / 2 ? minima : medians;
    }

    /** In most of the readings: a pod that was scraped a few times only is left out instead of making all others go without. */
    private static boolean requestsKnown(List<Replica> replicas) {
        long all =
                replicas.stream().mapToLong(replica -> replica.memory().count()).sum();
        long counted = replicas.stream()
                .filter(replica -> replica.history().requests() != null)
                .mapToLong(replica -> replica.memory().count())
                .sum();
        return counted >= MOST_READINGS * all && (counted > 0 || all == 0);
    }

    private static Panel of(List<Replica> replicas, LifetimeReader reader, boolean postGcMinima) {
        List<LifetimePanel> lifetimes = replicas.stream()
                .flatMap(replica -> replica.lives().stream().map(life -> reader.read(replica, life)))
                .filter(Objects::nonNull)
                .toList();
        double traffic = reader.requestsKnown() ? meanTraffic(lifetimes) : 1;
        return new Panel(lifetimes, reader.blockSeconds(), reader.requestsKnown(), traffic, postGcMinima);
    }

    private static double meanTraffic(List<LifetimePanel> lifetimes) {
        double mean = lifetimes.stream()
                .mapToDouble(lifetime ->
                        Arrays.stream(lifetime.samples().traffic()).average().orElse(0))
                .average()
                .orElse(1);
        return Math.max(LEAST_TRAFFIC, mean);
    }

    /** The same up to this second; what comes after is as if it had not been read. */
    public Panel until(double second) {
        return withLifetimes(lifetimes.stream()
                .map(lifetime -> lifetime.until(second))
                .filter(lifetime -> lifetime.usable().length >= FEWEST_ROWS)
                .toList());
    }

    /** Of one replica. */
    public Panel ofPod(String pod) {
        return withLifetimes(lifetimes.stream()
                .filter(lifetime -> lifetime.pod().equals(pod))
                .toList());
    }

    /** Other lifetimes, or pieces of them, on the same grid and read the same way. */
    public Panel withLifetimes(List<LifetimePanel> others) {
        return new Panel(others, blockSeconds, requestsKnown, requestsPerSecond, postGcMinima);
    }

    /**
     * Whether what is counted as requests is traffic of its own, and not mostly the births of series once more: those of all labels, or of
     * one group among others that grow too.
     */
    boolean trafficKnown() {
        if (!requestsKnown || lifetimes.isEmpty() || !birthsKnown()) {
            return requestsKnown;
        }
        LabelGroups groups = LabelGroups.of(lifetimes.stream()
                .map(lifetime -> requireNonNull(lifetime.ledger()))
                .distinct()
                .toList());
        return Stream.concat(
                        Stream.of((Function<LifetimePanel, double[]>) lifetime -> lifetime.births(false)),
                        groups.groups().stream()
                                .limit(MOST_GROUPS)
                                .map(group -> lifetime -> lifetime.births(group, groups, false)))
                .allMatch(births -> requestsBy(births) < MOSTLY_BIRTHS);
    }

    /** R² of requests by these births, given age, within lifetimes. Near 1 nearly every request makes series. */
    private double requestsBy(Function<LifetimePanel, double[]> births) {
        double[] all = new double[2];
        double square = 0;
        for (LifetimePanel lifetime : lifetimes) {
            int[] rows = lifetime.usable();
            List<double[]> age = List.of(Vectors.ones(rows.length), Vectors.at(rows, lifetime.ages()));
            double[] counted = Vectors.at(rows, requireNonNull(lifetime.requests()));
            square += Vectors.sumOfSquares(counted);
            double[] requests = OrthonormalBasis.of(age).residuals(counted);
            double[] born = OrthonormalBasis.of(age).residuals(Vectors.at(rows, births.apply(lifetime)));
            all[0] += Vectors.sumOfSquares(requests);
            all[1] += Vectors.sumOfSquares(OrthonormalBasis.of(List.of(born)).residuals(requests));
        }
        return all[0] > LEAST_LEFT * square ? 1 - all[1] / all[0] : 0;
    }

    /** Whether births are known in all lifetimes. */
    public boolean birthsKnown() {
        return lifetimes.stream().allMatch(lifetime -> lifetime.ledger() != null);
    }
}
