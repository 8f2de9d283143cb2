package dev.culprit.warehouse;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;

/**
 * Texts in UTF-8, encoded once where they come again soon: columns of text repeat few values, and most label names and
 * values are those of the row before. Over an array, which Parquet hashes and compares several times faster than the buffer
 * that {@link Binary#fromString} makes.
 */
final class Texts {
    /** A power of two; a few rows' worth of labels. */
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
