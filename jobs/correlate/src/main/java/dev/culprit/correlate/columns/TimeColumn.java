package dev.culprit.correlate.columns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Times of a column in microseconds since the epoch, whatever the tool that wrote them counts in. */
final class TimeColumn {
    /** The day that Julian day numbers of Spark's and Hive's old form call the first of 1970. */
    private static final long JULIAN_EPOCH = 2_440_588;

    private static final long DAY_MICROS = 86_400_000_000L;

    private final PageColumn column;
    private final boolean int96;
    /** Microseconds are the value by {@code times} through {@code by}. */
    private final long times;

    private final long by;

    TimeColumn(PageColumn column) {
        this.column = column;
        var type = column.descriptor().getPrimitiveType();
        this.int96 = type.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        var unit = type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                ? timestamp.getUnit()
                : TimeUnit.MICROS;
        this.times = switch (unit) {
            case MILLIS -> 1_000;
            case MICROS, NANOS -> 1;
        };
        this.by = switch (unit) {
            case NANOS -> 1_000;
            case MICROS, MILLIS -> 1;
        };
    }

    PageColumn column() {
        return column;
    }

    /** The time at this place, which must be present; goes to the next place. */
    long next() {
        long time;
        if (int96) {
            // A reader of a dictionary's numbers gives what they stand for as well.
            ByteBuffer bytes = column.values().readBytes().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong(bytes.position());
            time = (bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_EPOCH) * DAY_MICROS + nanos / 1_000;
        } else {
            time = Math.floorDiv(column.values().readLong() * times, by);
        }
        column.advance();
        return time;
    }
}
