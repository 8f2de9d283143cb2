package dev.culprit.tsdb.chunk;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SampleSink;

/** Tells the samples of a chunk, whatever its encoding, or that they cannot be read. */
public final class Chunk {
    private static final int XOR = 1;
    private static final String[] ENCODINGS = {
        "none",
        "xor",
        "histogram",
        "float histogram",
        "xor2",
        "histogram with start times",
        "float histogram with start times"
    };
    /** Thanos' encoding of aggregates, in blocks that were downsampled. */
    private static final int AGGREGATE = 0xff;

    private Chunk() {}

    /**
     * Decodes a chunk whole before it tells of any sample: half a chunk would be a series that ends.
     *
     * @param data without the encoding's byte
     * @param first time of the first sample, as the index has it; {@code last} of the last
     */
    public static void decode(int encoding, byte[] data, int from, int to, long first, long last, SampleSink sink) {
        if (encoding != XOR) {
            sink.undecoded(first, last, count(encoding, data, from, to), "encoding " + name(encoding));
            return;
        }
        XorChunk.Samples samples;
        try {
            samples = XorChunk.decode(data, from, to);
            if (samples.times().length == 0 || samples.times()[0] != first) {
                throw new CorruptException("is not the one that the index means");
            }
        } catch (CorruptException damaged) {
            sink.undecoded(first, last, 0, "damaged chunk: " + damaged.getMessage());
            return;
        }
        for (int i = 0; i < samples.times().length; i++) {
            sink.sample(samples.times()[i], samples.bits()[i]);
        }
    }

    private static String name(int encoding) {
        return encoding == AGGREGATE
                ? "255 (aggregate)"
                : encoding < ENCODINGS.length ? "%d (%s)".formatted(encoding, ENCODINGS[encoding]) : "" + encoding;
    }

    /** All encodings but {@code none} and aggregates begin with it; those with start times have two bits before it. */
    private static int count(int encoding, byte[] data, int from, int to) {
        if (encoding < 1 || encoding >= ENCODINGS.length || to - from < 2) {
            return 0;
        }
        int count = (data[from] & 0xff) << 8 | (data[from + 1] & 0xff);
        return encoding >= 5 ? count & 0x3fff : count;
    }
}
