package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
     * @param type of the component; where that is a type parameter, what the record that is flattened gives for it
     * @param optional whether it may be missing or null
     */
    record Column(RecordComponent component, String name, Type type, boolean optional) implements Part {}

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
        return of(row, Set.of(), "", Map.of());
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

    /** @param types what stands for the record's type parameters */
    private static List<Part> of(Class<?> row, Set<String> required, String prefix, Map<Type, Type> types) {
        Set<String> unknown = new HashSet<>(required);
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : row.getRecordComponents()) {
            unknown.remove(component.getName());
            boolean nullable = Table.isOptional(component) && !required.contains(component.getName());
            Flattened flattened = component.getAnnotation(Flattened.class);
            if (flattened != null) {
                parts.add(columns(component, flattened, prefix, nullable));
            } else if (component.isAnnotationPresent(PartitionColumn.class)) {
                parts.add(environment(component));
            } else {
                Type type = component.getGenericType();
                parts.add(new Column(
                        component, prefix + Table.columnName(component), types.getOrDefault(type, type), nullable));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("%s has no component %s".formatted(row, unknown));
        }
        return List.copyOf(parts);
    }

    private static Columns columns(RecordComponent component, Flattened flattened, String prefix, boolean nullable) {
        if (!component.getType().isRecord() || nullable) {
            throw new IllegalArgumentException(
                    "%s is flattened: it must be a record and cannot be null".formatted(component));
        }
        Class<?> inner = component.getType();
        return new Columns(
                component,
                of(inner, Set.of(flattened.required()), prefix + flattened.prefix(), types(component, inner)));
    }

    private static Map<Type, Type> types(RecordComponent component, Class<?> inner) {
        Map<Type, Type> types = new HashMap<>();
        if (component.getGenericType() instanceof ParameterizedType generic) {
            for (int i = 0; i < inner.getTypeParameters().length; i++) {
                types.put(inner.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
            }
        }
        return types;
    }

    private static Environment environment(RecordComponent component) {
        if (component.getType() != String.class || !component.getName().equals("environment")) {
            throw new IllegalArgumentException("no folder tells %s".formatted(component));
        }
        return new Environment(component);
    }
}
