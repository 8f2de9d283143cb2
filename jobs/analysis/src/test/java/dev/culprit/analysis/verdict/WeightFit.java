package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ScrapeOwner;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.analysis.statistics.Logistic;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * Fits the weights of {@link Score} and of {@link MemoryGrowth}'s leak probability: ridge logistic regressions on what the analysis
 * reads off simulated incidents of both worlds. Arguments: the first seed, and how many. Prints weights to be rounded into the
 * sources; docs/scoreboard.md is made with other seeds.
 */
public final class WeightFit {
    private static final double RIDGE = 2;

    private WeightFit() {}

    /** One observation: features, and whether it is true. */
    private record Example(double[] features, boolean holds) {}

    /** What one incident teaches: of suspects with replicas, of suspects without, of growth. */
    private record Lesson(List<Example> among, List<Example> alone, List<Example> growth) {}

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        List<Lesson> lessons = List.of(World.BASE, World.SHIFTED).stream()
                .flatMap(world -> Family.all().stream()
                        .filter(Family::counted)
                        .flatMap(family -> LongStream.range(first, first + count)
                                .mapToObj(seed -> new Simulation(family, world, seed))))
                .parallel()
                .map(WeightFit::lesson)
                .toList();
        print(
                "Score, with replicas",
                lessons.stream().flatMap(l -> l.among.stream()).toList());
        print("Score, without", lessons.stream().flatMap(l -> l.alone.stream()).toList());
        print("Growth", lessons.stream().flatMap(l -> l.growth.stream()).toList());
    }

    private static void print(String what, List<Example> examples) {
        System.out.printf(Locale.ROOT, "%s, %d examples:", what, examples.size());
        for (double weight : fit(examples)) {
            System.out.printf(Locale.ROOT, " %.2f", weight);
        }
        System.out.println();
    }

    private static Lesson lesson(Simulation simulation) {
        List<ContainerHistory> all = simulation.histories();
        Truth truth = simulation.truth();
        Lesson lesson = new Lesson(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, List<ContainerHistory>> containers = all.stream()
                .map(history -> ScrapeOwner.assign(history, all))
                .collect(groupingBy(history -> history.container().container(), TreeMap::new, toList()));
        containers.forEach((container, histories) -> {
            List<WorkloadContainer> units = histories.stream()
                    .collect(groupingBy(history -> history.container().environment(), TreeMap::new, toList()))
                    .values()
                    .stream()
                    .map(replicas -> WorkloadContainer.of(replicas, simulation.period()))
                    .toList();
            for (WorkloadContainer unit : units) {
                boolean tried = container.equals(truth.container());
                learn(lesson, unit, units, truth, tried);
            }
        });
        return lesson;
    }

    private static void learn(
            Lesson lesson, WorkloadContainer unit, List<WorkloadContainer> units, Truth truth, boolean tried) {
        MemoryGrowth growth = unit.growth();
        if (tried && unit.environment().equals(truth.environment()) && growth.known()) {
            double threshold = growth.threshold() * Math.min(1, growth.hours() / 24);
            lesson.growth.add(new Example(
                    growth.course()
                            .features(growth.rise(), threshold, unit.panel().requestsKnown()),
                    truth.leaks()));
        }
        List<WorkloadContainer> others = units.stream()
                .filter(other -> !other.environment().equals(unit.environment()))
                .toList();
        for (Association association : unit.associations()) {
            if (association.price().perDay() <= growth.threshold()) {
                continue;
            }
            EnvironmentContrast contrast = Assessment.environments(association, others);
            double[] features = Score.FEATURES.stream()
                    .mapToDouble(feature -> feature.value().applyAsDouble(association, contrast))
                    .toArray();
            boolean guilty = tried
                    && truth.namedBy(association.candidate().group().labels()).isPresent();
            (association.controls().replicas() == null ? lesson.alone : lesson.among)
                    .add(new Example(features, guilty));
        }
    }

    /** Newton's steps; the constant is not shrunk. */
    private static double[] fit(List<Example> examples) {
        int p = examples.get(0).features.length;
        double[] weights = new double[p];
        for (int step = 0; step < 50; step++) {
            double[][] curvature = new double[p][p];
            double[] slope = new double[p];
            for (int k = 0; k < p; k++) {
                double ridge = k == 0 ? 1e-6 : RIDGE;
                curvature[k][k] = ridge;
                slope[k] = -ridge * weights[k];
            }
            for (Example example : examples) {
                double[] x = example.features;
                double expected = Logistic.probability(Vectors.dot(weights, x));
                for (int i = 0; i < p; i++) {
                    slope[i] += x[i] * ((example.holds ? 1 : 0) - expected);
                    for (int j = 0; j < p; j++) {
                        curvature[i][j] += x[i] * x[j] * expected * (1 - expected);
                    }
                }
            }
            double[] change = new LUDecomposition(new Array2DRowRealMatrix(curvature, false))
                    .getSolver()
                    .solve(new ArrayRealVector(slope, false))
                    .toArray();
            IntStream.range(0, p).forEach(k -> weights[k] += change[k]);
        }
        return weights;
    }
}
