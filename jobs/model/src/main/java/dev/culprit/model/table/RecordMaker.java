package dev.culprit.model.table;

import dev.culprit.model.CulpritException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes records of the values of their columns. Reflection is slow where it looks things up, so that is done once. */
public final class RecordMaker<R> {
    private final Constructor<R> constructor;
    private final List<Part> parts;
    private final List<Part.Column> columns;
    /** At each part that is flattened what makes it, null at others. */
    private final @Nullable RecordMaker<?>[] flattened;

    public RecordMaker(Class<R> row) {
        this(row, Part.of(row));
    }

    private RecordMaker(Class<R> row, List<Part> parts) {
        this.constructor = constructor(row);
        this.parts = parts;
        this.columns = Part.columns(parts);
        this.flattened = parts.stream()
                .map(part -> part instanceof Part.Columns inner
                        ? new RecordMaker<>(part.component().getType(), inner.parts())
                        : null)
                .toArray(RecordMaker<?>[]::new);
    }

    private static <R> Constructor<R> constructor(Class<R> row) {
        try {
            Constructor<R> constructor = row.getDeclaredConstructor(Arrays.stream(row.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(row + " has no canonical constructor", impossible);
        }
    }

    /** The columns that a record is made of, flattened ones in their places. */
    public List<Part.Column> columns() {
        return columns;
    }

    /**
     * @param values of {@link #columns}, in their order
     * @param environment of the partition; null for records without one
     * @param shared gives one object for flattened records that are equal, as those of a container's rows are
     * @throws InvocationTargetException where the record refuses the values
     * @throws CulpritException where a flattened record that may be missing is there by half
     */
    public R make(@Nullable Object[] values, @Nullable String environment, UnaryOperator<Object> shared)
            throws InvocationTargetException {
        return make(values, 0, environment, shared);
    }

    private R make(@Nullable Object[] values, int from, @Nullable String environment, UnaryOperator<Object> shared)
            throws InvocationTargetException {
        @Nullable Object[] components = new Object[flattened.length];
        int next = from;
        for (int i = 0; i < components.length; i++) {
            RecordMaker<?> inner = flattened[i];
            if (inner != null) {
                boolean missing = ((Part.Columns) parts.get(i)).optional() && inner.isMissing(values, next);
                components[i] = missing ? null : shared.apply(inner.make(values, next, environment, shared));
                next += inner.columns.size();
            } else if (parts.get(i) instanceof Part.Environment) {
                components[i] = Objects.requireNonNull(environment, "this table has no environments");
            } else {
                components[i] = values[next++];
            }
        }
        try {
            return constructor.newInstance(components);
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(constructor + " cannot be called", impossible);
        }
    }

    /** Whether nothing is there of a record that may be missing. */
    private boolean isMissing(@Nullable Object[] values, int from) {
        String present = null;
        String absent = null;
        for (int i = 0; i < columns.size(); i++) {
            Part.Column column = columns.get(i);
            Object value = values[from + i];
            if (!Objects.equals(value, column.absent())) {
                present = column.name();
            } else if (!column.optional() && value == null) {
                absent = column.name();
            }
        }
        if (present != null && absent != null) {
            throw new CulpritException("column '%s' is null where '%s' is not".formatted(absent, present));
        }
        return present == null;
    }
}
