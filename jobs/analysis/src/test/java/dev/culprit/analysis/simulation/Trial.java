package dev.culprit.analysis.simulation;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.model.finding.Finding;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * One incident put before the method.
 *
 * @param findings on all containers in all environments
 * @param lifetimes of the container on trial as the method found them, {@code trueLifetimes} as they were
 * @param condensing seconds of processor time from rows to histories, {@code judging} from histories to findings
 */
public record Trial(
        Grade grade,
        List<Placed<Finding>> findings,
        long lifetimes,
        long trueLifetimes,
        double condensing,
        double judging) {

    /** With the rows of one pod at a time in memory; the time to make them is then part of {@code condensing}. */
    public static Trial of(Simulation simulation) {
        double start = processorSeconds();
        List<ContainerHistory> histories = simulation.histories();
        return of(simulation, histories, processorSeconds() - start);
    }

    /**
     * @param histories of the simulation
     * @param condensing seconds that they took
     */
    public static Trial of(Simulation simulation, List<ContainerHistory> histories, double condensing) {
        Truth truth = simulation.truth();
        double start = processorSeconds();
        WorkloadAnalysis.Result result = WorkloadAnalysis.of(histories, simulation.period());
        double judging = processorSeconds() - start;
        long lifetimes = result.trends().stream()
                .filter(placed -> placed.environment().equals(truth.environment())
                        && placed.row().container().container().equals(truth.container()))
                .count();
        return new Trial(
                Grade.of(result, truth), result.findings(), lifetimes, simulation.lifetimes(), condensing, judging);
    }

    /** Of this thread: others may compute beside it. */
    public static double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
