package dev.culprit.correlate;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.model.table.Table;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Converts Spark's rows into records of a table.
 *
 * @param <R> flat but for maps of strings; rows are read with {@code spark.sql.datetime.java8API.enabled}
 */
final class RowRecords<R extends Record> {
    private final Table<R> table;
    private final StructType schema;
    private final boolean[] required;
    private final Constructor<R> constructor;

    RowRecords(Table<R> table) {
        // Reflective lookups are slow, so none is done for a row.
        RecordComponent[] components = table.row().getRecordComponents();
        this.table = table;
        this.schema = new StructType(Arrays.stream(components)
                .map(component -> DataTypes.createStructField(Table.columnName(component), dataType(component), true))
                .toArray(StructField[]::new));
        this.required = new boolean[components.length];
        for (int i = 0; i < components.length; i++) {
            required[i] = !Table.isOptional(components[i]);
        }
        try {
            this.constructor = table.row()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(table + " has no canonical constructor", impossible);
        }
    }

    Table<R> table() {
        return table;
    }

    /** The table's columns, all nullable: a file that lacks one gives null, which {@link #read} refuses where it must not be. */
    StructType schema() {
        return schema;
    }

    private static DataType dataType(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false);
        }
        Class<?> type = component.getType();
        if (type == String.class) {
            return DataTypes.StringType;
        }
        if (type == Instant.class) {
            return DataTypes.TimestampType;
        }
        if (type == int.class || type == Integer.class) {
            return DataTypes.IntegerType;
        }
        return type == long.class || type == Long.class ? DataTypes.LongType : DataTypes.DoubleType;
    }

    /**
     * @param row with the columns of {@link #schema}, in its order
     * @param shared returns the same object for equal texts, as rows of series repeat theirs thousands of times
     */
    R read(Row row, UnaryOperator<String> shared) {
        Object[] values = new Object[required.length];
        for (int i = 0; i < values.length; i++) {
            Object value = row.get(i);
            if (value == null && required[i]) {
                throw new CulpritException("table %s: column '%s' is missing or null in %s, which it must not be"
                        .formatted(table.name(), schema.fieldNames()[i], Text.printable(row.toString(), 200)));
            }
            if (value instanceof String text) {
                value = shared.apply(text);
            } else if (value instanceof scala.collection.Map<?, ?> map) {
                value = texts(map, shared);
            }
            values[i] = value;
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(table + " cannot be made of " + row, impossible);
        }
    }

    @SuppressWarnings("unchecked") // an array cannot be generic
    private static Map<String, String> texts(scala.collection.Map<?, ?> map, UnaryOperator<String> shared) {
        Map.Entry<String, String>[] entries = (Map.Entry<String, String>[]) new Map.Entry<?, ?>[map.size()];
        int i = 0;
        for (var each : CollectionConverters.asJava(map).entrySet()) {
            entries[i++] = Map.entry(shared.apply((String) each.getKey()), shared.apply((String) each.getValue()));
        }
        return Map.ofEntries(entries);
    }
}
