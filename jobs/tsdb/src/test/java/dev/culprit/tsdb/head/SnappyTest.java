package dev.culprit.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.tsdb.bytes.CorruptException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnappyTest {
    private static byte[] decompress(String hex) throws CorruptException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Snappy.decompress(bytes, bytes.length);
    }

    /** Literals, and copies with distances of one, two and four bytes, of which one reaches into what it writes. */
    @ParameterizedTest
    @CsvSource({
        "00, ''",
        "03 08 616263, abc",
        "03 f0 02 616263, abc",
        "0c 08 616263 15 03, abcabcabcabc",
        "06 08 616263 0a 0300, abcabc",
        "06 08 616263 0b 03000000, abcabc",
        "05 00 61 0e 0100, aaaaa"
    })
    void everyElement(String hex, String text) throws CorruptException {
        assertThat(new String(decompress(hex.replace(" ", "")), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff0f 00 61, bytes are told to be in",
        "04 08 616263, tells of 4 bytes and has 3",
        "02 08 616263, literal of 3 bytes is cut",
        "06 08 61, literal of 3 bytes is cut",
        "06 08 616263 0a 0400, copies from outside",
        "06 08 616263 0a 0000, copies from outside",
        "04 08 616263 0a 0300, copies from outside",
        "03 f4 02, bytes are left"
    })
    void liesAreNamed(String hex, String message) {
        assertThatThrownBy(() -> decompress(hex.replace(" ", "")))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nothingIsNoBlock() {
        assertThatThrownBy(() -> decompress("")).isInstanceOf(CorruptException.class);
    }
}
