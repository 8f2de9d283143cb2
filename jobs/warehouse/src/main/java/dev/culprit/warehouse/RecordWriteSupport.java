package dev.culprit.warehouse;

import dev.culprit.model.Nullable;
import dev.culprit.model.table.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Feeds records to Parquet by the schema of {@link RecordSchema}. */
final class RecordWriteSupport<R extends Record> extends WriteSupport<R> {
    /** A component of a record, ready to be written: reflection is slow where it has to look things up. */
    private record Column(String name, Method accessor, boolean optional) {}

    private final MessageType schema;
    private final Class<R> row;
    private final Map<Class<?>, List<Column>> columns = new HashMap<>();
    private final Texts texts = new Texts();
    private RecordConsumer consumer;

    RecordWriteSupport(String name, Class<R> row) {
        this.schema = RecordSchema.of(name, row);
        this.row = row;
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
        writeFields(row, record);
        consumer.endMessage();
    }

    private void writeFields(Class<?> type, Object record) {
        List<Column> fields = columns.computeIfAbsent(type, RecordWriteSupport::columnsOf);
        for (int index = 0; index < fields.size(); index++) {
            Column field = fields.get(index);
            Object value = valueOf(field, record);
            if (value != null) {
                writeField(field.name, index, value);
            } else if (!field.optional) {
                throw new NullPointerException("%s of %s is null".formatted(field.name, record));
            }
        }
    }

    private static List<Column> columnsOf(Class<?> type) {
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            columns.add(
                    new Column(Table.columnName(component), accessor, component.isAnnotationPresent(Nullable.class)));
        }
        return columns;
    }

    private static Object valueOf(Column column, Object record) {
        try {
            return column.accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(column.name + " cannot be read", impossible);
        }
    }

    private void writeField(String name, int index, Object value) {
        consumer.startField(name, index);
        writeValue(value);
        consumer.endField(name, index);
    }

    private void writeValue(Object value) {
        if (value instanceof String text) {
            consumer.addBinary(texts.of(text));
        } else if (value instanceof Long number) {
            consumer.addLong(number);
        } else if (value instanceof Integer number) {
            consumer.addInteger(number);
        } else if (value instanceof Double number) {
            consumer.addDouble(number);
        } else if (value instanceof Boolean bit) {
            consumer.addBoolean(bit);
        } else if (value instanceof Instant time) {
            consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
        } else if (value instanceof Enum<?> constant) {
            consumer.addBinary(texts.of(constant.toString()));
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else {
            consumer.startGroup();
            writeFields(value.getClass(), value);
            consumer.endGroup();
        }
    }

    private void writeList(List<?> list) {
        consumer.startGroup();
        if (!list.isEmpty()) {
            consumer.startField("list", 0);
            for (Object element : list) {
                consumer.startGroup();
                writeField("element", 0, element);
                consumer.endGroup();
            }
            consumer.endField("list", 0);
        }
        consumer.endGroup();
    }

    private void writeMap(Map<?, ?> map) {
        consumer.startGroup();
        if (!map.isEmpty()) {
            consumer.startField("key_value", 0);
            map.forEach((key, value) -> {
                consumer.startGroup();
                writeField("key", 0, key);
                writeField("value", 1, value);
                consumer.endGroup();
            });
            consumer.endField("key_value", 0);
        }
        consumer.endGroup();
    }
}
