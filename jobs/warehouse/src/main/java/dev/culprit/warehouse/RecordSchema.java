package dev.culprit.warehouse;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.culprit.model.table.Part;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet schema of a record: snake-case names; {@code Instant} as UTC microseconds, enums by their word, records as
 * groups, but for flattened ones; lists and maps in the three-level form that every engine reads. Which columns there are
 * and which of them are optional, {@link Part} tells.
 */
final class RecordSchema {
    private RecordSchema() {}

    static MessageType of(String name, Class<? extends Record> row) {
        return new MessageType(name, fields(row));
    }

    private static List<Type> fields(Class<?> row) {
        return Part.columns(Part.of(row)).stream()
                .map(column -> field(
                        column.name(), column.type(), column.optional() ? Repetition.OPTIONAL : Repetition.REQUIRED))
                .toList();
    }

    private static Type field(String name, java.lang.reflect.Type type, Repetition repetition) {
        if (type instanceof ParameterizedType generic) {
            java.lang.reflect.Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return Types.list(repetition)
                        .element(field("element", arguments[0], Repetition.REQUIRED))
                        .named(name);
            }
            if (generic.getRawType() == Map.class) {
                return Types.map(repetition)
                        .key(field("key", arguments[0], Repetition.REQUIRED))
                        .value(field("value", arguments[1], Repetition.REQUIRED))
                        .named(name);
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return Types.buildGroup(repetition)
                        .addFields(fields(plain).toArray(Type[]::new))
                        .named(name);
            }
            if (plain == String.class || plain.isEnum()) {
                return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(stringType())
                        .named(name);
            }
            if (plain == Instant.class) {
                return Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(timestampType(true, MICROS))
                        .named(name);
            }
            PrimitiveTypeName primitive = primitiveOf(plain);
            if (primitive != null) {
                return Types.primitive(primitive, repetition).named(name);
            }
        }
        throw new IllegalArgumentException("no column type for %s %s".formatted(type, name));
    }

    private static @Nullable PrimitiveTypeName primitiveOf(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return PrimitiveTypeName.INT32;
        }
        if (type == long.class || type == Long.class) {
            return PrimitiveTypeName.INT64;
        }
        if (type == double.class || type == Double.class) {
            return PrimitiveTypeName.DOUBLE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return PrimitiveTypeName.BOOLEAN;
        }
        return null;
    }
}
