package dev.culprit.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Tables without label values, which can be personal. A value becomes {@code value-3f9a07c1b2}, the same everywhere in a session, so that
 * what is counted and joined stays right; texts that may quote values, and patterns, are left out. Columns are told by their names.
 */
final class ValueMasking {
    static final String LEFT_OUT = "(masked)";
    /** Columns that hold values by themselves. */
    private static final Set<String> VALUES = Set.of("examples");

    private static final Set<String> TEXTS =
            Set.of("value_pattern", "text", "refuted_by", "missing", "reason", "failure", "summary");
    /** Bounds of buckets and the like are the exporter's, and queries need them. */
    private static final Object[] SHAPE = {"le", "quantile"};

    private static final int DIGITS = 10;

    private final UserDefinedFunction pseudonym;

    ValueMasking() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        this.pseudonym = udf((UDF1<String, String>) value -> pseudonym(value, key), DataTypes.StringType);
    }

    private static String pseudonym(String value, byte[] key) throws GeneralSecurityException {
        Mac keyed = Mac.getInstance("HmacSHA256");
        keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        return "value-"
                + HexFormat.of().formatHex(keyed.doFinal(value.getBytes(UTF_8))).substring(0, DIGITS);
    }

    Dataset<Row> masked(Dataset<Row> table) {
        return table.select(Arrays.stream(table.schema().fields())
                .map(field -> masked(table.col(field.name()), field.name(), field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new));
    }

    private Column masked(Column column, String name, DataType type) {
        if (type instanceof MapType) {
            return transform_values(
                    column, (label, value) -> when(label.isin(SHAPE), value).otherwise(pseudonym.apply(value)));
        }
        if (type instanceof ArrayType array) {
            return transform(column, element -> masked(element, name, array.elementType()));
        }
        if (type instanceof StructType parts) {
            return when(
                    column.isNotNull(),
                    struct(Arrays.stream(parts.fields())
                            .map(part -> masked(column.getField(part.name()), part.name(), part.dataType())
                                    .as(part.name()))
                            .toArray(Column[]::new)));
        }
        if (VALUES.contains(name)) {
            return when(column.isNotNull(), pseudonym.apply(column));
        }
        return TEXTS.contains(name) ? when(column.isNotNull(), lit(LEFT_OUT)) : column;
    }
}
