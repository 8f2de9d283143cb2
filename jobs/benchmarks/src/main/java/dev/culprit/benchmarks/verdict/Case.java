package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.Baselines;
import dev.culprit.analysis.Baselines.Claim;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Trial;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident with all that was said of it.
 *
 * @param replicas of the workload in production
 * @param trial by the method; null where only the baselines were asked, to tune them
 * @param claims of the baselines; none where they were not asked
 */
record Case(
        Family family,
        World world,
        long seed,
        Truth truth,
        int replicas,
        @Nullable Trial trial,
        List<Claim> claims) {

    static Case tried(Family family, World world, long seed, boolean baselines) {
        Simulation simulation = new Simulation(family, world, seed);
        List<Observations> observations = simulation.observations();
        double start = Trial.processorSeconds();
        List<ContainerHistory> histories = histories(observations);
        Trial trial = Trial.of(simulation, histories, Trial.processorSeconds() - start);
        List<Claim> claims = baselines ? Baselines.of(observations, histories, simulation.period()) : List.of();
        return new Case(family, world, seed, simulation.truth(), simulation.replicas(), trial, claims);
    }

    static Case forTuning(Family family, World world, long seed) {
        Simulation simulation = new Simulation(family, world, seed);
        List<Observations> observations = simulation.observations();
        List<Claim> claims = Baselines.of(observations, histories(observations), simulation.period());
        return new Case(family, world, seed, simulation.truth(), simulation.replicas(), null, claims);
    }

    private static List<ContainerHistory> histories(List<Observations> observations) {
        return observations.stream().map(Observations::history).toList();
    }
}
