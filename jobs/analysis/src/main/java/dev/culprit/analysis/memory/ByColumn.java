package dev.culprit.analysis.memory;

import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * One number for each column of a design, such as the coefficients of a fit.
 *
 * @param values in the order of the columns
 */
public record ByColumn(List<DesignColumn> columns, double[] values) {
    /** @throws IllegalArgumentException without a column of this name */
    public double of(DesignColumn column) {
        return values[index(columns, column)];
    }

    static int index(List<DesignColumn> columns, DesignColumn column) {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).name().equals(column.name())) {
                return k;
            }
        }
        throw new IllegalArgumentException("no column " + column.name());
    }

    public ByColumn only(Kind kind) {
        int[] kept = IntStream.range(0, values.length)
                .filter(k -> columns.get(k).kind() == kind)
                .toArray();
        return new ByColumn(
                Arrays.stream(kept).mapToObj(columns::get).toList(),
                Arrays.stream(kept).mapToDouble(k -> values[k]).toArray());
    }

    /** Products column by column; the other has the same columns. */
    public ByColumn times(ByColumn other) {
        return new ByColumn(
                columns,
                IntStream.range(0, values.length)
                        .mapToDouble(k -> values[k] * other.values[k])
                        .toArray());
    }

    public ByColumn map(DoubleUnaryOperator function) {
        return new ByColumn(columns, Arrays.stream(values).map(function).toArray());
    }

    public double sum() {
        return Arrays.stream(values).sum();
    }

    /** 0 without columns. */
    public double max() {
        return Arrays.stream(values).max().orElse(0);
    }
}
