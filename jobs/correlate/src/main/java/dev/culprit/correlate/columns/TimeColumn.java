package dev.culprit.correlate.columns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
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
    /** The dictionary's times by their number. */
    private final long[] known;

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
        Dictionary dictionary = column.dictionary();
        this.known = new long[dictionary == null ? 0 : dictionary.getMaxId() + 1];
        for (int number = 0; dictionary != null && number < known.length; number++) {
            known[number] = int96 ? micros(dictionary.decodeToBinary(number)) : micros(dictionary.decodeToLong(number));
        }
    }

    PageColumn column() {
        return column;
    }

    /** Reads the next times, of places that all have one; whether there are so many. */
    boolean read(long[] into, int count) {
        int done = 0;
        while (done < count) {
            int some = Math.min(column.presentHere(), count - done);
            if (some == 0) {
                return false;
            }
            if (column.isNumbered()) {
                byNumber(into, done, some);
            } else {
                oneByOne(into, done, some);
            }
            column.skip(some);
            done += some;
        }
        return true;
    }

    private void byNumber(long[] into, int at, int count) {
        int[] numbers = column.numbers();
        int from = column.numberAt();
        for (int i = 0; i < count; i++) {
            into[at + i] = known[numbers[from + i]];
        }
    }

    private void oneByOne(long[] into, int at, int count) {
        ValuesReader values = column.values();
        for (int i = at; i < at + count; i++) {
            into[i] = int96 ? micros(values.readBytes()) : micros(values.readLong());
        }
    }

    private long micros(long stored) {
        return Math.floorDiv(stored * times, by);
    }

    private static long micros(Binary int96) {
        ByteBuffer bytes = int96.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong(bytes.position());
        return (bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_EPOCH) * DAY_MICROS + nanos / 1_000;
    }
}
