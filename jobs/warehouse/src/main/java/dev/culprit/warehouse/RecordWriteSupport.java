package dev.culprit.warehouse;

import dev.culprit.model.Nullable;
import dev.culprit.model.table.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Feeds records to Parquet by the schema of {@link RecordSchema}. How a column is written follows from its type and is settled
 * once: one method that asks each value what it is would be compiled over and over, for everything that Parquet does with it.
 */
final class RecordWriteSupport<R extends Record> extends WriteSupport<R> {
    private interface ValueWriter {
        void write(Object value);
    }

    /** A component of a record, ready to be written: reflection is slow where it has to look things up. */
    private record Column(String name, Method accessor, boolean optional, ValueWriter writer) {}

    private final MessageType schema;
    private final Column[] columns;
    private final Texts texts = new Texts();
    private RecordConsumer consumer;

    RecordWriteSupport(String name, Class<R> row) {
        this.schema = RecordSchema.of(name, row);
        this.columns = columnsOf(row);
    }

    @Override
    public String getName() {
        return "culprit";
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, and its successor falls back to it
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        this.consumer = recordConsumer;
    }

    @Override
    public void write(R record) {
        consumer.startMessage();
        writeFields(columns, record);
        consumer.endMessage();
    }

    private void writeFields(Column[] fields, Object record) {
        for (int index = 0; index < fields.length; index++) {
            Column field = fields[index];
            Object value = valueOf(field, record);
            if (value != null) {
                writeField(field.name, index, field.writer, value);
            } else if (!field.optional) {
                throw new NullPointerException("%s of %s is null".formatted(field.name, record));
            }
        }
    }

    private static Object valueOf(Column column, Object record) {
        try {
            return column.accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(column.name + " cannot be read", impossible);
        }
    }

    private void writeField(String name, int index, ValueWriter writer, Object value) {
        consumer.startField(name, index);
        writer.write(value);
        consumer.endField(name, index);
    }

    private Column[] columnsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    return new Column(
                            Table.columnName(component),
                            accessor,
                            component.isAnnotationPresent(Nullable.class),
                            writerOf(component.getGenericType()));
                })
                .toArray(Column[]::new);
    }

    /** @param type one that {@link RecordSchema} knows */
    private ValueWriter writerOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(writerOf(arguments[0]))
                    : map(writerOf(arguments[0]), writerOf(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return group(columnsOf(plain));
        }
        if (plain == String.class) {
            return value -> consumer.addBinary(texts.of((String) value));
        }
        if (plain.isEnum()) {
            return value -> consumer.addBinary(texts.of(value.toString()));
        }
        if (plain == Instant.class) {
            return value -> consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
        }
        if (plain == int.class || plain == Integer.class) {
            return value -> consumer.addInteger((Integer) value);
        }
        if (plain == long.class || plain == Long.class) {
            return value -> consumer.addLong((Long) value);
        }
        if (plain == double.class || plain == Double.class) {
            return value -> consumer.addDouble((Double) value);
        }
        return value -> consumer.addBoolean((Boolean) value);
    }

    private ValueWriter group(Column[] fields) {
        return value -> {
            consumer.startGroup();
            writeFields(fields, value);
            consumer.endGroup();
        };
    }

    private ValueWriter list(ValueWriter elements) {
        return value -> {
            List<?> list = (List<?>) value;
            consumer.startGroup();
            if (!list.isEmpty()) {
                consumer.startField("list", 0);
                for (Object element : list) {
                    consumer.startGroup();
                    writeField("element", 0, elements, element);
                    consumer.endGroup();
                }
                consumer.endField("list", 0);
            }
            consumer.endGroup();
        };
    }

    private ValueWriter map(ValueWriter keys, ValueWriter values) {
        return value -> {
            Map<?, ?> map = (Map<?, ?>) value;
            consumer.startGroup();
            if (!map.isEmpty()) {
                consumer.startField("key_value", 0);
                map.forEach((key, ofKey) -> {
                    consumer.startGroup();
                    writeField("key", 0, keys, key);
                    writeField("value", 1, values, ofKey);
                    consumer.endGroup();
                });
                consumer.endField("key_value", 0);
            }
            consumer.endGroup();
        };
    }
}
