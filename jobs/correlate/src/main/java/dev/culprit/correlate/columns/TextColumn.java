package dev.culprit.correlate.columns;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
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

    byte[] text(int number) {
        return texts[number].getBytes();
    }

    /**
     * Reads the numbers of the next texts, of places that all have one.
     *
     * @param into what stands there is taken for the numbers that the texts most likely have
     * @return whether there are so many; if not, some of them may have been read
     */
    boolean read(int[] into, int count) {
        int done = 0;
        while (done < count) {
            int some = Math.min(column.presentHere(), count - done);
            if (some == 0) {
                return false;
            }
            if (column.isNumbered()) {
                System.arraycopy(column.numbers(), column.numberAt(), into, done, some);
            } else {
                look(into, done, done + some);
            }
            column.skip(some);
            done += some;
        }
        return true;
    }

    private void look(int[] into, int from, int to) {
        ValuesReader values = column.values();
        for (int i = from; i < to; i++) {
            into[i] = number(values.readBytes(), into[i]);
        }
    }

    /**
     * The number of the text at this place, which must be present; goes to the next place.
     *
     * @param likely the number that it most likely has
     */
    int next(int likely) {
        int number = column.dictionaryNumber();
        if (number < 0) {
            number = number(column.values().readBytes(), likely);
        }
        column.advance();
        return number;
    }

    /** To compare two texts is cheaper than to look for one. */
    private int number(Binary text, int likely) {
        return text.equals(texts[likely]) ? likely : number(text);
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
