package dev.culprit.correlate.columns;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesReader;
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
    private int left;
    private int repetition;
    private int definition;
    private boolean ended;
    private boolean byDictionary;
    private @Nullable ValuesReader repetitions;
    private @Nullable ValuesReader definitions;

    @SuppressWarnings("NullAway.Init") // Set with the first page, before a value is asked for.
    private ValuesReader values;

    PageColumn(ColumnDescriptor descriptor, PageReader pages) {
        this.descriptor = descriptor;
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

    /** Whether the value at this place is a number of the dictionary's: a page may have no use for it. */
    boolean byDictionary() {
        return byDictionary;
    }

    /** What reads the value at this place; exactly once where {@link #isPresent}, else never. */
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
        repetition = repetitions == null ? 0 : repetitions.readInteger();
        definition = definitions == null ? 0 : definitions.readInteger();
    }

    private void begin(DataPage page) {
        left = page.getValueCount();
        try {
            if (page instanceof DataPageV1 one) {
                var in = one.getBytes().toInputStream();
                repetitions =
                        levels(one.getRlEncoding(), ValuesType.REPETITION_LEVEL, descriptor.getMaxRepetitionLevel());
                if (repetitions != null) {
                    repetitions.initFromPage(left, in);
                }
                definitions =
                        levels(one.getDlEncoding(), ValuesType.DEFINITION_LEVEL, descriptor.getMaxDefinitionLevel());
                if (definitions != null) {
                    definitions.initFromPage(left, in);
                }
                values = values(one.getValueEncoding());
                values.initFromPage(left, in);
            } else {
                DataPageV2 two = (DataPageV2) page;
                repetitions = levels(two.getRepetitionLevels(), descriptor.getMaxRepetitionLevel());
                definitions = levels(two.getDefinitionLevels(), descriptor.getMaxDefinitionLevel());
                values = values(two.getDataEncoding());
                values.initFromPage(left - two.getNullCount(), two.getData().toInputStream());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ValuesReader values(Encoding encoding) {
        byDictionary = encoding.usesDictionary();
        return byDictionary
                ? encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary)
                : encoding.getValuesReader(descriptor, ValuesType.VALUES);
    }

    /** Null where all levels are 0, and none is written. */
    private @Nullable ValuesReader levels(Encoding encoding, ValuesType type, int most) {
        return most == 0 ? null : encoding.getValuesReader(descriptor, type);
    }

    private static @Nullable ValuesReader levels(BytesInput bytes, int most) throws IOException {
        if (most == 0) {
            return null;
        }
        // Pages of the second version write the length of levels elsewhere: the reader is told it as the first version
        // has it.
        byte[] level = bytes.toInputStream().readAllBytes();
        ValuesReader reader = new RunLengthBitPackingHybridValuesReader(BytesUtils.getWidthFromMaxInt(most));
        reader.initFromPage(
                0,
                BytesInput.concat(BytesInput.fromInt(level.length), BytesInput.from(level))
                        .toInputStream());
        return reader;
    }
}
