package dev.culprit.tsdb.bytes;

import java.util.zip.CRC32C;

/** Castagnoli's checksum, as all of Prometheus' files have it. */
public final class Crc {
    private Crc() {}

    public static long of(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
