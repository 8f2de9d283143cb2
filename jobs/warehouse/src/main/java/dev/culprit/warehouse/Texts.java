package dev.culprit.warehouse;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;

/**
 * Encodes texts in UTF-8, and caches recent ones: columns of text repeat few values, and most label names and values equal those
 * of the row before. The result wraps an array, which Parquet hashes and compares several times faster than the buffer of
 * {@link Binary#fromString}.
 */
final class Texts {
    /** Size of the cache, a power of two: enough for the labels of a few rows. */
    static final int REMEMBERED = 1024;

    private final String[] texts = new String[REMEMBERED];
    private final Binary[] encoded = new Binary[REMEMBERED];

    Binary of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 10 ^ hash >>> 20) & REMEMBERED - 1;
        if (!text.equals(texts[slot])) {
            texts[slot] = text;
            encoded[slot] = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
        }
        return encoded[slot];
    }
}
