package dev.culprit.correlate.columns;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a column in a row group by numbers, each text by one. They are those of the dictionary; texts of pages without one get numbers
 * after those.
 */
final class TextColumn {
    private final PageColumn column;
    private Binary[] texts;
    private int count;
    /** Texts by number where a page came without the dictionary's numbers; before that nobody asks. */
    private @Nullable Map<Binary, Integer> numbers;

    TextColumn(PageColumn column) {
        this.column = column;
        Dictionary dictionary = column.dictionary();
        this.count = dictionary == null ? 0 : dictionary.getMaxId() + 1;
        this.texts = new Binary[Math.max(16, count)];
        for (int number = 0; dictionary != null && number < count; number++) {
            texts[number] = dictionary.decodeToBinary(number);
        }
    }

    PageColumn column() {
        return column;
    }

    /** How many different texts have been met. */
    int count() {
        return count;
    }

    byte[] text(int number) {
        return texts[number].getBytes();
    }

    /** The number of the text at this place, which must be present; goes to the next place. */
    int next() {
        return next(-1);
    }

    /** @param likely the number that it most likely has, or -1: to compare two texts is cheaper than to look for one */
    int next(int likely) {
        int number = column.dictionaryNumber();
        if (number < 0) {
            Binary text = column.values().readBytes();
            number = likely >= 0 && text.equals(texts[likely]) ? likely : number(text);
        }
        column.advance();
        return number;
    }

    private int number(Binary text) {
        if (numbers == null) {
            numbers = new HashMap<>();
            for (int known = 0; known < count; known++) {
                numbers.put(texts[known], known);
            }
        }
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (count == texts.length) {
            texts = Arrays.copyOf(texts, 2 * count);
        }
        // The page's buffer is another text's later.
        Binary kept = text.copy();
        texts[count] = kept;
        numbers.put(kept, count);
        return count++;
    }
}
