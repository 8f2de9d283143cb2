package dev.culprit.scrapes.lifetime;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.culprit.model.LabelSet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Computes the {@link SeriesId} of one series after the other: what stands where it stood in the one before is not encoded again. */
public final class SeriesIds {
    private static final Hasher64 HASHER = Hashing.xxh3_64();
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** By hand: of more labels than any program has, what one text moves behind it costs more than all texts. */
    private static final int MANY = 256;

    private byte[] encoded = new byte[1024];
    /** How many of them are encoded texts. */
    private int size;
    /** The texts that are encoded, one behind the other, and how many bytes each takes. */
    private String[] texts = new String[64];

    private int[] lengths = new int[64];
    private int known;
    /** Of the next text, and where it begins. */
    private int place;

    private int at;

    /** See {@link SeriesId#of}. */
    public long of(String metric, LabelSet labels) {
        if (labels.labels().size() > MANY) {
            known = 0;
            size = 0;
        }
        place = 0;
        at = 0;
        add(metric);
        labels.labels().forEach((name, value) -> {
            add(name);
            add(value);
        });
        known = place;
        size = at;
        return HASHER.hashBytesToLong(encoded, 0, size);
    }

    private void add(String text) {
        if (place >= known || !texts[place].equals(text)) {
            write(text);
        }
        at += lengths[place++];
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Integer.BYTES + bytes.length;
        if (place < known) {
            replace(lengths[place], length);
        } else {
            replace(size - at, length);
            known = place + 1;
            if (known > texts.length) {
                texts = Arrays.copyOf(texts, 2 * known);
                lengths = Arrays.copyOf(lengths, 2 * known);
            }
        }
        LENGTH.set(encoded, at, bytes.length);
        System.arraycopy(bytes, 0, encoded, at + Integer.BYTES, bytes.length);
        texts[place] = text;
        lengths[place] = length;
    }

    /** Makes room for a text where another one is: what is behind it moves. */
    private void replace(int old, int length) {
        int moved = size - at - old;
        int end = at + length + moved;
        if (end > encoded.length) {
            encoded = Arrays.copyOf(encoded, Math.max(end, 2 * encoded.length));
        }
        System.arraycopy(encoded, at + old, encoded, at + length, moved);
        size = end;
    }
}
