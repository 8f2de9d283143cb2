package dev.culprit.analysis.memory;

import dev.culprit.model.finding.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The replicas whose memory climbs where that of others stands: a canary, two nodes of a DaemonSet, a version that came in the middle of
 * the week. A median over replicas hides them, so growth is looked for in every replica before it is pooled.
 *
 * @param pods that climb, in order; {@code panel} of them alone
 * @param others growth of the pods that stand
 * @param standing their names
 */
public record ClimbingPods(List<String> pods, Panel panel, MemoryGrowth others, List<String> standing) {
    /** By hand: of all replicas together, the chance that one of them is taken for climbing by its noise. */
    private static final double CHANCE = 0.10;
    /** By hand: from so many of the replicas on, those that climb are no minority. */
    private static final double MAJORITY = 0.5;
    /** By hand: a replica that climbs with less probability than this stands. */
    private static final double STANDS = 0.5;
    /** By hand: beside those that climb, whoever surely grows by less than this part of what the slowest of them does stands as well. */
    private static final double MINOR = 0.25;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double SURELY = 2;

    /** @return null where all replicas behave alike, or too few of them are known */
    public static @Nullable ClimbingPods of(Panel panel, MemoryGrowth pooled) {
        TreeMap<String, MemoryGrowth> byPod = new TreeMap<>();
        panel.lifetimes().stream()
                .map(LifetimePanel::pod)
                .distinct()
                .forEach(pod -> byPod.put(pod, MemoryGrowth.of(only(panel, List.of(pod)))));
        List<String> climbing = pods(byPod, growth -> climbs(growth, byPod.size()));
        double minor = MINOR
                * climbing.stream()
                        .map(byPod::get)
                        .mapToDouble(growth -> growth.risePerHour() - SURELY * growth.errorPerHour())
                        .min()
                        .orElse(0);
        List<String> standing = pods(
                byPod,
                growth -> growth.known()
                        && !climbs(growth, byPod.size())
                        && (growth.leak() < STANDS || growth.risePerHour() + SURELY * growth.errorPerHour() < minor));
        boolean hidden = pooled.shape() != Shape.LEAK || climbing.size() <= MAJORITY * byPod.size();
        return climbing.isEmpty() || standing.isEmpty() || !hidden
                ? null
                : new ClimbingPods(climbing, only(panel, climbing), MemoryGrowth.of(only(panel, standing)), standing);
    }

    private static boolean climbs(MemoryGrowth growth, int pods) {
        return growth.shape() == Shape.LEAK && growth.leak() >= 1 - CHANCE / pods;
    }

    private static List<String> pods(Map<String, MemoryGrowth> byPod, Predicate<MemoryGrowth> test) {
        return byPod.entrySet().stream()
                .filter(pod -> test.test(pod.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Panel only(Panel panel, List<String> pods) {
        return panel.withLifetimes(panel.lifetimes().stream()
                .filter(lifetime -> pods.contains(lifetime.pod()))
                .toList());
    }
}
