package dev.culprit.analysis.intervention;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.Panel;
import java.util.List;

/**
 * Two replicas over six days, a new process every midnight, and what changed at one of them.
 *
 * @param group of the label {@code host}, which takes six values an hour, of ten series each
 */
record Changes(List<Replica> replicas, Panel panel, Candidates candidates, Group group) {
    static final double DAY = 86_400;
    static final double PRICE = 2000;
    /** Bytes an hour that the births cost. */
    static final double COST = PRICE * 10 * 6;

    private static final double HOURS = 24;
    private static final int DAYS = 6;

    /** The label's values stop for good at the end of this day, and their cost with them. */
    static Changes birthsStop(int day) {
        return of(Pod.until(day, 0, Changes::moments), (pod, life, hour) -> PRICE * pod.born("host", life, hour));
    }

    /** The label's values stop, and memory grows on: it never was the label. */
    static Changes birthsStopInVain(int day) {
        return of(Pod.until(day, 0, Changes::moments), (pod, life, hour) -> COST * hour);
    }

    /** The label's values stop in the first replica, and their cost with them; the second goes on. */
    static Changes birthsStopInOne(int day) {
        return of(
                Pod.until(day, 0, Changes::moments),
                Changes::moments,
                (pod, life, hour) -> PRICE * pod.born("host", life, hour));
    }

    /** The same, and memory grows on in both. */
    static Changes birthsStopInOneInVain(int day) {
        return of(Pod.until(day, 0, Changes::moments), Changes::moments, (pod, life, hour) -> COST * hour);
    }

    /** The label's values begin on this day. */
    static Changes birthsStart(int day) {
        return of(
                life -> life < day ? new double[0] : moments(life),
                (pod, life, hour) -> PRICE * pod.born("host", life, hour));
    }

    /** A deploy ends growth at the end of this day, and values come as ever. */
    static Changes growthStops(int day) {
        return of(Changes::moments, (pod, life, hour) -> life < day ? COST * hour : 0);
    }

    static Changes nothing() {
        return of(Changes::moments, (pod, life, hour) -> PRICE * pod.born("host", life, hour));
    }

    private interface Growth {
        double at(Pod pod, int life, double hour);
    }

    private static double[] moments(int life) {
        return Pod.bursts(3, 6, HOURS).of(life);
    }

    private static Changes of(Pod.Moments moments, Growth growth) {
        return of(moments, moments, growth);
    }

    private static Changes of(Pod.Moments first, Pod.Moments second, Growth growth) {
        Pod[] pods = {pod("shop-0", 1, first, growth), pod("shop-1", 2, second, growth)};
        List<Replica> replicas = Pod.replicas(pods);
        Candidates candidates = Candidates.of(replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList());
        return new Changes(
                replicas,
                Panel.of(replicas),
                candidates,
                candidates.groups().groups().get(0));
    }

    private static Pod pod(String name, long seed, Pod.Moments moments, Growth growth) {
        Pod.Path noise = Pod.noise(seed, 0.8, 3e4);
        Pod pod = new Pod(name, DAYS, HOURS).taking("host", 10, moments);
        return pod.using((life, hour) -> 30e6 + growth.at(pod, life, hour) + noise.at(life, hour));
    }

    NewValues arrivals() {
        return NewValues.of(replicas, candidates.groups(), group);
    }

    InterruptedTimeSeries around(double low, double high) {
        return InterruptedTimeSeries.of(panel, candidates, group, low, high);
    }
}
