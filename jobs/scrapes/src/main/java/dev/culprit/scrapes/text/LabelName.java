package dev.culprit.scrapes.text;

import dev.culprit.model.FloatLabel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a label, with what {@link SeriesIdentity} asks of it for every series. There is one of each name. */
final class LabelName {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final String name;
    /** {@code name="}, as it is looked for. */
    private final byte[] opening;

    private final byte[] encoded;
    private final boolean mayHoldNumbers;
    private final boolean stripped;
    /** The value that was asked for last. */
    private byte[] value = new byte[0];

    private String valueText = "";

    private LabelName(String name) {
        this.name = name;
        this.opening = (name + "=\"").getBytes(StandardCharsets.US_ASCII);
        this.encoded = new byte[Integer.BYTES + name.length() + Long.BYTES];
        length(encoded, 0, name.length());
        System.arraycopy(opening, 0, encoded, Integer.BYTES, name.length());
        this.mayHoldNumbers = FloatLabel.isPossible(name);
        this.stripped = name.equals("__type__") || name.equals("__unit__");
    }

    static LabelName of(String name) {
        return new LabelName(name);
    }

    boolean isAt(byte[] bytes, int at, int to) {
        int end = at + opening.length;
        return end < to && Arrays.equals(bytes, at, end, opening, 0, opening.length);
    }

    String name() {
        return name;
    }

    int length() {
        return opening.length - 2;
    }

    /** As in the encoding of {@link SeriesId}; behind it there is room to read a word. */
    byte[] encoded() {
        return encoded;
    }

    int encodedLength() {
        return encoded.length - Long.BYTES;
    }

    /**
     * A value of the label, which is ASCII. Neighbours have most values in common, so that it is often the same object as
     * the last time: whoever writes it need not look at it again.
     */
    String value(byte[] bytes, int from, int length) {
        if (!Arrays.equals(bytes, from, from + length, value, 0, value.length)) {
            value = Arrays.copyOfRange(bytes, from, from + length);
            valueText = new String(value, StandardCharsets.US_ASCII);
        }
        return valueText;
    }

    /** Whether its values are numbers in families of some type, see {@link FloatLabel}. */
    boolean mayHoldNumbers() {
        return mayHoldNumbers;
    }

    /** Whether it is no part of the identity. */
    boolean isStripped() {
        return stripped;
    }

    static int lengthAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** Writes a length as {@link SeriesId} has it. */
    static void length(byte[] to, int at, int length) {
        INT.set(to, at, length);
    }
}
