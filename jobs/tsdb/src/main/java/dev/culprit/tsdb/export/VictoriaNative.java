package dev.culprit.tsdb.export;

import java.nio.ByteBuffer;

/**
 * VictoriaMetrics' {@code /api/v1/export/native}: the range of time as two numbers, then each block's name of a series behind its length
 * ({@code app/vmselect/prometheus}). Its blocks have no version, and have changed (v1.82), so that it can be told and not be read.
 */
final class VictoriaNative {
    /** In milliseconds since 1970: the year 5138. By hand. */
    private static final long LATEST = 100_000_000_000_000L;

    private static final int LONGEST_NAME = 1 << 16;

    private VictoriaNative() {}

    static boolean isOne(byte[] bytes) {
        if (bytes.length < 2 * Long.BYTES + Integer.BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long start = signed(in.getLong());
        long end = signed(in.getLong());
        int name = in.getInt();
        return start >= 0 && start < end && end < LATEST && name > 0 && name < LONGEST_NAME;
    }

    /** Zig-zag. */
    private static long signed(long coded) {
        return coded >>> 1 ^ -(coded & 1);
    }
}
