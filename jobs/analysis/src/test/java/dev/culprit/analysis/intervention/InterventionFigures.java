package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.verdict.WorkloadContainer;
import dev.culprit.model.EpochSeconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How interventions are found in simulated incidents, family by family. Arguments: world ({@code base}, {@code shifted}), first
 * seed, number of seeds, and a regular expression of families.
 */
public final class InterventionFigures {
    private final Map<Family, TreeMap<String, Integer>> outcomes = new TreeMap<>();
    private final Map<Family, List<Double>> errors = new TreeMap<>();
    private final Map<Family, List<Double>> gaps = new TreeMap<>();
    private final TreeMap<Family, Integer> covered = new TreeMap<>();

    public static void main(String[] arguments) {
        World world = World.named(arguments[0]);
        long first = Long.parseLong(arguments[1]);
        long seeds = Long.parseLong(arguments[2]);
        InterventionFigures figures = new InterventionFigures();
        for (Family family : Family.all()) {
            if (family.name().matches(arguments[3])) {
                for (long seed = first; seed < first + seeds; seed++) {
                    figures.add(family, new Simulation(family, world, seed));
                }
                System.out.print(figures.of(family));
            }
        }
    }

    private void add(Family family, Simulation simulation) {
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        Truth truth = simulation.truth();
        for (Candidate candidate : unit.candidates().found()) {
            List<String> labels = candidate.group().labels();
            Optional<Intervention> found = find(unit, candidate);
            String who =
                    truth.removed(labels) ? "removed" : truth.namedBy(labels).isPresent() ? "guilty" : "innocent";
            String what = found.map(change -> change.kind() + " " + change.conclusion())
                    .orElse("nothing");
            outcomes.computeIfAbsent(family, key -> new TreeMap<>()).merge(who + ": " + what, 1, Integer::sum);
            if (found.isPresent() && truth.removed(labels)) {
                dated(
                        family,
                        found.get(),
                        EpochSeconds.of(truth.changed()),
                        unit.replicas().size());
            }
        }
    }

    private void dated(Family family, Intervention change, double truth, int replicas) {
        errors.computeIfAbsent(family, key -> new ArrayList<>())
                .add(Math.abs(change.moment().at() - truth) / 60);
        gaps.computeIfAbsent(family, key -> new ArrayList<>())
                .add(60 / Math.max(1e-9, change.before().values() * replicas));
        covered.merge(
                family,
                change.moment().low() <= truth && truth <= change.moment().high() ? 1 : 0,
                Integer::sum);
    }

    /** With the price that an association found, if one was fitted. */
    static Optional<Intervention> find(WorkloadContainer unit, Candidate candidate) {
        double price = unit.associations().stream()
                .filter(association -> association.candidate().equals(candidate))
                .mapToDouble(association -> association.price().bytesPerSeries())
                .findFirst()
                .orElse(Double.NaN);
        return Interventions.find(unit.replicas(), unit.whole(), unit.candidates(), candidate.group(), price);
    }

    private String of(Family family) {
        String line = family + " " + family.description() + " " + outcomes.getOrDefault(family, new TreeMap<>());
        if (errors.containsKey(family)) {
            double[] minutes = array(errors.get(family));
            line += String.format(
                    Locale.ROOT,
                    "; dated within min: 50 %% %.0f, 90 %% %.0f, worst %.0f (gap between values %.1f); inside the interval"
                            + " %d of %d",
                    RobustStatistics.quantile(minutes, 0.5),
                    RobustStatistics.quantile(minutes, 0.9),
                    RobustStatistics.quantile(minutes, 1),
                    RobustStatistics.median(array(gaps.get(family))),
                    covered.get(family),
                    minutes.length);
        }
        return line + "\n";
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
