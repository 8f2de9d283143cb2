package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a component of a table's record is to the table. Whoever writes or reads rows follows this, so that all agree on which
 * columns a record has.
 */
public sealed interface Part {
    RecordComponent component();

    /**
     * A column of the file; of a nested record, a field of it.
     *
     * @param name in snake case: {@code workingSetBytes} is {@code working_set_bytes}
     * @param optional whether it may be missing or null
     */
    record Column(RecordComponent component, String name, boolean optional) implements Part {}

    /** A record whose columns stand in the place of this component; see {@link Flattened}. */
    record Columns(RecordComponent component, List<Part> parts) implements Part {}

    /** The environment, which the partition tells; see {@link PartitionColumn}. */
    record Environment(RecordComponent component) implements Part {}

    /**
     * The parts of a table's record, or of a record within, in the order of its components.
     *
     * @throws IllegalArgumentException for annotations that contradict the record
     */
    static List<Part> of(Class<?> row) {
        return of(row, Set.of());
    }

    /** The columns of a table's record in their order, flattened ones among them. */
    static List<Column> columns(List<Part> parts) {
        return parts.stream()
                .<Column>mapMulti((part, columns) -> {
                    if (part instanceof Column column) {
                        columns.accept(column);
                    } else if (part instanceof Columns flattened) {
                        columns(flattened.parts()).forEach(columns);
                    }
                })
                .toList();
    }

    private static List<Part> of(Class<?> row, Set<String> required) {
        Set<String> unknown = new HashSet<>(required);
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : row.getRecordComponents()) {
            unknown.remove(component.getName());
            boolean nullable = Table.isOptional(component) && !required.contains(component.getName());
            Flattened flattened = component.getAnnotation(Flattened.class);
            if (flattened != null) {
                parts.add(columns(component, flattened, nullable));
            } else if (component.isAnnotationPresent(PartitionColumn.class)) {
                parts.add(environment(component));
            } else {
                parts.add(new Column(component, Table.columnName(component), nullable));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("%s has no component %s".formatted(row, unknown));
        }
        return List.copyOf(parts);
    }

    private static Columns columns(RecordComponent component, Flattened flattened, boolean nullable) {
        if (!component.getType().isRecord() || nullable) {
            throw new IllegalArgumentException(
                    "%s is flattened: it must be a record and cannot be null".formatted(component));
        }
        return new Columns(component, of(component.getType(), Set.of(flattened.required())));
    }

    private static Environment environment(RecordComponent component) {
        if (component.getType() != String.class || !component.getName().equals("environment")) {
            throw new IllegalArgumentException("no folder tells %s".formatted(component));
        }
        return new Environment(component);
    }
}
