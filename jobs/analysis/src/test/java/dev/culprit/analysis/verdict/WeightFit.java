package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ScrapeOwner;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.analysis.statistics.Logistic;
import dev.culprit.analysis.statistics.LogisticModel;
import dev.culprit.analysis.statistics.LogisticModel.Weight;
import dev.culprit.analysis.statistics.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * reads off simulated incidents of both worlds. Writes {@code weights.txt}; {@code jobs/benchmarks/weights} is the command.
 * docs/scoreboard.md is made with other seeds.
 */
public final class WeightFit {
    /** By hand: two examples' worth of doubt about every weight. */
    private static final double RIDGE = 2;
    /** By hand: weights are no surer than this. */
    private static final double ROUNDED_TO = 0.05;

    private static final String BY_HAND = "by hand";
    private static final String HEADER = """
            # The weights of the method's logistic regressions: feature | weight | typical value where the statement holds | origin.
            # WeightFit writes this file (jobs/benchmarks/weights). A weight whose origin begins with "by hand" is kept, all others are fitted anew.
            """;

    private WeightFit() {}

    /** One observation: features, and whether it is true. */
    private record Example(double[] features, boolean holds) {}

    /** What one incident teaches: of suspects with replicas, of suspects without, of growth. */
    private record Lesson(List<Example> among, List<Example> alone, List<Example> growth) {}

    /**
     * Arguments: the first seed, how many, the file to write, and {@code typical} to keep all weights and measure the typical
     * values only.
     */
    public static void main(String[] arguments) throws IOException {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        boolean typicalOnly = arguments.length > 3 && arguments[3].equals("typical");
        List<Lesson> lessons = List.of(World.BASE, World.SHIFTED).stream()
                .flatMap(world -> Family.all().stream()
                        .filter(family -> family.counted() || family.reported())
                        .flatMap(family -> LongStream.range(first, first + count)
                                .mapToObj(seed -> new Simulation(family, world, seed))))
                .parallel()
                .map(WeightFit::lesson)
                .toList();
        Map<String, List<Example>> examples = Map.of(
                Score.AMONG_REPLICAS.name(),
                lessons.stream().flatMap(lesson -> lesson.among.stream()).toList(),
                Score.ALONE.name(),
                lessons.stream().flatMap(lesson -> lesson.alone.stream()).toList(),
                "leak",
                lessons.stream().flatMap(lesson -> lesson.growth.stream()).toList());
        String seeds = "%s, seeds %d to %d".formatted(LocalDate.now(ZoneOffset.UTC), first, first + count - 1);
        List<LogisticModel> models = LogisticModel.stored().stream()
                .map(model -> typicalOnly
                        ? measured(model, examples.get(model.name()), seeds)
                        : fitted(model, examples.get(model.name()), seeds))
                .toList();
        Files.writeString(Path.of(arguments[2]), text(models));
    }

    private static LogisticModel measured(LogisticModel model, List<Example> examples, String seeds) {
        double[] weights = model.weights().stream().mapToDouble(Weight::value).toArray();
        return new LogisticModel(
                model.name(),
                "%s; typical values %s, %d examples"
                        .formatted(model.fit().replaceFirst("; typical .*", ""), seeds, examples.size()),
                weights(model, examples, weights));
    }

    private static LogisticModel fitted(LogisticModel model, List<Example> examples, String seeds) {
        double[] fit = fit(model, examples);
        double[] rounded = IntStream.range(0, fit.length)
                .mapToDouble(k -> byHand(model.weights().get(k))
                        ? model.weights().get(k).value()
                        : Math.round(fit[k] / ROUNDED_TO) * ROUNDED_TO)
                .toArray();
        return new LogisticModel(
                model.name(),
                "fitted %s, %d examples, weights rounded to %.2f".formatted(seeds, examples.size(), ROUNDED_TO),
                weights(model, examples, rounded));
    }

    private static List<Weight> weights(LogisticModel model, List<Example> examples, double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(k -> new Weight(
                        model.weights().get(k).feature(),
                        values[k],
                        examples.stream()
                                .filter(Example::holds)
                                .mapToDouble(example -> example.features[k])
                                // Adding zero takes the sign off a negative one.
                                .map(value -> value + 0.0)
                                .average()
                                .orElse(0),
                        model.weights().get(k).origin()))
                .toList();
    }

    private static boolean byHand(Weight weight) {
        return weight.origin().startsWith(BY_HAND);
    }

    /** As {@code weights.txt} holds them. */
    static String text(List<LogisticModel> models) {
        StringBuilder text = new StringBuilder(HEADER);
        for (LogisticModel model : models) {
            text.append('\n')
                    .append('[')
                    .append(model.name())
                    .append("] ")
                    .append(model.fit())
                    .append('\n');
            for (Weight weight : model.weights()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-34s | %5.2f | %5.2f | %s%n",
                        weight.feature(),
                        weight.value(),
                        weight.typical(),
                        weight.origin()));
            }
        }
        return text.toString();
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
                            .features(
                                    growth.rise().bytes(),
                                    threshold,
                                    unit.panel().requestsKnown()),
                    truth.leaks()));
        }
        List<WorkloadContainer> others = units.stream()
                .filter(other -> !other.environment().equals(unit.environment()))
                .toList();
        for (Association association : unit.associations()) {
            if (!Assessor.isMaterial(association, growth)) {
                continue;
            }
            CandidateEvidence evidence = Assessor.evidence(unit, association, others, null);
            if (Bounds.any(unit, evidence)) {
                // A rule decides there, not the score.
                continue;
            }
            boolean guilty = tried
                    && truth.namedBy(association.candidate().group().labels()).isPresent();
            (evidence.comparesReplicas() ? lesson.among : lesson.alone)
                    .add(new Example(Score.values(evidence), guilty));
        }
    }

    /** Newton's steps; the constant is not shrunk, and those set by hand stay out. */
    private static double[] fit(LogisticModel model, List<Example> all) {
        int p = model.weights().size();
        List<Example> examples = all.stream()
                .map(example -> new Example(
                        IntStream.range(0, p)
                                .mapToDouble(k -> byHand(model.weights().get(k)) ? 0 : example.features[k])
                                .toArray(),
                        example.holds))
                .toList();
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
