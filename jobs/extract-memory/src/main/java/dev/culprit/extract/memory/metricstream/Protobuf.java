package dev.culprit.extract.memory.metricstream;

import dev.culprit.extract.memory.files.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The fields of one message of Protocol Buffers (its wire format), one after the other. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer in;
    private int field;
    private int type;

    Protobuf(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private Protobuf(ByteBuffer message) {
        this.in = message.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; false where there is none. What the one before holds must have been read or skipped. */
    boolean next() throws UnreadableException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** Whether the field has this number and holds a message or a text. */
    boolean isMessage(int number) {
        return field == number && type == BYTES;
    }

    /** Whether the field has this number and eight bytes. */
    boolean isFixed(int number) {
        return field == number && type == FIXED64;
    }

    Protobuf message() throws UnreadableException {
        int length = length();
        Protobuf message = new Protobuf(in.slice(in.position(), length));
        in.position(in.position() + length);
        return message;
    }

    String text() throws UnreadableException {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    long fixed() throws UnreadableException {
        need(Long.BYTES);
        return in.getLong();
    }

    void skip() throws UnreadableException {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw damaged();
        }
    }

    private void advance(int bytes) throws UnreadableException {
        need(bytes);
        in.position(in.position() + bytes);
    }

    private int length() throws UnreadableException {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        return (int) length;
    }

    private long varint() throws UnreadableException {
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

    private void need(int bytes) throws UnreadableException {
        if (in.remaining() < bytes) {
            throw damaged();
        }
    }

    private static UnreadableException damaged() {
        return new UnreadableException("damaged protobuf");
    }
}
