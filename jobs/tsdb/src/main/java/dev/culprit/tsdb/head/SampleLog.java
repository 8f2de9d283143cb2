package dev.culprit.tsdb.head;

import dev.culprit.tsdb.series.SampleSink;
import java.util.Arrays;

/**
 * Samples of a series in the order in which they came: how much the step of the time changed, and which bits of the value, so
 * that one on time with the value of before takes a byte.
 */
final class SampleLog {
    private static final int LONGEST = 20;

    private byte[] bytes = new byte[32];
    private int size;
    private long time;
    private long step;
    private long bits;
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;

    void add(long newTime, long newBits) {
        if (bytes.length - size < LONGEST) {
            bytes = Arrays.copyOf(bytes, bytes.length + (bytes.length >> 1) + LONGEST);
        }
        long newStep = newTime - time;
        long change = newStep - step;
        long changed = newBits ^ bits;
        put((change << 1 ^ change >> 63) << 1 | (changed == 0 ? 0 : 1));
        if (changed != 0) {
            // Values differ in their upper bits most often.
            put(Long.reverse(changed));
        }
        time = newTime;
        step = newStep;
        bits = newBits;
        firstTime = Math.min(firstTime, newTime);
        lastTime = Math.max(lastTime, newTime);
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstTime() {
        return firstTime;
    }

    long lastTime() {
        return lastTime;
    }

    private void put(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void read(long from, long to, SampleSink sink) {
        Reader reader = new Reader();
        long atTime = 0;
        long atStep = 0;
        long atBits = 0;
        while (reader.place < size) {
            long head = reader.next();
            long change = head >>> 1;
            atStep += change >>> 1 ^ -(change & 1);
            atTime += atStep;
            if ((head & 1) != 0) {
                atBits ^= Long.reverse(reader.next());
            }
            if (atTime >= from && atTime <= to) {
                sink.sample(atTime, atBits);
            }
        }
    }

    private final class Reader {
        private int place;

        long next() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[place++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
