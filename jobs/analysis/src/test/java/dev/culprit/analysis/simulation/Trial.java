package dev.culprit.analysis.simulation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.ContainerHistory;
import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.TreeMap;

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
        WorkloadAnalysis.Result result = judge(histories, simulation.period());
        double judging = processorSeconds() - start;
        long lifetimes = result.trends().stream()
                .filter(placed -> placed.environment().equals(truth.environment())
                        && placed.row().container().equals(truth.container()))
                .count();
        return new Trial(
                Grade.of(result, truth), result.findings(), lifetimes, simulation.lifetimes(), condensing, judging);
    }

    /** The method on a whole workload, all containers of it. */
    static WorkloadAnalysis.Result judge(List<ContainerHistory> histories, Period period) {
        List<WorkloadAnalysis.Result> results = histories.stream()
                .collect(groupingBy(history -> history.container().container(), TreeMap::new, toList()))
                .values()
                .stream()
                .map(replicas -> WorkloadAnalysis.of(replicas, period))
                .toList();
        return new WorkloadAnalysis.Result(
                results.stream().flatMap(result -> result.findings().stream()).toList(),
                results.stream().flatMap(result -> result.trends().stream()).toList(),
                results.stream().flatMap(result -> result.growth().stream()).toList());
    }

    /** Of this thread: others may compute beside it. */
    public static double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
