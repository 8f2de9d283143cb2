package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

final class TextsTest {
    private final Texts texts = new Texts();

    @Test
    void textsThatComeAgainAreEncodedOnce() {
        Binary first = texts.of("200");
        assertThat(texts.of(new String("200"))).isSameAs(first).isEqualTo(Binary.fromString("200"));
    }

    @Test
    void textsOfTheSameHashAreToldApart() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        for (String text : new String[] {"Aa", "BB", "Aa", "", "straße, \ud83d\ude80", "BB"}) {
            assertThat(texts.of(text).toStringUsingUTF8()).isEqualTo(text);
        }
    }
}
