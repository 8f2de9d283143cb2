package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ValuePatternTest {
    @Test
    void theTopTemplateIsThatOfMostValuesAndExamplesAreTheOldest() {
        ValuePattern.Tally tally = ValuePattern.tally(Map.of(
                "a.1.x.com",
                3.0,
                "b.2.x.com",
                1.0,
                "c.3.x.com",
                2.0,
                "health",
                0.0,
                "d.4.x.com",
                4.0,
                "e.5.x.com",
                5.0));
        assertThat(tally.top()).isEqualTo("*.*.x.com");
        assertThat(tally.examples()).containsExactly("health", "b.2.x.com", "c.3.x.com", "a.1.x.com", "d.4.x.com");
    }

    /** A value may hold any character, that one too by which words are told apart inside. */
    @Test
    void valuesOfControlCharactersHaveAPattern() {
        assertThat(ValuePattern.tally(Map.of("a\0b", 1.0, "c\0d", 2.0, "\0", 3.0, "\0\0 7", 4.0))
                        .top())
                .isNotEmpty();
    }

    /** Ten replicas that show one value show one value. */
    @Test
    void valuesOfSeveralProcessesAreNotCountedTwice() {
        ValuePattern.Tally one = ValuePattern.tally(Map.of("Jane Doe 1", 1.0, "Jane Doe 2", 2.0));
        ValuePattern.Tally merged = ValuePattern.Tally.merge(java.util.Collections.nCopies(10, one));
        assertThat(merged.top()).isEqualTo("Jane Doe <n>");
        assertThat(merged.topValues()).isEqualTo(2);
    }

    private static ValuePattern.Tally tally(String... values) {
        return ValuePattern.tally(Arrays.stream(values).collect(Collectors.toMap(value -> value, value -> 1.0)));
    }

    /** A pattern is of more than one value: words of which each is another are no reason to show one of them. */
    @Test
    void wordsThatAllDifferAreAWord() {
        assertThat(tally("cart", "shop", "pay").top()).isEqualTo("<word>");
        assertThat(tally("cart", "shop", "pay").topValues()).isEqualTo(3);
        assertThat(tally("cart").top()).isEqualTo("cart");
        assertThat(tally("/users/anna/orders/1", "/users/jane/orders/2", "/users/ines/orders/3")
                        .top())
                .isEqualTo("/users/<word>/orders/<n>");
    }

    /** However many values, and however mixed: never a lone star. */
    @Test
    void thousandsOfWordsAreNoStar() {
        Random random = new Random(5);
        TreeMap<String, Double> users = new TreeMap<>();
        TreeMap<String, Double> texts = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            String name =
                    random.ints(7, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
            users.put("/users/" + name + "/orders", 1.0);
            texts.put(
                    IntStream.range(0, 1 + random.nextInt(12))
                            .mapToObj(word -> name + " -/:?".charAt(random.nextInt(5)))
                            .collect(Collectors.joining()),
                    1.0);
        }
        assertThat(ValuePattern.tally(users).top()).isEqualTo("/users/<word>/orders");
        assertThat(ValuePattern.tally(users).topValues()).isEqualTo(users.size());
        assertThat(ValuePattern.tally(texts).top()).isEqualTo("<text>");
        assertThat(ValuePattern.tally(texts).templates()).hasSizeLessThanOrEqualTo(201);
    }

    @Test
    void hexadecimalNumbersOfDigitsAloneDoNotSpeakForTheRest() {
        assertThat(tally("8f3a0b1c", "12345678", "a0b1c2d3", "0f0f0f0f").top()).isEqualTo("<hex>");
    }
}
