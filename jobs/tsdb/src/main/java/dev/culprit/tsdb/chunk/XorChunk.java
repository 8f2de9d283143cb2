package dev.culprit.tsdb.chunk;

import dev.culprit.tsdb.bytes.Bits;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;

/** Encoding 1, Gorilla's as Prometheus writes it ({@code chunkenc/xor.go}). */
final class XorChunk {
    /** Widths of the field that a change of the time's step takes, by the ones before it. */
    private static final int[] STEP_BITS = {0, 14, 17, 20, 64};

    private XorChunk() {}

    /** Samples by time, and the bits of their values. */
    record Samples(long[] times, long[] bits) {}

    static Samples decode(byte[] data, int from, int to) throws CorruptException {
        Cursor cursor = new Cursor(data, from, to);
        int count = cursor.u16();
        // Each sample but the first two takes two bits or more.
        if (count > 8L * (to - from)) {
            throw new CorruptException("%d samples in %d bytes".formatted(count, to - from));
        }
        Samples samples = new Samples(new long[count], new long[count]);
        if (count == 0) {
            return samples;
        }
        long time = cursor.varint();
        long value = cursor.i64();
        samples.times[0] = time;
        samples.bits[0] = value;
        if (count == 1) {
            return samples;
        }
        long step = cursor.uvarint();
        Bits bits = new Bits(data, cursor.position(), to);
        int lead = -1;
        int trail = 0;
        for (int i = 1; i < count; i++) {
            if (i > 1) {
                int width = STEP_BITS[bits.ones(4)];
                long field = bits.next(width);
                step += width < 64 && width > 0 && field > 1L << (width - 1) ? field - (1L << width) : field;
            }
            if (step < 0) {
                throw new CorruptException("time goes back at sample %d".formatted(i));
            }
            time += step;
            if (bits.next()) {
                if (bits.next()) {
                    lead = (int) bits.next(5);
                    int significant = (int) bits.next(6);
                    significant = significant == 0 ? 64 : significant;
                    trail = 64 - lead - significant;
                    if (trail < 0) {
                        throw new CorruptException(
                                "value of %d bits behind %d at sample %d".formatted(significant, lead, i));
                    }
                } else if (lead < 0) {
                    throw new CorruptException("value without a width at sample %d".formatted(i));
                }
                value ^= bits.next(64 - lead - trail) << trail;
            }
            samples.times[i] = time;
            samples.bits[i] = value;
        }
        return samples;
    }
}
