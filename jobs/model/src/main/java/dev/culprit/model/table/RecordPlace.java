package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a record stands in a table.
 *
 * @param required components that are never null here
 * @param prefix before the names of its columns
 * @param bare the component whose column is named by the prefix alone; empty where none is
 * @param types what stands for the record's type parameters
 */
record RecordPlace(Set<String> required, String prefix, String bare, Map<Type, Type> types) {
    /** A row, or a nested column. */
    static final RecordPlace WHOLE = new RecordPlace(Set.of(), "", "", Map.of());

    /** Of what is flattened at a component of the record that stands here. */
    RecordPlace within(RecordComponent component, Flattened flattened) {
        if (!flattened.bare().isEmpty() && !flattened.prefix().endsWith("_")) {
            throw new IllegalArgumentException("%s: no prefix names %s".formatted(component, flattened.bare()));
        }
        return new RecordPlace(
                Set.of(flattened.required()), prefix + flattened.prefix(), flattened.bare(), types(component));
    }

    private static Map<Type, Type> types(RecordComponent component) {
        Map<Type, Type> types = new HashMap<>();
        if (component.getGenericType() instanceof ParameterizedType generic) {
            Type[] parameters = component.getType().getTypeParameters();
            for (int i = 0; i < parameters.length; i++) {
                types.put(parameters[i], generic.getActualTypeArguments()[i]);
            }
        }
        return types;
    }

    /** The components that are spoken of, which the record must have. */
    Set<String> named() {
        Set<String> named = new HashSet<>(required);
        if (!bare.isEmpty()) {
            named.add(bare);
        }
        return named;
    }

    String name(RecordComponent component) {
        return component.getName().equals(bare)
                ? prefix.substring(0, prefix.length() - 1)
                : prefix + Table.columnName(component);
    }

    Type type(RecordComponent component) {
        Type type = component.getGenericType();
        return types.getOrDefault(type, type);
    }

    boolean isOptional(RecordComponent component) {
        return Table.isOptional(component) && !required.contains(component.getName());
    }
}
