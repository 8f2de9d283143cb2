package dev.culprit.warehouse;

import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.io.api.Binary;

/**
 * Parquet's dictionary of a column of texts, which knows a text by its identity before it hashes and compares bytes: what
 * {@link Texts} encoded once comes as the same object row after row. What it writes is what Parquet's own would.
 */
final class TextDictionary extends PlainBinaryDictionaryValuesWriter {
    /** A power of two, as many as {@link Texts} remembers. */
    private static final int REMEMBERED = Texts.REMEMBERED;

    private final Binary[] texts = new Binary[REMEMBERED];
    private final int[] ids = new int[REMEMBERED];

    @SuppressWarnings("deprecation") // the encoding of dictionaries in the pages of version 1, which every engine reads
    TextDictionary(int maxBytes, ByteBufferAllocator allocator) {
        super(maxBytes, Encoding.PLAIN_DICTIONARY, Encoding.PLAIN_DICTIONARY, allocator);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // that is the point
    public void writeBytes(Binary text) {
        int slot = System.identityHashCode(text) & REMEMBERED - 1;
        if (texts[slot] == text) {
            encodedValues.add(ids[slot]);
            return;
        }
        super.writeBytes(text);
        texts[slot] = text;
        ids[slot] = binaryDictionaryContent.getInt(text);
    }

    @Override
    protected void clearDictionaryContent() {
        super.clearDictionaryContent();
        Arrays.fill(texts, null);
    }
}
