package dev.culprit.correlate;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Nullable;
import dev.culprit.model.Text;
import dev.culprit.model.table.Table;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Records of a table out of Spark's rows, by the columns that the record names.
 *
 * @param <R> flat but for maps of strings; rows are read with {@code spark.sql.datetime.java8API.enabled}
 */
final class RowRecords<R extends Record> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Table<R> table;
    private transient Constructor<R> constructor;

    RowRecords(Table<R> table) {
        this.table = table;
    }

    /** The table's columns, all nullable: a file that lacks one gives null there, and {@link #read} says so. */
    StructType schema() {
        return new StructType(Arrays.stream(table.row().getRecordComponents())
                .map(component -> DataTypes.createStructField(columnName(component), dataType(component), true))
                .toArray(StructField[]::new));
    }

    private static String columnName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
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
        if (type == int.class) {
            return DataTypes.IntegerType;
        }
        return type == long.class ? DataTypes.LongType : DataTypes.DoubleType;
    }

    /** @param row with the columns of {@link #schema}, in its order */
    R read(Row row) {
        RecordComponent[] components = table.row().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object value = row.get(i);
            if (value == null && !components[i].isAnnotationPresent(Nullable.class)) {
                throw new CulpritException("table %s: column '%s' is missing or null in %s, which it must not be"
                        .formatted(table.name(), columnName(components[i]), Text.printable(row.toString(), 200)));
            }
            values[i] = value instanceof scala.collection.Map<?, ?> map
                    ? Map.copyOf(CollectionConverters.asJava(map))
                    : value;
        }
        try {
            return constructor().newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(table + " cannot be made of " + row, impossible);
        }
    }

    private Constructor<R> constructor() {
        if (constructor == null) {
            try {
                constructor = table.row()
                        .getDeclaredConstructor(Arrays.stream(table.row().getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(table + " has no canonical constructor", impossible);
            }
        }
        return constructor;
    }
}
