package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which series have a label. Of labels that were asked for, where the lists are stays in memory. */
final class Postings {
    private final RandomBytes index;
    private final Section table;
    private final Map<String, Map<String, Long>> lists = new ConcurrentHashMap<>();

    Postings(RandomBytes index, Section table) {
        this.index = index;
        this.table = table;
    }

    /** Where the list of each value of a label is. */
    Map<String, Long> values(String label) throws IOException {
        @Nullable Map<String, Long> known = lists.get(label);
        if (known == null) {
            known = scan(label);
            lists.put(label, known);
        }
        return known;
    }

    private Map<String, Long> scan(String label) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        forEach((name, value, offset) -> {
            if (name.equals(label)) {
                found.put(value, offset);
            }
        });
        return found;
    }

    /** Looks at every list, whoever asks for it later. */
    void verify() throws IOException {
        forEach((name, value, offset) -> numbers(offset));
    }

    private interface Entry {
        void of(String name, String value, long offset) throws IOException;
    }

    private void forEach(Entry entry) throws IOException {
        Window window = new Window(index, table.from(), table.to());
        window.skip(Integer.BYTES); // how many there are; so does the section's length tell
        while (window.remaining() > 0) {
            if (window.uvarint() != 2) {
                throw new CorruptException("postings table has an entry of other than a name and a value");
            }
            entry.of(text(window), text(window), window.uvarint());
        }
    }

    private static String text(Window window) throws IOException {
        long length = window.uvarint();
        window.see(length);
        String text = new String(window.array(), window.offset(), (int) length, StandardCharsets.UTF_8);
        window.skip(length);
        return text;
    }

    /** The series that have all of these labels, ascending. */
    long[] series(Map<String, String> labels) throws IOException {
        long @Nullable [] all = null;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            @Nullable Long offset = values(label.getKey()).get(label.getValue());
            long[] list = offset == null ? new long[0] : list(offset);
            all = all == null ? list : intersection(all, list);
            if (all.length == 0) {
                break;
            }
        }
        return all == null ? new long[0] : all;
    }

    /** Numbers behind that of how many they are. A section of zeros alone has the checksum of an empty one, so that says little. */
    private Section numbers(long offset) throws IOException {
        Section section = Section.at(index, offset, "list of series");
        if (section.length() < Integer.BYTES || section.length() % Integer.BYTES != 0) {
            throw new CorruptException("list of series of %d bytes".formatted(section.length()));
        }
        byte[] count = new byte[Integer.BYTES];
        index.read(section.from(), count, count.length);
        if (new Cursor(count, 0, count.length).u32() != section.length() / Integer.BYTES - 1) {
            throw new CorruptException("list of series is not as long as it tells");
        }
        return section;
    }

    private long[] list(long offset) throws IOException {
        Section section = numbers(offset);
        Window window = new Window(index, section.from(), section.to());
        window.see(section.length());
        Cursor cursor = new Cursor(window.array(), window.offset(), window.offset() + (int) section.length());
        long[] list = new long[(int) cursor.u32()];
        for (int i = 0; i < list.length; i++) {
            list[i] = cursor.u32();
        }
        return list;
    }

    private static long[] intersection(long[] left, long[] right) {
        long[] both = new long[Math.min(left.length, right.length)];
        int size = 0;
        for (int i = 0, j = 0; i < left.length && j < right.length; ) {
            if (left[i] == right[j]) {
                both[size++] = left[i++];
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return Arrays.copyOf(both, size);
    }
}
