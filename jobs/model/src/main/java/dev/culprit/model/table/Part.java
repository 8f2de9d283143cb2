package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    record Column(RecordComponent component, String name, Type type, boolean optional) implements Part {
        /** What stands in the column where the record that it is of is missing: null, or an empty list or map that cannot be null. */
        public @Nullable Object absent() {
            if (optional || !(type instanceof ParameterizedType generic)) {
                return null;
            }
            return generic.getRawType() == List.class ? List.of() : generic.getRawType() == Map.class ? Map.of() : null;
        }

        /** The same where the record that it is of may be missing. */
        public Column ofOptional() {
            return absent() == null ? new Column(component, name, boxed(type), true) : this;
        }
    }

    /**
     * A record whose columns stand in the place of this component; see {@link Flattened}.
     *
     * @param parts as the record itself has them, be it optional or not
     * @param optional whether the record may be null
     */
    record Columns(RecordComponent component, List<Part> parts, boolean optional) implements Part {}

    /** The environment, which the partition tells; see {@link PartitionColumn}. */
    record Environment(RecordComponent component) implements Part {}

    /**
     * The parts of a table's record, or of a record within, in the order of its components.
     *
     * @throws IllegalArgumentException for annotations that contradict the record
     */
    static List<Part> of(Class<?> row) {
        return of(row, RecordPlace.WHOLE);
    }

    /** The columns of a table's record in their order, flattened ones among them. */
    static List<Column> columns(List<Part> parts) {
        return parts.stream()
                .<Column>mapMulti((part, columns) -> {
                    if (part instanceof Column column) {
                        columns.accept(column);
                    } else if (part instanceof Columns flattened) {
                        columns(flattened.parts()).stream()
                                .map(column -> flattened.optional() ? column.ofOptional() : column)
                                .forEach(columns);
                    }
                })
                .toList();
    }

    private static List<Part> of(Class<?> row, RecordPlace place) {
        Set<String> unknown = place.named();
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : row.getRecordComponents()) {
            Flattened flattened = component.getAnnotation(Flattened.class);
            if (flattened != null) {
                parts.add(columns(component, flattened, place));
                unknown.removeIf(name -> name.equals(component.getName()) && !name.equals(place.bare()));
            } else if (component.isAnnotationPresent(PartitionColumn.class)) {
                parts.add(environment(component));
            } else {
                parts.add(new Column(
                        component, place.name(component), place.type(component), place.isOptional(component)));
                unknown.remove(component.getName());
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("%s has no component %s".formatted(row, unknown));
        }
        return List.copyOf(parts);
    }

    private static Columns columns(RecordComponent component, Flattened flattened, RecordPlace place) {
        if (!component.getType().isRecord()) {
            throw new IllegalArgumentException("%s is flattened: it must be a record".formatted(component));
        }
        boolean optional = place.isOptional(component);
        List<Part> parts = of(component.getType(), place.within(component, flattened));
        if (optional && columns(parts).stream().allMatch(column -> column.optional() || column.absent() != null)) {
            throw new IllegalArgumentException(
                    "%s may be null: something in it must never be, or nobody could tell".formatted(component));
        }
        return new Columns(component, parts, optional);
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }

    private static Environment environment(RecordComponent component) {
        if (component.getType() != String.class || !component.getName().equals("environment")) {
            throw new IllegalArgumentException("no folder tells %s".formatted(component));
        }
        return new Environment(component);
    }
}
