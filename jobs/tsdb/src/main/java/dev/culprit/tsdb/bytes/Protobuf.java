package dev.culprit.tsdb.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The fields of one message of Protocol Buffers (its wire format), one after the other. */
public final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer in;
    private int field;
    private int type;

    public Protobuf(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private Protobuf(ByteBuffer message) {
        this.in = message.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; false where there is none. What the one before holds must have been read or skipped. */
    public boolean next() throws CorruptException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        return true;
    }

    /** Whether the field has this number and holds a message, a text, or numbers packed together. */
    public boolean isMessage(int number) {
        return field == number && type == BYTES;
    }

    /** Whether the field has this number and eight bytes. */
    public boolean isFixed(int number) {
        return field == number && type == FIXED64;
    }

    /** Whether the field has eight bytes, whatever its number. */
    public boolean isFixed() {
        return type == FIXED64;
    }

    /** Whether the field has this number and holds an integer of variable length. */
    public boolean isVarint(int number) {
        return field == number && type == VARINT;
    }

    public Protobuf message() throws CorruptException {
        int length = length();
        Protobuf message = new Protobuf(in.slice(in.position(), length));
        in.position(in.position() + length);
        return message;
    }

    /** The same fields from the next one on, to be read once more. */
    public Protobuf copy() {
        return new Protobuf(in.slice());
    }

    public byte[] bytes() throws CorruptException {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return bytes;
    }

    public String text() throws CorruptException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public long fixed() throws CorruptException {
        need(Long.BYTES);
        return in.getLong();
    }

    /** Numbers of eight bytes that are packed together. */
    public long[] packed() throws CorruptException {
        int length = length();
        if (length % Long.BYTES != 0) {
            throw damaged();
        }
        long[] numbers = new long[length / Long.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getLong();
        }
        return numbers;
    }

    public void skip() throws CorruptException {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw damaged();
        }
    }

    private void advance(int bytes) throws CorruptException {
        need(bytes);
        in.position(in.position() + bytes);
    }

    private int length() throws CorruptException {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        return (int) length;
    }

    /** An integer of variable length. */
    public long varint() throws CorruptException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            need(1);
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private void need(int bytes) throws CorruptException {
        if (in.remaining() < bytes) {
            throw damaged();
        }
    }

    private static CorruptException damaged() {
        return new CorruptException("damaged protobuf");
    }
}
