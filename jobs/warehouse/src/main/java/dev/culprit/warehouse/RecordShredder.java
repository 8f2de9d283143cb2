package dev.culprit.warehouse;

import dev.culprit.model.table.Part;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into Parquet's columns, by the schema of {@link RecordSchema}. How a component is written follows from its
 * type and is decided once. Each value goes directly to its column, with its repetition and definition level (Melnik et al.,
 * "Dremel", VLDB 2010, section 4.1): rows of births have fifty texts each, so an event a value would be slow.
 */
final class RecordShredder<R extends Record> {
    /**
     * A component of a record, ready to be read: reflection is slow where it has to look things up.
     *
     * @param levels by which a value that is there is defined better than the whole: 1 for an optional column, 0 for others and for
     *     flattened records
     */
    private record Component(String name, Method accessor, boolean optional, int levels, Node node) {
        @Nullable
        Object read(Object whole) {
            try {
                return accessor.invoke(whole);
            } catch (IllegalAccessException | InvocationTargetException impossible) {
                throw new IllegalStateException(name + " cannot be read", impossible);
            }
        }

        /**
         * @param part the component's value in the whole
         * @param definition level of the whole
         */
        void write(@Nullable Object part, Object whole, int repetition, int definition) {
            if (part != null) {
                node.write(part, repetition, definition + levels);
            } else if (optional) {
                node.absent(repetition, definition);
            } else {
                throw new NullPointerException("%s of %s is null".formatted(name, whole));
            }
        }
    }

    private final MessageType schema;
    private final Texts texts = new Texts();
    private final List<Leaf> leaves = new ArrayList<>();
    private final Group root;

    RecordShredder(MessageType schema, Class<R> row) {
        this.schema = schema;
        this.root = new Group(components(Part.of(row), false, List.of(), 0));
    }

    /** Directs the following values to the columns of this store, which belongs to a row group. */
    void to(ColumnWriteStore store) {
        leaves.forEach(leaf -> leaf.column = store.getColumnWriter(leaf.descriptor));
    }

    void write(R row) {
        root.write(row, 0, 0);
    }

    /** A node of the schema, with all nodes below it. */
    private sealed interface Node {
        /**
         * @param repetition level at which this value repeats what was written before; 0 begins a row
         * @param definition level of a value at this place
         */
        void write(Object value, int repetition, int definition);

        /** Writes nulls for all columns below. The definition level says how much of the path is present. */
        void absent(int repetition, int definition);
    }

    private interface Put {
        void put(ColumnWriter column, Object value, int repetition, int definition);
    }

    private static final class Leaf implements Node {
        private final ColumnDescriptor descriptor;
        private final Put put;

        @SuppressWarnings("NullAway.Init") // Set by RecordShredder.to before the first row.
        private ColumnWriter column;

        Leaf(ColumnDescriptor descriptor, Put put) {
            this.descriptor = descriptor;
            this.put = put;
        }

        @Override
        public void write(Object value, int repetition, int definition) {
            put.put(column, value, repetition, definition);
        }

        @Override
        public void absent(int repetition, int definition) {
            column.writeNull(repetition, definition);
        }
    }

    private record Group(Component[] components) implements Node {
        @Override
        public void write(Object value, int repetition, int definition) {
            for (Component component : components) {
                component.write(component.read(value), value, repetition, definition);
            }
        }

        @Override
        public void absent(int repetition, int definition) {
            for (Component component : components) {
                component.node.absent(repetition, definition);
            }
        }
    }

    /**
     * A record whose columns stand among those of the record around it, at the same level. Rows that follow each other share
     * such records, as those of a container do its identity, so the values are kept as long as the same one comes.
     */
    private static final class Flat implements Node {
        private final Component[] components;
        private final @Nullable Object[] values;
        private @Nullable Object record;

        Flat(Component[] components) {
            this.components = components;
            this.values = new Object[components.length];
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // to compare by parts would take as long as to read them
        public void write(Object value, int repetition, int definition) {
            if (value != record) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = components[i].read(value);
                }
                record = value;
            }
            for (int i = 0; i < values.length; i++) {
                components[i].write(values[i], value, repetition, definition);
            }
        }

        @Override
        public void absent(int repetition, int definition) {
            for (Component component : components) {
                component.node.absent(repetition, definition);
            }
        }
    }

    /** @param level repetition level of the second and all further elements */
    private record Elements(Node element, int level) implements Node {
        @Override
        public void write(Object value, int repetition, int definition) {
            List<?> list = (List<?>) value;
            if (list.isEmpty()) {
                absent(repetition, definition);
            }
            int repeats = repetition;
            for (Object one : list) {
                element.write(one, repeats, definition + 1);
                repeats = level;
            }
        }

        @Override
        public void absent(int repetition, int definition) {
            element.absent(repetition, definition);
        }
    }

    private static final class Entries implements Node {
        private final Node key;
        private final Node value;
        private final int level;
        private int repeats;

        Entries(Node key, Node value, int level) {
            this.key = key;
            this.value = value;
            this.level = level;
        }

        @Override
        public void write(Object entries, int repetition, int definition) {
            Map<?, ?> map = (Map<?, ?>) entries;
            if (map.isEmpty()) {
                absent(repetition, definition);
                return;
            }
            repeats = repetition;
            map.forEach((ofKey, ofValue) -> {
                key.write(ofKey, repeats, definition + 1);
                value.write(ofValue, repeats, definition + 1);
                repeats = level;
            });
        }

        @Override
        public void absent(int repetition, int definition) {
            key.absent(repetition, definition);
            value.absent(repetition, definition);
        }
    }

    /** @param missing whether the record may be missing whose parts these are */
    private Component[] components(List<Part> parts, boolean missing, List<String> path, int level) {
        return parts.stream()
                .filter(part -> !(part instanceof Part.Environment))
                .map(part -> component(part, missing, path, level))
                .toArray(Component[]::new);
    }

    private Component component(Part part, boolean missing, List<String> path, int level) {
        Method accessor = part.component().getAccessor();
        accessor.setAccessible(true);
        if (part instanceof Part.Column own) {
            Part.Column column = missing ? own.ofOptional() : own;
            Node node = node(column.type(), below(path, column.name()), level);
            return new Component(column.name(), accessor, own.optional(), column.optional() ? 1 : 0, node);
        }
        Part.Columns flattened = (Part.Columns) part;
        Component[] inner = components(flattened.parts(), missing || flattened.optional(), path, level);
        return new Component(part.component().getName(), accessor, flattened.optional(), 0, new Flat(inner));
    }

    /**
     * @param type one that {@link RecordSchema} knows
     * @param level number of lists and maps above
     */
    private Node node(Type type, List<String> path, int level) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? new Elements(node(arguments[0], below(path, "list", "element"), level + 1), level + 1)
                    : new Entries(
                            node(arguments[0], below(path, "key_value", "key"), level + 1),
                            node(arguments[1], below(path, "key_value", "value"), level + 1),
                            level + 1);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return new Group(components(Part.of(plain), false, path, level));
        }
        Leaf leaf = new Leaf(schema.getColumnDescription(path.toArray(String[]::new)), put(plain));
        leaves.add(leaf);
        return leaf;
    }

    private static List<String> below(List<String> path, String... names) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(List.of(names));
        return longer;
    }

    private Put put(Class<?> type) {
        if (type == String.class) {
            return (column, value, r, d) -> column.write(texts.of((String) value), r, d);
        }
        if (type.isEnum()) {
            return (column, value, r, d) -> column.write(texts.of(value.toString()), r, d);
        }
        if (type == Instant.class) {
            return (column, value, r, d) ->
                    column.write(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value), r, d);
        }
        if (type == int.class || type == Integer.class) {
            return (column, value, r, d) -> column.write((int) (Integer) value, r, d);
        }
        if (type == long.class || type == Long.class) {
            return (column, value, r, d) -> column.write((long) (Long) value, r, d);
        }
        if (type == double.class || type == Double.class) {
            return (column, value, r, d) -> column.write((double) (Double) value, r, d);
        }
        return (column, value, r, d) -> column.write((boolean) (Boolean) value, r, d);
    }
}
