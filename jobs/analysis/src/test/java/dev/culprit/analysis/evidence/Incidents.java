package dev.culprit.analysis.evidence;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Small incidents with a known price, and associations without any. */
final class Incidents {
    static final int SERIES = 20;
    static final double HOURS = 24;

    static final double PRICE = 2000;

    private Incidents() {}

    /** Two replicas with births of their own at {@link #PRICE}. */
    static final List<Association> OWN = associations(pod("shop-0", 1, PRICE), pod("shop-1", 2, PRICE));
    /** Two replicas with the same births at the same moments. */
    static final List<Association> SAME = associations(pod("shop-0", 1, PRICE), pod("shop-1", 1, PRICE));
    /** Two replicas that take nearly all values at the same moments, and a few by themselves. */
    static final List<Association> ALIKE = associations(alike("shop-0", 1), alike("shop-1", 2));
    /** Three replicas whose memory follows what comes to all of them at once, and not what comes to each. */
    static final List<Association> COMMON = associations(common("shop-0", 1), common("shop-1", 2), common("shop-2", 3));
    /** One replica. */
    static final List<Association> ALONE = associations(pod("shop-0", 1, PRICE));

    /** A replica of three lifetimes whose {@code host} takes four values an hour, of 20 series each, at this price. */
    static Pod pod(String name, long seed, double bytesPerSeries) {
        Pod pod = new Pod(name, 3, HOURS).taking("host", SERIES, Pod.bursts(seed, 4, HOURS));
        Pod.Path noise = Pod.noise(seed, 0.8, 3e4);
        return pod.using((life, hour) -> 30e6 + bytesPerSeries * pod.born("host", life, hour) + noise.at(life, hour));
    }

    /** Each value costs its replica something, and one in ten comes to one replica alone. */
    private static Pod alike(String name, long seed) {
        Pod.Moments together = Pod.bursts(99, 4, HOURS);
        double[] own = Arrays.stream(Pod.bursts(seed, 4, HOURS).of(0)).limit(4).toArray();
        Pod.Path noise = Pod.noise(seed, 0.8, 3e4);
        Pod pod = new Pod(name, 3, HOURS)
                .taking(
                        "host",
                        SERIES,
                        life -> DoubleStream.concat(DoubleStream.of(together.of(life)), DoubleStream.of(own))
                                .toArray());
        return pod.using((life, hour) -> 30e6 + PRICE * pod.born("host", life, hour) + noise.at(life, hour));
    }

    /** Memory grows with values that all replicas take at once; those that each takes beside them cost nothing. */
    private static Pod common(String name, long seed) {
        Pod.Moments together = Pod.bursts(99, 4, HOURS);
        Pod.Moments own = Pod.bursts(seed, 2, HOURS);
        Pod shared = new Pod(name, 3, HOURS).taking("host", SERIES, together);
        Pod.Path noise = Pod.noise(seed, 0.8, 3e4);
        return new Pod(name, 3, HOURS)
                .taking(
                        "host",
                        SERIES,
                        life -> DoubleStream.concat(DoubleStream.of(own.of(life)), DoubleStream.of(together.of(life)))
                                .toArray())
                .using((life, hour) -> 30e6 + PRICE * shared.born("host", life, hour) + noise.at(life, hour));
    }

    static List<Association> associations(Pod... pods) {
        Panel panel = Pod.panel(pods);
        return Association.of(panel, MemoryGrowth.of(panel), Pod.candidates(pods));
    }

    /** Of this label, which must be a candidate. */
    static Association ofLabel(List<Association> associations, String label) {
        return associations.stream()
                .filter(association -> association.candidate().group().labels().contains(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " in " + associations));
    }

    /** With nothing else known of it: 80 births an hour at this price. */
    static Association priced(double bytesPerSeries) {
        return new Association(
                new Candidate(new Group(List.of("host"), 1920), 1920, 96, 0.33, 24, 12),
                new Association.Price(
                        bytesPerSeries,
                        0.8 * bytesPerSeries,
                        1.2 * bytesPerSeries,
                        bytesPerSeries,
                        bytesPerSeries * 80 * 24),
                new Association.Share(0.9, 0.8, 0.9, 1, 1),
                8,
                new Association.Controls(null, null, null),
                false,
                6,
                0.5);
    }

    /** Memory of three days, drawn hour by hour in megabytes. */
    static MemoryGrowth growth(double... megabytes) {
        Pod.Path drawn = Pod.along(1e6, megabytes);
        Pod.Path noise = Pod.noise(9, 0.5, 2e4);
        Pod pod = new Pod("shop-0", 3, HOURS).using((life, hour) -> drawn.at(life, hour) + noise.at(life, hour));
        return MemoryGrowth.of(Pod.panel(pod));
    }

    /** From 30 MB up, by so many megabytes an hour. */
    static MemoryGrowth growing(double megabytesPerHour) {
        double[] megabytes = new double[(int) HOURS + 1];
        Arrays.setAll(megabytes, hour -> 30 + megabytesPerHour * hour);
        return growth(megabytes);
    }
}
