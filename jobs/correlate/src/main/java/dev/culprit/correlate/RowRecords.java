package dev.culprit.correlate;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.model.table.Part;
import dev.culprit.model.table.RecordMaker;
import dev.culprit.model.table.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Converts Spark's rows into records of a table.
 *
 * @param <R> flat, or of flattened records, but for maps of strings; rows are read with
 *     {@code spark.sql.datetime.java8API.enabled}
 */
final class RowRecords<R extends Record> {
    private final Table<R> table;
    private final StructType schema;
    private final RecordMaker<R> maker;

    RowRecords(Table<R> table) {
        this.table = table;
        this.maker = new RecordMaker<>(table.row());
        this.schema = new StructType(maker.columns().stream()
                .map(column -> DataTypes.createStructField(column.name(), dataType(column.type()), true))
                .toArray(StructField[]::new));
    }

    Table<R> table() {
        return table;
    }

    /** The table's columns, all nullable: a file that lacks one gives null, which {@link #read} refuses where it must not be. */
    StructType schema() {
        return schema;
    }

    private static DataType dataType(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false);
        }
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
     * @param environment of the row's partition
     * @param row with the columns of {@link #schema}, in its order
     * @param shared returns one object for all texts and containers that are equal, as rows of series repeat theirs thousands of times
     */
    R read(String environment, Row row, UnaryOperator<Object> shared) {
        List<Part.Column> columns = maker.columns();
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.get(i);
            if (value == null && !columns.get(i).optional()) {
                throw new CulpritException("table %s: column '%s' is missing or null in %s, which it must not be"
                        .formatted(table.name(), columns.get(i).name(), Text.printable(row.toString(), 200)));
            }
            if (value instanceof String) {
                value = shared.apply(value);
            } else if (value instanceof scala.collection.Map<?, ?> map) {
                value = texts(map, shared);
            }
            values[i] = value;
        }
        try {
            return maker.make(values, environment, shared);
        } catch (InvocationTargetException impossible) {
            throw new IllegalStateException(table + " cannot be made of " + row, impossible);
        }
    }

    @SuppressWarnings("unchecked") // an array cannot be generic
    private static Map<String, String> texts(scala.collection.Map<?, ?> map, UnaryOperator<Object> shared) {
        Map.Entry<String, String>[] entries = (Map.Entry<String, String>[]) new Map.Entry<?, ?>[map.size()];
        int i = 0;
        for (var each : CollectionConverters.asJava(map).entrySet()) {
            entries[i++] = Map.entry((String) shared.apply(each.getKey()), (String) shared.apply(each.getValue()));
        }
        return Map.ofEntries(entries);
    }
}
