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
import org.jspecify.annotations.Nullable;

/**
 * One column of a row group, value by value with its levels (Melnik et al., "Dremel", VLDB 2010, section 4.1). Parquet's own
 * {@code ColumnReader} does the same with several calls through interfaces for each value, and a label's value is next to nothing: the
 * number that it has in the dictionary.
 */
final class PageColumn {
    /** So many places are decoded at once: what is in memory of them stays in the processor's first cache. */
    private static final int MOST_PLACES = 2048;

    /** By hand: where fewer are left, more are decoded, so that few rows are cut in two by the end of what is decoded. */
    private static final int FEW_PLACES = 64;

    private final ColumnDescriptor descriptor;
    private final PageReader pages;
    private final @Nullable Dictionary dictionary;
    private final boolean besides;
    /** Of the page, those that are not decoded yet. */
    private int left;

    private @Nullable HybridRuns repetitionRuns;
    private @Nullable HybridRuns definitionRuns;
    private @Nullable HybridRuns numberRuns;

    /** What is decoded: places, and the dictionary's numbers of those that hold a value. */
    private int size;

    private int at;
    private int numberSize;
    private int numberAt;
    private final int[] repetitions = new int[MOST_PLACES];
    private final int[] definitions = new int[MOST_PLACES];
    private final int[] numbers = new int[MOST_PLACES];
    /** Whether all places that are decoded hold a value. */
    private boolean isFull;

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
        fill();
    }

    ColumnDescriptor descriptor() {
        return descriptor;
    }

    @Nullable
    Dictionary dictionary() {
        return dictionary;
    }

    /** Whether this place is another element of the same row, as the entries of a map are. */
    boolean repeats() {
        return at < size && repetitions[at] > 0;
    }

    /** How much of the column's path is there at this place. */
    int definition() {
        return at < size ? definitions[at] : 0;
    }

    boolean isPresent() {
        return at < size && definitions[at] == descriptor.getMaxDefinitionLevel();
    }

    /** The number that the value at this place has in the dictionary; -1 where the page has no use for it. Exactly once where {@link #isPresent}. */
    int dictionaryNumber() {
        int number = numberAt++;
        return numberRuns == null ? -1 : numbers[number];
    }

    /** What reads the value at this place where it is no number of the dictionary's; exactly once where {@link #isPresent}, else never. */
    ValuesReader values() {
        return values;
    }

    /** Goes to the next place. */
    void advance() {
        if (++at >= size) {
            fill();
        }
    }

    /** To be called before {@link #wholeRow} and {@link #isPresent(int)} are asked, and after {@link #skip} before a place is. */
    void fill() {
        if (size - at < FEW_PLACES) {
            decode();
        }
    }

    /**
     * How many elements the row that begins here has, if all of them hold a value and are decoded; else 0, and then they are to be asked for
     * one by one.
     */
    int wholeRow() {
        int end = at + 1;
        while (end < size && repetitions[end] > 0) {
            end++;
        }
        // Where nothing follows here, the row may go on.
        return isFull && end < size ? end - at : 0;
    }

    /** Whether the next {@code count} places are decoded, and all hold a value. */
    boolean isPresent(int count) {
        return isFull && at + count <= size;
    }

    /** How many places from this one on are decoded, at least one, if all that are hold a value; else 0, and at the end of the column. */
    int presentHere() {
        // Not before: where a whole row is read, what comes behind it is not looked at yet.
        if (at >= size) {
            fill();
        }
        return isFull ? size - at : 0;
    }

    /** Whether values that are present here are numbers of the dictionary: the next of {@link #numbers}, from {@link #numberAt} on. */
    boolean isNumbered() {
        return numberRuns != null;
    }

    int[] numbers() {
        return numbers;
    }

    int numberAt() {
        return numberAt;
    }

    /** Goes on by as many places as {@link #isPresent(int)} or {@link #presentHere} knows of. */
    void skip(int count) {
        at += count;
        numberAt += count;
    }

    /** Decodes what the page has next, behind what has not been read yet; after the page's end, of the next page. */
    private void decode() {
        if (at == size && left == 0) {
            turn();
        }
        size = moveToFront(repetitions, at, size);
        moveToFront(definitions, at, at + size);
        at = 0;
        numberSize = moveToFront(numbers, numberAt, numberSize);
        numberAt = 0;
        int more = Math.min(left, MOST_PLACES - size);
        left -= more;
        if (repetitionRuns != null) {
            repetitionRuns.read(repetitions, size, size + more);
        }
        int present = more;
        if (definitionRuns != null) {
            definitionRuns.read(definitions, size, size + more);
            present = count(definitions, size, size + more, descriptor.getMaxDefinitionLevel());
        }
        if (numberRuns != null) {
            numberRuns.read(numbers, numberSize, numberSize + present);
        }
        size += more;
        numberSize += present;
        isFull = numberSize == size;
    }

    private void turn() {
        while (left == 0) {
            DataPage page = pages.readPage();
            if (page == null) {
                return;
            }
            begin(page);
        }
    }

    private static int moveToFront(int[] numbers, int from, int to) {
        System.arraycopy(numbers, from, numbers, 0, to - from);
        return to - from;
    }

    private static int count(int[] numbers, int from, int to, int wanted) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += numbers[i] == wanted ? 1 : 0;
        }
        return count;
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
        if (encoding.usesDictionary()) {
            // The width stands in front; where all is null there is not even that.
            numberRuns = new HybridRuns(bytes, at + 1, end, at < end ? bytes[at] : 0);
        } else {
            numberRuns = null;
            values = encoding.getValuesReader(descriptor, ValuesType.VALUES);
            values.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes, at, end - at)));
        }
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
            definitionRuns = levels;
        } else {
            repetitionRuns = besides ? null : levels;
        }
    }
}
