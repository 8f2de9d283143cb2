package dev.culprit.analysis.memory;

import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The explaining side of a regression of a panel's memory: columns by name, and their values in every row of every lifetime.
 *
 * @param values by lifetime, column and row
 */
public record Design(Panel panel, List<DesignColumn> columns, double[][][] values) {
    /** By hand: hours; less is no divisor. */
    private static final double LEAST_HOURS = 1e-9;

    /**
     * A column, and how it is read off a lifetime.
     *
     * @param values one a row of the lifetime
     */
    public record Term(DesignColumn column, Function<LifetimePanel, double[]> values) {}

    public static Design of(Panel panel, List<Term> terms) {
        return new Design(
                panel,
                terms.stream().map(Term::column).toList(),
                panel.lifetimes().stream()
                        .map(lifetime -> terms.stream()
                                .map(term -> term.values().apply(lifetime))
                                .toArray(double[][]::new))
                        .toArray(double[][][]::new));
    }

    /** By row of the lifetime of this index in the panel. */
    public double[] values(int lifetime, DesignColumn column) {
        return values[lifetime][ByColumn.index(columns, column)];
    }

    /** What each column rises by in a typical lifetime: the median over lifetimes of its end minus its start. */
    public ByColumn typicalRises() {
        return new ByColumn(
                columns,
                IntStream.range(0, columns.size())
                        .mapToDouble(k -> RobustStatistics.median(IntStream.range(0, values.length)
                                .mapToDouble(lifetime -> rise(lifetime, k))
                                .toArray()))
                        .toArray());
    }

    /** What each column rises by in so many hours at the pace of all lifetimes together: where one replica of three has births, a third of its. */
    public ByColumn meanRises(double hours) {
        double all = panel.lifetimes().stream().mapToDouble(Design::hours).sum();
        return new ByColumn(
                columns,
                IntStream.range(0, columns.size())
                        .mapToDouble(k -> hours
                                * IntStream.range(0, values.length)
                                        .mapToDouble(lifetime -> rise(lifetime, k))
                                        .sum()
                                / Math.max(LEAST_HOURS, all))
                        .toArray());
    }

    private static double hours(LifetimePanel lifetime) {
        int[] usable = lifetime.usable();
        return lifetime.ages()[usable[usable.length - 1]] - lifetime.ages()[usable[0]];
    }

    private double rise(int lifetime, int column) {
        int[] usable = panel.lifetimes().get(lifetime).usable();
        double[] path = values[lifetime][column];
        return path[usable[usable.length - 1]] - path[usable[0]];
    }

    /** What the columns of this kind let memory rise by in one lifetime, from its first usable row to its last. */
    double rise(int lifetime, ByColumn coefficients, Kind kind) {
        double rise = 0;
        for (int k = 0; k < columns.size(); k++) {
            rise += columns.get(k).kind() == kind ? coefficients.values()[k] * rise(lifetime, k) : 0;
        }
        return rise;
    }

    /** Memory in a lifetime's usable rows, less what columns of these kinds explain. */
    public double[] memoryWithout(int lifetime, ByColumn coefficients, Kind first, Kind... more) {
        Set<Kind> kinds = EnumSet.of(first, more);
        LifetimePanel rows = panel.lifetimes().get(lifetime);
        int[] explained = IntStream.range(0, columns.size())
                .filter(k -> kinds.contains(columns.get(k).kind()))
                .toArray();
        return Arrays.stream(rows.usable())
                .mapToDouble(row -> {
                    double level = rows.memory()[row];
                    for (int k : explained) {
                        level -= coefficients.values()[k] * values[lifetime][k][row];
                    }
                    return level;
                })
                .toArray();
    }
}
