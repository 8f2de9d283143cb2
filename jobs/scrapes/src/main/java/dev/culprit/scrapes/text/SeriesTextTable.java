package dev.culprit.scrapes.text;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The texts by which bodies name the series of a target, each under a number, found by their bytes, and each with a guess
 * at the one that follows it in the next body.
 *
 * <p>Neighbours in a body differ in little: buckets of a histogram in the last of thirty labels. So a text keeps only
 * what it does not share with the beginning of another, its parent, and a guess is checked mostly against the line before,
 * which lies in the cache. Chains of parents are short, because a parent always shares less with its own parent than the
 * child shares with it; see {@link #insert}.
 */
public final class SeriesTextTable {
    static final int NONE = -1;
    private static final int UNKNOWN = -1;
    /** With a secret seed, other in every process: whoever chooses label values must not choose where texts lie in the table. */
    private static final Hasher64 HASHER = Hashing.xxh3_64(new SecureRandom().nextLong());

    private static final int START_SIZE = 1024;

    private final Arena arena = new Arena();
    private int size;
    /** What the text stands for; the caller's. */
    private int[] series = new int[START_SIZE];

    private int[] lengths = new int[START_SIZE];
    /** How many bytes it has in common with its parent; the rest is in the arena. */
    private int[] shared = new int[START_SIZE];

    private int[] parents = new int[START_SIZE];
    private int[] tails = new int[START_SIZE];
    private long[] hashes = new long[START_SIZE];
    private int[] next = new int[START_SIZE];
    /** How many bytes it has in common with its {@link #next}, or {@link #UNKNOWN}. */
    private int[] common = new int[START_SIZE];

    /** Texts that go on over ends of lines; none in nearly all tables. */
    private final BitSet spanning = new BitSet();

    private boolean anySpansLines;

    private int first = NONE;
    /** Open addressing: number plus one, 0 where free. */
    private int[] slots = new int[4 * START_SIZE];

    public int size() {
        return size;
    }

    /** Whether a text of {@code bytes} would find no more room. */
    boolean isFull(int bytes) {
        return arena.isFull(bytes);
    }

    int series(int number) {
        return series[number];
    }

    int length(int number) {
        return lengths[number];
    }

    /** Takes note that a text goes on over the end of a line. */
    void spansLines(int number) {
        spanning.set(number);
        anySpansLines = true;
    }

    boolean anySpansLines() {
        return anySpansLines;
    }

    /** How many lines a text that lies in {@code bytes} from {@code from} on ends. */
    int linesEnded(int number, byte[] bytes, int from) {
        return spanning.get(number) ? Swar.newlines(bytes, from, from + lengths[number]) : 0;
    }

    /** A guess at what follows {@code previous}, {@link #NONE} for the body's beginning; {@link #NONE} where there is none. */
    int guess(int previous) {
        return previous == NONE ? first : next[previous];
    }

    /** Takes note that one came after the other in a body. What was expected is expected after the newcomer. */
    void follows(int previous, int number, boolean isNew) {
        if (isNew) {
            next[number] = guess(previous);
            common[number] = UNKNOWN;
        }
        if (previous == NONE) {
            first = number;
        } else {
            next[previous] = number;
            common[previous] = UNKNOWN;
        }
    }

    /**
     * Whether {@code bytes} from {@code from} on begin with the guess for what follows {@code previous}.
     *
     * @param before where in {@code bytes} the previous text lies, negative where it is gone
     * @param to where {@code bytes} end
     */
    boolean isNext(int previous, int guess, byte[] bytes, int before, int from, int to) {
        int length = lengths[guess];
        if (to - from < length) {
            return false;
        }
        if (previous == NONE || before < 0) {
            return matches(guess, bytes, from);
        }
        int same = common[previous];
        if (same == UNKNOWN) {
            return matches(guess, bytes, from) && learn(previous, guess, bytes, before, from);
        }
        int tail = tails[guess] + same - shared[guess];
        byte[] chunk = arena.chunk(tails[guess]);
        int at = Arena.offset(tail);
        return Arrays.equals(bytes, from + same, from + length, chunk, at, at + length - same)
                && Arrays.equals(bytes, from, from + same, bytes, before, before + same);
    }

    private boolean learn(int previous, int guess, byte[] bytes, int before, int from) {
        int same = commonLength(bytes, before, lengths[previous], from, lengths[guess]);
        if (shared[guess] > same) {
            shared[guess] = same;
            tails[guess] = arena.add(bytes, from + same, from + lengths[guess]);
        }
        common[previous] = same;
        return true;
    }

    private static int commonLength(byte[] bytes, int one, int oneLength, int other, int otherLength) {
        int most = Math.min(oneLength, otherLength);
        int mismatch = Arrays.mismatch(bytes, one, one + most, bytes, other, other + most);
        return mismatch < 0 ? most : mismatch;
    }

    /** Whether the text is what lies in {@code bytes} from {@code from} on; there must be as many. */
    private boolean matches(int number, byte[] bytes, int from) {
        int end = lengths[number];
        for (int part = number; part != NONE; part = parents[part]) {
            int begin = shared[part];
            if (begin < end) {
                int at = Arena.offset(tails[part]);
                if (!Arrays.equals(bytes, from + begin, from + end, arena.chunk(tails[part]), at, at + end - begin)) {
                    return false;
                }
                end = begin;
            }
        }
        return true;
    }

    /** The bytes of a text. */
    byte[] text(int number) {
        byte[] text = new byte[lengths[number]];
        int end = text.length;
        for (int part = number; part != NONE; part = parents[part]) {
            int begin = shared[part];
            if (begin < end) {
                System.arraycopy(arena.chunk(tails[part]), Arena.offset(tails[part]), text, begin, end - begin);
                end = begin;
            }
        }
        return text;
    }

    static long hash(byte[] bytes, int from, int to) {
        return HASHER.hashBytesToLong(bytes, from, to - from);
    }

    /** The text {@code bytes[from, to)}, or {@link #NONE}. */
    int find(long hash, byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && lengths[number] == to - from && matches(number, bytes, from)) {
                return number;
            }
        }
        return NONE;
    }

    /**
     * Keeps {@code bytes[from, to)}, which must not be there yet.
     *
     * @param previous a text that it may have its beginning in common with, {@link #NONE} for none; it lies at
     *     {@code before} in the bytes
     * @param stands what it stands for
     */
    int insert(long hash, byte[] bytes, int from, int to, int previous, int before, int stands) {
        int parent = before < 0 ? NONE : previous;
        int same = parent == NONE ? 0 : commonLength(bytes, before, lengths[parent], from, to - from);
        // What the parent itself has from further up is had from there: chains grow only where they share more.
        while (parent != NONE && same <= shared[parent]) {
            parent = parents[parent];
        }
        int number = size++;
        if (number == series.length) {
            grow();
        }
        series[number] = stands;
        lengths[number] = to - from;
        shared[number] = parent == NONE ? 0 : same;
        parents[number] = parent;
        tails[number] = arena.add(bytes, from + shared[number], to);
        next[number] = NONE;
        common[number] = UNKNOWN;
        hashes[number] = hash;
        if (2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int other = 0; other < number; other++) {
                place(other);
            }
        }
        place(number);
        return number;
    }

    /**
     * Copies texts of others; what they stand for are their numbers, from 0 on.
     *
     * @return the numbers of the copies
     */
    int[] copyOf(SeriesTextTable others, int[] chosen) {
        int[] copies = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            copies[i] = append(others.text(chosen[i]), i);
        }
        return copies;
    }

    /** Keeps a text that must not be there yet, as one that follows the text kept last. */
    public int append(byte[] text, int stands) {
        int previous = size - 1;
        byte[] before = previous == NONE ? new byte[0] : text(previous);
        byte[] both = Arrays.copyOf(before, before.length + text.length);
        System.arraycopy(text, 0, both, before.length, text.length);
        int number = insert(hash(text, 0, text.length), both, before.length, both.length, previous, 0, stands);
        if (Swar.newline(text, 0, text.length) < text.length) {
            spansLines(number);
        }
        follows(previous, number, true);
        return number;
    }

    private void place(int number) {
        int mask = slots.length - 1;
        int slot = (int) hashes[number] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    private void grow() {
        int length = series.length + (series.length >> 1);
        series = Arrays.copyOf(series, length);
        lengths = Arrays.copyOf(lengths, length);
        shared = Arrays.copyOf(shared, length);
        parents = Arrays.copyOf(parents, length);
        tails = Arrays.copyOf(tails, length);
        hashes = Arrays.copyOf(hashes, length);
        next = Arrays.copyOf(next, length);
        common = Arrays.copyOf(common, length);
    }
}
