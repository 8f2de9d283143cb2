package dev.culprit.tsdb.series;

import java.util.Arrays;

/**
 * Samples of one series in few bytes: a run of samples at equal distance with equal values is two numbers, a whole number the
 * difference from the one before.
 */
final class SampleBytes {
    private static final int RUN = 0;
    private static final int WHOLE = 1;
    private static final int BITS = 2;

    private byte[] bytes = new byte[24];
    private int size;
    private long lastTime;
    private long lastDistance;
    private long lastBits;
    private long run;
    private int count;

    void add(long time, long bits) {
        long distance = time - lastTime;
        if (count > 0 && distance == lastDistance && bits == lastBits) {
            run++;
        } else {
            writeRun();
            if (isWhole(bits) && isWhole(lastBits)) {
                write((byte) WHOLE);
                writeNumber(distance - lastDistance);
                writeNumber((long) Double.longBitsToDouble(bits) - (long) Double.longBitsToDouble(lastBits));
            } else {
                write((byte) BITS);
                writeNumber(distance - lastDistance);
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    write((byte) (bits >>> shift));
                }
            }
            lastDistance = distance;
            lastBits = bits;
        }
        lastTime = time;
        count++;
    }

    int count() {
        return count;
    }

    private static boolean isWhole(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Math.abs(value) < 1L << 53 && Double.doubleToRawLongBits((double) (long) value) == bits;
    }

    private void writeRun() {
        if (run > 0) {
            write((byte) RUN);
            writeNumber(run);
            run = 0;
        }
    }

    private void write(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size + (size >> 1));
        }
        bytes[size++] = value;
    }

    private void writeNumber(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            write((byte) (rest | 0x80));
            rest >>>= 7;
        }
        write((byte) rest);
    }

    /** Tells all samples in the order in which they were added. Writes nothing, so that several threads may read at once. */
    void read(SampleSink sink) {
        Reading reading = new Reading();
        while (reading.at < size) {
            reading.next(sink);
        }
        reading.repeat(run, sink);
    }

    private final class Reading {
        private int at;
        private long time;
        private long distance;
        private long bits;

        void next(SampleSink sink) {
            int kind = bytes[at++];
            long number = number();
            if (kind == RUN) {
                repeat(number, sink);
                return;
            }
            distance += number;
            time += distance;
            if (kind == WHOLE) {
                bits = Double.doubleToRawLongBits((double) ((long) Double.longBitsToDouble(bits) + number()));
            } else {
                bits = 0;
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    bits |= (bytes[at++] & 0xffL) << shift;
                }
            }
            sink.sample(time, bits);
        }

        void repeat(long times, SampleSink sink) {
            for (long i = 0; i < times; i++) {
                time += distance;
                sink.sample(time, bits);
            }
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return (value >>> 1) ^ -(value & 1);
                }
            }
        }
    }
}
