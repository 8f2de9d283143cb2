package dev.culprit.correlate.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BlockWriterTest {
    private static final BlockWriter.Texts TEXTS = new BlockWriter.Texts() {
        @Override
        public byte[] metric(int name) {
            return ("m" + name).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] type(int name) {
            return new byte[] {'t'};
        }

        @Override
        public int labelOf(int pair) {
            return pair % 2;
        }

        @Override
        public byte[] label(int label) {
            return new byte[] {(byte) ('a' + label)};
        }

        @Override
        public byte[] value(int pair) {
            return new byte[] {(byte) ('0' + pair)};
        }
    };

    /** By hand: name, type, count, bits, then the pairs with label and value where they are new, then the times. */
    @Test
    void aRowSaysHowItDiffersFromTheRowBefore() {
        BlockWriter writer = new BlockWriter();
        writer.add(7, new int[] {2, 3}, 0, 2, 64, -1, TEXTS);
        writer.add(7, new int[] {2, 5}, 0, 2, 64, 0, TEXTS);
        assertThat(writer.take())
                .containsExactly(
                        0, 2, 'm', '7', 1, 't', 2, 0b11, 0, 0, 1, 'a', 1, '2', 1, 1, 1, 'b', 1, '3', 0x80, 1, 1, //
                        0, 2, 0b10, 2, 1, 1, '5', 0, 2);
        assertThat(writer.take()).isNull();
    }

    @Test
    void aBlockNeedsNoOther() {
        BlockWriter writer = new BlockWriter();
        writer.add(7, new int[] {2, 3}, 0, 2, 64, -1, TEXTS);
        byte[] first = writer.take();
        writer.add(7, new int[] {2, 3}, 0, 2, 64, -1, TEXTS);
        assertThat(writer.take()).isEqualTo(first);
    }
}
