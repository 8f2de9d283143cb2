package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SharedTemplatesTest {
    private static List<String> of(int count, String template) {
        return IntStream.range(0, count)
                .mapToObj(i -> template.formatted(Character.toString('a' + i)))
                .toList();
    }

    @Test
    void aPlaceOfManyWordsIsAWordAndOneOfFewIsAnEnumeration() {
        List<String> users = of(20, "/users/%s/orders/<n>");
        assertThat(SharedTemplates.merged(users).values()).containsOnly("/users/<word>/orders/<n>");
        List<String> few = of(10, "/users/%s/orders/<n>");
        assertThat(SharedTemplates.merged(few))
                .allSatisfy((from, to) -> assertThat(to).isEqualTo(from));
        assertThat(SharedTemplates.merged(few, 1).values()).containsOnly("/users/<word>/orders/<n>");
    }

    @Test
    void whatDiffersInSeparatorsIsNotCompared() {
        assertThat(SharedTemplates.merged(List.of("/a/b", "/a-c", "/a/d"), 1))
                .containsEntry("/a/b", "/a/<word>")
                .containsEntry("/a-c", "/a-c");
    }

    @Test
    void hostsKeepTheirStars() {
        assertThat(SharedTemplates.merged(of(20, "*.%s.example.com")).values()).containsOnly("*.*.example.com");
        assertThat(SharedTemplates.merged(of(20, "*.%1$s.%1$s")).values()).containsOnly("<host>");
        assertThat(SharedTemplates.merged(List.of("*.db.example:1024", "*.db.example:1025"), 1)
                        .values())
                .containsOnly("*.db.example:<n>");
    }

    @Test
    void wordsAmongPlaceholdersAreIds() {
        assertThat(SharedTemplates.merged(List.of("k-<hex>", "k-<n>", "k-faced"), 1)
                        .values())
                .containsOnly("k-<id>");
        assertThat(SharedTemplates.merged(List.of("k-<word>", "k-faced"), 1).values())
                .containsOnly("k-<word>");
    }

    @Test
    void manyWordsAreAText() {
        assertThat(SharedTemplates.merged(List.of("x ".repeat(100)))).containsValue(Placeholders.TEXT);
    }
}
