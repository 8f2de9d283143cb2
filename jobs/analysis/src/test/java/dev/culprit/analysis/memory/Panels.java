package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Panels from literal arrays. Blocks of half an hour from the second 0 on, and a process that starts there. */
final class Panels {
    static final double BLOCK = 1800;

    private Panels() {}

    static Panel of(LifetimePanel... lifetimes) {
        return new Panel(List.of(lifetimes), BLOCK, false, 1, false);
    }

    /** NaN is a row that cannot be used. Requests are not counted. */
    static LifetimePanel lifetime(String pod, double... memory) {
        double[] times = IntStream.range(0, memory.length)
                .mapToDouble(i -> (i + 0.5) * BLOCK)
                .toArray();
        return lifetime(pod, memory, times, null, null, null);
    }

    /** With requests counted: per second in each block and in the one before, and in all. */
    static LifetimePanel lifetime(String pod, double[] memory, double[] traffic, double[] earlier, double[] requests) {
        double[] times = IntStream.range(0, memory.length)
                .mapToDouble(i -> (i + 0.5) * BLOCK)
                .toArray();
        return lifetime(pod, memory, times, traffic, earlier, requests);
    }

    private static LifetimePanel lifetime(
            String pod, double[] memory, double[] times, double[] traffic, double[] earlier, double[] requests) {
        Lifetime life = new Lifetime(0, memory.length * BLOCK, "period-end");
        double[] ages = Grid.ages(times, life);
        boolean[] ok = new boolean[memory.length];
        IntStream.range(0, ok.length).forEach(i -> ok[i] = !Double.isNaN(memory[i]));
        return new LifetimePanel(
                pod,
                life,
                null,
                new Grid(LongStream.range(0, memory.length).toArray(), times, ages),
                memory,
                ok,
                null,
                new Samples(
                        times,
                        ages,
                        traffic,
                        earlier,
                        requests,
                        IntStream.range(0, memory.length).toArray(),
                        new double[memory.length]));
    }

    static double[] repeat(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }
}
