package dev.culprit.analysis.memory;

import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

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
        List<DesignColumn> kept = new ArrayList<>();
        double[] ofKind = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            if (columns.get(k).kind() == kind) {
                ofKind[kept.size()] = values[k];
                kept.add(columns.get(k));
            }
        }
        return new ByColumn(kept, Arrays.copyOf(ofKind, kept.size()));
    }

    /** The same with 0 for this column. */
    ByColumn without(DesignColumn column) {
        double[] others = values.clone();
        others[index(columns, column)] = 0;
        return new ByColumn(columns, others);
    }

    /** Products column by column; the other has the same columns. */
    public ByColumn times(ByColumn other) {
        double[] products = new double[values.length];
        for (int k = 0; k < products.length; k++) {
            products[k] = values[k] * other.values[k];
        }
        return new ByColumn(columns, products);
    }

    public ByColumn map(DoubleUnaryOperator function) {
        double[] mapped = new double[values.length];
        for (int k = 0; k < mapped.length; k++) {
            mapped[k] = function.applyAsDouble(values[k]);
        }
        return new ByColumn(columns, mapped);
    }

    public double sum() {
        return Arrays.stream(values).sum();
    }

    /** 0 without columns. */
    public double max() {
        return Arrays.stream(values).max().orElse(0);
    }
}
