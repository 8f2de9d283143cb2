package dev.culprit.analysis.simulation;

import java.util.Arrays;
import java.util.List;

/** How many values of one label group a process has taken, and how many of them it still shows, at any second of the period. */
final class Census {
    private final double[] births;
    private final double[] deaths;
    /** Sums of the births of those that die first, by number of deaths; likewise of all, by number of births. */
    private final double[] birthsOfDead;

    private final double[] birthsOfAll;

    /** @param label number of the group in the story */
    Census(List<Life.Value> values, int label) {
        List<Life.Value> own =
                values.stream().filter(value -> value.label() == label).toList();
        births = own.stream().mapToDouble(value -> value.times()[0]).sorted().toArray();
        birthsOfAll = sums(births);
        double[][] dead = own.stream()
                .filter(value -> Double.isFinite(value.gone()))
                .map(value -> new double[] {value.gone(), value.times()[0]})
                .sorted((a, b) -> Double.compare(a[0], b[0]))
                .toArray(double[][]::new);
        deaths = Arrays.stream(dead).mapToDouble(value -> value[0]).toArray();
        birthsOfDead = sums(Arrays.stream(dead).mapToDouble(value -> value[1]).toArray());
    }

    int born(double second) {
        return upTo(births, second);
    }

    int alive(double second) {
        return born(second) - upTo(deaths, second);
    }

    /** Seconds that those alive have lived, summed. */
    double ages(double second) {
        return alive(second) * second - birthsOfAll[born(second)] + birthsOfDead[upTo(deaths, second)];
    }

    private static double[] sums(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }

    private static int upTo(double[] ascending, double key) {
        int at = Arrays.binarySearch(ascending, Math.nextUp(key));
        return at >= 0 ? at : -at - 1;
    }
}
