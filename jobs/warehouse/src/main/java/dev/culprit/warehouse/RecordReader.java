package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Part;
import dev.culprit.model.table.RecordMaker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet rows into records, or into the values that a record is made of, by column name. Columns that the record lacks are
 * not read. An optional column that the file lacks is null, a required one is an error.
 */
final class RecordReader<R extends Record> {
    private final String file;
    private final Class<R> row;
    private final @Nullable String environment;
    /** By the groups' types, of which a file has one instance each: names are looked up once a file, not once a row. */
    private final IdentityHashMap<GroupType, Fields> fields = new IdentityHashMap<>();

    /** @param places of the columns in the group, -1 for those that it lacks */
    private record Fields(RecordMaker<?> maker, int[] places) {
        static Fields of(Class<?> type, GroupType group) {
            RecordMaker<?> maker = new RecordMaker<>(type);
            return new Fields(
                    maker,
                    maker.columns().stream()
                            .mapToInt(column ->
                                    group.containsField(column.name()) ? group.getFieldIndex(column.name()) : -1)
                            .toArray());
        }
    }

    /**
     * @param file for messages
     * @param environment of the partition that is read, null in tables without environments
     */
    RecordReader(String file, Class<R> row, @Nullable String environment) {
        this.file = file;
        this.row = row;
        this.environment = environment;
    }

    /** The part of the file's schema that the record wants. */
    MessageType projection(MessageType inFile) {
        List<org.apache.parquet.schema.Type> wanted = new ArrayList<>();
        for (Part.Column column : new RecordMaker<>(row).columns()) {
            if (inFile.containsField(column.name())) {
                wanted.add(inFile.getType(column.name()));
            } else if (!column.optional()) {
                throw new CulpritException(
                        "%s: no column '%s', which this table must have".formatted(file, column.name()));
            }
        }
        return new MessageType(inFile.getName(), wanted);
    }

    R read(Group group) {
        return row.cast(record(row, group));
    }

    /** The values of the record's columns, flattened ones in their places. */
    @Nullable
    Object[] values(Group group) {
        return values(fieldsOf(row, group), group);
    }

    private Fields fieldsOf(Class<?> type, Group group) {
        return fields.computeIfAbsent(group.getType(), of -> Fields.of(type, of));
    }

    private @Nullable Object[] values(Fields fields, Group group) {
        @Nullable Object[] values = new Object[fields.places.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = field(group, fields.places[i], fields.maker.columns().get(i));
        }
        return values;
    }

    private Object record(Class<?> type, Group group) {
        Fields its = fieldsOf(type, group);
        @Nullable Object[] values = values(its, group);
        try {
            return its.maker.make(values, environment, UnaryOperator.identity());
        } catch (InvocationTargetException refused) {
            throw new CulpritException(
                    "%s %s: %s".formatted(type.getSimpleName(), Arrays.toString(values), refused.getCause()), refused);
        }
    }

    /** A required number may still be null in a file of another tool, which marks all columns as optional. */
    private @Nullable Object field(Group group, int place, Part.Column column) {
        if (place >= 0 && group.getFieldRepetitionCount(place) > 0) {
            return value(group, place, column.type());
        }
        if (column.type() instanceof Class<?> plain && plain.isPrimitive()) {
            throw new CulpritException("%s: column '%s' is null where a number must be".formatted(file, column.name()));
        }
        return null;
    }

    private Object value(Group group, int place, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Group nested = group.getGroup(place, 0);
            return generic.getRawType() == List.class ? list(nested, arguments[0]) : map(nested, arguments);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, group.getGroup(place, 0));
        }
        if (plain == String.class) {
            return group.getString(place, 0);
        }
        if (plain.isEnum()) {
            return constant(plain, group.getString(place, 0));
        }
        if (plain == Instant.class) {
            return instant(group, place);
        }
        return number(group, place, plain);
    }

    /** Tools write whole numbers as int or long, and fractions as float or double. */
    private static Object number(Group group, int place, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return group.getBoolean(place, 0);
        }
        Number read = switch (group.getType().getType(place).asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> group.getInteger(place, 0);
            case INT64 -> group.getLong(place, 0);
            case FLOAT -> group.getFloat(place, 0);
            case DOUBLE -> group.getDouble(place, 0);
            default ->
                throw new CulpritException("column '%s' is %s where a number must be"
                        .formatted(
                                group.getType().getFieldName(place),
                                group.getType().getType(place)));
        };
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(read.longValue());
        }
        return type == long.class || type == Long.class ? (Object) read.longValue() : (Object) read.doubleValue();
    }

    private static Instant instant(Group group, int place) {
        if (group.getType().getType(place).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            return int96(group.getInt96(place, 0).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
        }
        long ticks = group.getLong(place, 0);
        LogicalTypeAnnotation annotation = group.getType().getType(place).getLogicalTypeAnnotation();
        ChronoUnit unit = annotation instanceof TimestampLogicalTypeAnnotation timestamp
                ? switch (timestamp.getUnit()) {
                    case MILLIS -> ChronoUnit.MILLIS;
                    case MICROS -> ChronoUnit.MICROS;
                    case NANOS -> ChronoUnit.NANOS;
                }
                : ChronoUnit.MICROS;
        return Instant.EPOCH.plus(ticks, unit);
    }

    /** Spark's and Hive's old form: nanoseconds of the day, then the Julian day, of which 2,440,588 began 1970. */
    private static Instant int96(ByteBuffer bytes) {
        long nanos = bytes.getLong();
        return Instant.EPOCH.plus(bytes.getInt() - 2_440_588L, ChronoUnit.DAYS).plusNanos(nanos);
    }

    private static Object constant(Class<?> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new CulpritException("'%s' is none of %s".formatted(word, List.of(type.getEnumConstants()))));
    }

    private List<Object> list(Group nested, Type element) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < nested.getFieldRepetitionCount(0); i++) {
            values.add(value(nested.getGroup(0, i), 0, element));
        }
        return List.copyOf(values);
    }

    private Map<Object, Object> map(Group nested, Type[] types) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < nested.getFieldRepetitionCount(0); i++) {
            Group entry = nested.getGroup(0, i);
            values.put(value(entry, 0, types[0]), value(entry, 1, types[1]));
        }
        return values;
    }
}
