package dev.culprit.tsdb.otlp;

import dev.culprit.tsdb.bytes.CorruptException;
import java.util.Arrays;

/** Numbers of eight bytes of one point, whether they come one by one or packed together. */
final class Numbers {
    /** Buckets or quantiles of a point: each becomes a series. By hand, as none has more than some hundreds. */
    static final int MOST = 1 << 16;

    private static final long[] NONE = {};

    private long[] bits = NONE;
    private int size;

    void add(long number) throws CorruptException {
        need(1);
        if (size == bits.length) {
            bits = Arrays.copyOf(bits, Math.max(8, 2 * size));
        }
        bits[size++] = number;
    }

    void add(double number) throws CorruptException {
        add(Double.doubleToRawLongBits(number));
    }

    void addAll(long[] packed) throws CorruptException {
        need(packed.length);
        if (size == 0) {
            bits = packed;
        } else {
            bits = Arrays.copyOf(bits, size + packed.length);
            System.arraycopy(packed, 0, bits, size, packed.length);
        }
        size += packed.length;
    }

    private void need(int more) throws CorruptException {
        check(size + (long) more);
    }

    /** @throws CorruptException where a point has that many */
    static void check(long size) throws CorruptException {
        if (size > MOST) {
            throw new CorruptException("a point of more than %,d buckets or quantiles".formatted(MOST));
        }
    }

    long[] integers() {
        return size == bits.length ? bits : Arrays.copyOf(bits, size);
    }

    double[] reals() {
        return Arrays.stream(bits, 0, size)
                .mapToDouble(Double::longBitsToDouble)
                .toArray();
    }
}
