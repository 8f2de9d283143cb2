package dev.culprit.scrapes;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.culprit.model.Nullable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The series of one target, found by the bytes they are written in, so that labels are parsed once and not with every
 * scrape. Series that differ only in spelling (order of labels, blanks) are one.
 */
final class SeriesTable {
    private static final Hasher64 HASHER = Hashing.xxh3_64();
    private static final int START_SIZE = 1024;

    /** One way a series is written. */
    static final class Spelling {
        final byte[] bytes;
        final long hash;
        final KnownSeries series;
        final boolean braced;
        /** What followed it in the body last read: a guess at what will follow next time. */
        @Nullable
        Spelling next;

        private Spelling(byte[] bytes, long hash, KnownSeries series) {
            this.bytes = bytes;
            this.hash = hash;
            this.series = series;
            this.braced = bytes.length > 0 && bytes[bytes.length - 1] == '}';
        }
    }

    private Spelling[] slots = new Spelling[START_SIZE];
    private int size;
    /** What the body last read began with. */
    private @Nullable Spelling first;

    private final Map<Long, KnownSeries> byId = new HashMap<>();

    /** The series written as {@code bytes[from, to)}, made known if it is not. */
    Spelling find(byte[] bytes, int from, int to) throws MalformedLineException {
        long hash = HASHER.hashBytesToLong(bytes, from, to - from);
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != null) {
            Spelling there = slots[slot];
            if (there.hash == hash && Arrays.equals(there.bytes, 0, there.bytes.length, bytes, from, to)) {
                return there;
            }
            slot = slot + 1 & slots.length - 1;
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        SeriesSyntax.Name name = SeriesSyntax.parse(copy);
        KnownSeries series = byId.computeIfAbsent(
                SeriesId.of(name.metric(), name.labels()), id -> new KnownSeries(id, name.metric(), copy));
        Spelling added = new Spelling(copy, hash, series);
        insert(added);
        return added;
    }

    /** A guess at how the next body begins. */
    @Nullable
    Spelling first() {
        return first;
    }

    /** Takes note that one came after the other in a body; null stands for the body's beginning. */
    void follows(@Nullable Spelling previous, Spelling next) {
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
    }

    /** Forgets all series but these. */
    void retain(Predicate<KnownSeries> kept) {
        if (first != null && !kept.test(first.series)) {
            first = null;
        }
        Spelling[] before = slots;
        slots = new Spelling[START_SIZE];
        size = 0;
        byId.values().removeIf(kept.negate());
        for (Spelling spelling : before) {
            if (spelling != null && kept.test(spelling.series)) {
                if (spelling.next != null && !kept.test(spelling.next.series)) {
                    spelling.next = null;
                }
                insert(spelling);
            }
        }
    }

    private void insert(Spelling spelling) {
        if (2 * size >= slots.length) {
            grow();
        }
        place(spelling);
        size++;
    }

    private void grow() {
        Spelling[] before = slots;
        slots = new Spelling[2 * before.length];
        for (Spelling spelling : before) {
            if (spelling != null) {
                place(spelling);
            }
        }
    }

    private void place(Spelling spelling) {
        int slot = (int) spelling.hash & slots.length - 1;
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = spelling;
    }
}
