package dev.culprit.correlate.columns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row group, value by value with its levels (Melnik et al., "Dremel", VLDB 2010, section 4.1). Parquet's own
 * {@code ColumnReader} does the same with several calls through interfaces for each value, and a label's value is next to nothing: the
 * number that it has in the dictionary.
 */
final class PageColumn {
    private final ColumnDescriptor descriptor;
    private final PageReader pages;
    private final @Nullable Dictionary dictionary;
    private final boolean besides;
    private int left;
    private int repetition;
    private int definition;
    private boolean ended;
    private @Nullable HybridRuns repetitions;
    private @Nullable HybridRuns definitions;
    private @Nullable HybridRuns numbers;

    @SuppressWarnings("NullAway.Init") // Set with the first page, before a value is asked for.
    private ValuesReader values;

    /** @param besides whether another column that is read in step has the same elements, so that {@link #repeats} is not asked of this one */
    PageColumn(ColumnDescriptor descriptor, PageReader pages, boolean besides) {
        this.descriptor = descriptor;
        this.besides = besides;
        this.pages = pages;
        DictionaryPage page = pages.readDictionaryPage();
        try {
            this.dictionary = page == null ? null : page.getEncoding().initDictionary(descriptor, page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        advance();
    }

    ColumnDescriptor descriptor() {
        return descriptor;
    }

    @Nullable
    Dictionary dictionary() {
        return dictionary;
    }

    /** Whether there is neither a value nor a null at this place any more. */
    boolean ended() {
        return ended;
    }

    /** Whether this place is another element of the same row, as the entries of a map are. */
    boolean repeats() {
        return repetition > 0;
    }

    /** How much of the column's path is there at this place. */
    int definition() {
        return definition;
    }

    boolean isPresent() {
        return definition == descriptor.getMaxDefinitionLevel();
    }

    /** The number that the text at this place has in the dictionary; -1 where the page has no use for it. */
    int dictionaryNumber() {
        return numbers == null ? -1 : numbers.next();
    }

    /** What reads the value at this place where it is no number of the dictionary's; exactly once where {@link #isPresent}, else never. */
    ValuesReader values() {
        return values;
    }

    /** Goes to the next place. */
    void advance() {
        while (left == 0) {
            DataPage page = pages.readPage();
            if (page == null) {
                ended = true;
                repetition = 0;
                return;
            }
            begin(page);
        }
        left--;
        repetition = repetitions == null ? 0 : repetitions.next();
        definition = definitions == null ? 0 : definitions.next();
    }

    private void begin(DataPage page) {
        left = page.getValueCount();
        try {
            if (page instanceof DataPageV1 one) {
                byte[] bytes = padded(one.getBytes());
                int at = levels(one.getRlEncoding(), ValuesType.REPETITION_LEVEL, bytes, 0);
                at = levels(one.getDlEncoding(), ValuesType.DEFINITION_LEVEL, bytes, at);
                values(one.getValueEncoding(), left, bytes, at);
            } else {
                // Pages of the second version have levels beside the values, and no lengths in front of them.
                DataPageV2 two = (DataPageV2) page;
                keep(ValuesType.REPETITION_LEVEL, padded(two.getRepetitionLevels()));
                keep(ValuesType.DEFINITION_LEVEL, padded(two.getDefinitionLevels()));
                values(two.getDataEncoding(), left - two.getNullCount(), padded(two.getData()), 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] padded(BytesInput input) throws IOException {
        int size = Math.toIntExact(input.size());
        byte[] bytes = new byte[size + HybridRuns.PADDING];
        input.toInputStream().readNBytes(bytes, 0, size);
        return bytes;
    }

    private void values(Encoding encoding, int count, byte[] bytes, int at) throws IOException {
        int end = bytes.length - HybridRuns.PADDING;
        numbers = null;
        if (!encoding.usesDictionary()) {
            values = encoding.getValuesReader(descriptor, ValuesType.VALUES);
        } else if (descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
            // The width stands in front; where all is null there is not even that.
            numbers = new HybridRuns(bytes, at + 1, end, at < end ? bytes[at] : 0);
            return;
        } else {
            values = encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary);
        }
        values.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes, at, end - at)));
    }

    private int most(ValuesType type) {
        return type == ValuesType.REPETITION_LEVEL
                ? descriptor.getMaxRepetitionLevel()
                : descriptor.getMaxDefinitionLevel();
    }

    /** Where the levels end. */
    private int levels(Encoding encoding, ValuesType type, byte[] bytes, int at) throws IOException {
        int most = most(type);
        if (most == 0) {
            // None is written.
            return at;
        }
        if (encoding == Encoding.RLE) {
            int from = at + Integer.BYTES;
            int end =
                    from + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
            keep(type, bytes, from, end);
            return end;
        }
        // Writers before 2013: levels by their bits alone, the highest first.
        var rest = ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes, at, bytes.length - HybridRuns.PADDING - at));
        ValuesReader reader = encoding.getValuesReader(descriptor, type);
        reader.initFromPage(left, rest);
        int[] levels = new int[left];
        Arrays.setAll(levels, i -> reader.readInteger());
        keep(type, HybridRuns.of(levels));
        return at + (left * BytesUtils.getWidthFromMaxInt(most) + 7) / 8;
    }

    private void keep(ValuesType type, byte[] padded) {
        keep(type, padded, 0, padded.length - HybridRuns.PADDING);
    }

    private void keep(ValuesType type, byte[] bytes, int from, int end) {
        int most = most(type);
        keep(type, most == 0 ? null : new HybridRuns(bytes, from, end, BytesUtils.getWidthFromMaxInt(most)));
    }

    private void keep(ValuesType type, @Nullable HybridRuns levels) {
        if (type == ValuesType.DEFINITION_LEVEL) {
            definitions = levels;
        } else {
            repetitions = besides ? null : levels;
        }
    }
}
