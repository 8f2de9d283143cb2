package dev.culprit.notebooks;

import dev.culprit.model.table.Part;
import dev.culprit.model.table.Table;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a table as Spark knows them, nested records as structs. With these, a table that has no file yet can be read too. */
final class Columns {
    private static final Map<Type, DataType> PLAIN = Map.of(
            String.class, DataTypes.StringType,
            Instant.class, DataTypes.TimestampType,
            int.class, DataTypes.IntegerType,
            Integer.class, DataTypes.IntegerType,
            long.class, DataTypes.LongType,
            Long.class, DataTypes.LongType,
            double.class, DataTypes.DoubleType,
            Double.class, DataTypes.DoubleType,
            boolean.class, DataTypes.BooleanType);

    private Columns() {}

    /** All are nullable: a file that lacks a column gives null there. The columns of the folders come last. */
    static StructType of(Table<?> table) {
        StructType columns = struct(table.row());
        return (table.equals(Table.RUNS) ? columns : columns.add("environment", DataTypes.StringType))
                .add("date", DataTypes.DateType);
    }

    private static StructType struct(Class<?> row) {
        return new StructType(
                Part.columns(Part.of(row)).stream().map(Columns::field).toArray(StructField[]::new));
    }

    private static StructField field(Part.Column column) {
        return DataTypes.createStructField(column.name(), type(column.type()), true);
    }

    private static DataType type(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<DataType> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(Columns::type)
                    .toList();
            return generic.getRawType() == Map.class
                    ? DataTypes.createMapType(arguments.get(0), arguments.get(1))
                    : DataTypes.createArrayType(arguments.get(0));
        }
        if (type instanceof Class<?> row && row.isRecord()) {
            return struct(row);
        }
        return PLAIN.getOrDefault(type, DataTypes.StringType);
    }
}
