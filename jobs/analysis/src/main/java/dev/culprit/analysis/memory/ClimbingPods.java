package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.NormalDistribution;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.model.finding.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The replicas whose memory climbs where that of others stands: a canary, two nodes of a DaemonSet, a version that came in the middle of
 * the week. A median over replicas hides them, so growth is looked for in every replica before it is pooled.
 *
 * @param successors those that stand and took the place of all that climbed, so that growth is past; null where it is not
 */
public record ClimbingPods(
        Pods climbing, Pods standing, @Nullable Pods successors) {
    /** By hand: of all replicas together, the chance that one of them is taken for climbing by its noise. */
    private static final double CHANCE = 0.10;
    /**
     * By hand: where none surely climbs, who does with this probability, and rises as surely as that chance asks, is taken to. From as much on
     * memory is said to leak of a container that is alone.
     */
    private static final double LIKELY = 0.90;
    /** By hand: from so many of the replicas on, those that climb are no minority. */
    private static final double MAJORITY = 0.5;
    /** By hand: a replica that climbs with less probability than this stands, if it surely grows by less than those that climb. */
    private static final double STANDS = 0.5;
    /** By hand: beside those that climb, whoever surely grows by less than this part of what the slowest of them does stands as well. */
    private static final double MINOR = 0.25;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double SURELY = 2;
    /** By hand: seconds; every hour of the day is in them. Before, memory has not been seen to stand. */
    private static final double DAY = 86_400;
    /** By hand: births an hour of successors, in parts of those before: after a quiet weekend nobody knows what a deploy has ended. */
    private static final double GOES_ON = 1 / 3.0;
    /** By hand: seconds; a deploy starts the new pod before the old one ends. */
    private static final double OVERLAP = 3600;

    /**
     * @param names in order
     * @param panel of their lifetimes alone, {@code growth} of it
     */
    public record Pods(List<String> names, Panel panel, MemoryGrowth growth) {
        static Pods of(List<String> names, Panel panel) {
            Panel only = panel.withLifetimes(panel.lifetimes().stream()
                    .filter(lifetime -> names.contains(lifetime.pod()))
                    .toList());
            return new Pods(names, only, MemoryGrowth.of(only));
        }

        private double start() {
            return panel.lifetimes().stream()
                    .mapToDouble(lifetime -> lifetime.life().start())
                    .min()
                    .orElseThrow();
        }

        private double end() {
            return panel.lifetimes().stream()
                    .mapToDouble(lifetime -> lifetime.life().end())
                    .max()
                    .orElseThrow();
        }

        private double birthsPerHour() {
            double births = 0;
            double hours = 0;
            for (LifetimePanel lifetime : panel.lifetimes()) {
                double[] ages = Vectors.at(lifetime.usable(), lifetime.ages());
                hours += ages[ages.length - 1] - ages[0];
                if (lifetime.ledger() != null) {
                    double[] born = Vectors.at(lifetime.usable(), lifetime.births(false));
                    births += born[born.length - 1] - born[0];
                }
            }
            return births / Math.max(1, hours);
        }

        /** Less growth an hour than anybody doubts. */
        private double atLeast() {
            return growth.risePerHour() - SURELY * growth.errorPerHour();
        }

        private double atMost() {
            return growth.risePerHour() + SURELY * growth.errorPerHour();
        }
    }

    /** @return null where all replicas behave alike, or too few of them are known */
    public static @Nullable ClimbingPods of(Panel panel, MemoryGrowth pooled) {
        List<String> pods =
                panel.lifetimes().stream().map(LifetimePanel::pod).distinct().toList();
        if (pods.size() < 2) {
            return null;
        }
        TreeMap<String, Pods> byPod = new TreeMap<>();
        pods.forEach(pod -> byPod.put(pod, Pods.of(List.of(pod), panel)));
        List<String> climbing = climbing(byPod);
        double slowest = slowest(byPod, climbing);
        double minor = MINOR * slowest;
        List<String> standing = names(
                byPod,
                (name, pod) -> pod.growth.known()
                        && !climbing.contains(name)
                        && (pod.growth.leak() < STANDS ? pod.atMost() < slowest : pod.atMost() < minor));
        boolean hidden = pooled.shape() != Shape.LEAK || climbing.size() <= MAJORITY * byPod.size();
        if (climbing.isEmpty() || standing.isEmpty() || !hidden) {
            return null;
        }
        Pods climbers = Pods.of(climbing, panel);
        List<String> later = names(
                byPod,
                (name, pod) -> standing.contains(name)
                        && pod.start() > climbers.end() - OVERLAP
                        && pod.end() - pod.start() >= DAY
                        && pod.atMost() < minor
                        && pod.birthsPerHour() >= GOES_ON * climbers.birthsPerHour());
        return new ClimbingPods(climbers, Pods.of(standing, panel), later.isEmpty() ? null : Pods.of(later, panel));
    }

    /** Those that surely climb; beside them, that replicas do climb is no question, and who leaks by more than a minor part of it does too. */
    private static List<String> climbing(Map<String, Pods> byPod) {
        List<String> surest = surest(byPod);
        double minor = MINOR * slowest(byPod, surest);
        return names(
                byPod,
                (name, pod) -> surest.contains(name)
                        || (!surest.isEmpty()
                                && pod.growth.shape() == Shape.LEAK
                                && pod.atLeast() > 0
                                && pod.atMost() >= minor));
    }

    private static double slowest(Map<String, Pods> byPod, List<String> names) {
        return names.stream().map(byPod::get).mapToDouble(Pods::atLeast).min().orElse(0);
    }

    /**
     * Those of whom nobody can be one by the chance that so many replicas have together; where there are none, those that likely leak and
     * whose rise by itself is none of chance's.
     */
    private static List<String> surest(Map<String, Pods> byPod) {
        double surely = 1 - CHANCE / byPod.size();
        List<String> surest =
                names(byPod, (name, pod) -> pod.growth.shape() == Shape.LEAK && pod.growth.leak() >= surely);
        return surest.isEmpty()
                ? names(
                        byPod,
                        (name, pod) -> pod.growth.shape() == Shape.LEAK
                                && pod.growth.leak() >= LIKELY
                                && NormalDistribution.below(pod.growth.rise().bytes()
                                                / pod.growth.rise().error())
                                        >= surely)
                : surest;
    }

    private static List<String> names(Map<String, Pods> byPod, BiPredicate<String, Pods> test) {
        return byPod.entrySet().stream()
                .filter(pod -> test.test(pod.getKey(), pod.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those that the verdict is about: who climbs, or who came in their place. */
    public Pods judged() {
        return successors == null ? climbing : successors;
    }
}
