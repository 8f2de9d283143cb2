package dev.culprit.analysis.births;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Templates that differ in a word only are one: {@code /users/anna/orders/<n>} and {@code /users/jane/orders/<n>} become
 * {@code /users/<word>/orders/<n>}. Those of the same separators are compared word by word.
 */
final class SharedTemplates {
    /** By hand: so many words at one place are an enumeration, more are values. */
    private static final int ENUMERATED = 10;
    /** By hand: nobody reads a pattern of more words; such values are texts. */
    private static final int MOST_TOKENS = 40;

    /** What stands for the letter that marks a word, which a value may hold as any other. */
    private static final char NO_WORD = '\uFFFD';

    /** A template taken apart: words and placeholders, and what stands between them. */
    private record Parts(List<String> tokens, String separators, boolean isHost) {}

    /** What stands at one place of templates that are alike: their own words, or what is written instead of them. */
    private record Place(Optional<String> inHosts, Optional<String> elsewhere) {
        static final Place ENUMERATED_WORDS = new Place(Optional.empty(), Optional.empty());

        static Place of(Collection<String> words) {
            if (words.stream()
                    .allMatch(word -> word.chars().allMatch(Character::isDigit) || word.equals(Placeholders.NUMBER))) {
                return new Place(Optional.of(Placeholders.NUMBER), Optional.of(Placeholders.NUMBER));
            }
            boolean hasIds =
                    words.stream().anyMatch(word -> Placeholders.isIn(word) && !word.equals(Placeholders.WORD));
            return new Place(Optional.of(Placeholders.ANY), Optional.of(hasIds ? Placeholders.ID : Placeholders.WORD));
        }

        String token(String own, boolean isHost) {
            return (isHost ? inHosts : elsewhere).orElse(own);
        }
    }

    private SharedTemplates() {}

    /** What each template becomes where words that vary too much are left out. */
    static Map<String, String> merged(Collection<String> templates) {
        return merged(templates, ENUMERATED);
    }

    /** What each template becomes where it may share every word or none with its like. */
    static Map<String, String> merged(Collection<String> templates, int enumerated) {
        Map<String, String> result = new HashMap<>();
        Map<String, Map<String, Parts>> alike = new TreeMap<>();
        for (String template : templates) {
            Parts of = parts(template);
            if (of.tokens().size() > MOST_TOKENS) {
                result.put(template, Placeholders.TEXT);
            } else {
                alike.computeIfAbsent(of.separators(), key -> new LinkedHashMap<>())
                        .put(template, of);
            }
        }
        alike.values().forEach(same -> merge(same, enumerated, result));
        return result;
    }

    /** @param same templates of the same separators, and so of as many words */
    private static void merge(Map<String, Parts> same, int enumerated, Map<String, String> result) {
        List<TreeSet<String>> words = new ArrayList<>();
        for (Parts of : same.values()) {
            for (int i = 0; i < of.tokens().size(); i++) {
                if (i == words.size()) {
                    words.add(new TreeSet<>());
                }
                words.get(i).add(of.tokens().get(i));
            }
        }
        // Once a place and not once a template: thousands of words stand at some places of thousands of templates.
        List<Place> places = words.stream()
                .map(of -> of.size() > enumerated ? Place.of(of) : Place.ENUMERATED_WORDS)
                .toList();
        same.forEach((template, of) -> {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                tokens.add(places.get(i).token(of.tokens().get(i), of.isHost()));
            }
            boolean isNobodys = of.isHost() && tokens.stream().allMatch(Placeholders::isIn);
            result.put(template, isNobodys ? Placeholders.HOST : written(tokens, of.separators()));
        });
    }

    /** Separators are written with {@code \0} where a word stands. */
    private static Parts parts(String template) {
        List<String> tokens = new ArrayList<>();
        StringBuilder separators = new StringBuilder();
        StringBuilder token = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char letter = template.charAt(at);
            int end = letter == '<' ? Placeholders.endOf(template, at) : at;
            if (end > at) {
                token.append(template, at, end);
                at = end;
            } else if (Character.isLetterOrDigit(letter) || letter == '*') {
                token.append(letter);
                at++;
            } else {
                end(token, tokens, separators);
                separators.append(letter == '\0' ? NO_WORD : letter);
                at++;
            }
        }
        end(token, tokens, separators);
        return new Parts(tokens, separators.toString(), template.startsWith("*."));
    }

    private static void end(StringBuilder token, List<String> tokens, StringBuilder separators) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            separators.append('\0');
            token.setLength(0);
        }
    }

    private static String written(List<String> tokens, String separators) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int i = 0; i < separators.length(); i++) {
            if (separators.charAt(i) == '\0') {
                out.append(tokens.get(next++));
            } else {
                out.append(separators.charAt(i));
            }
        }
        return out.toString();
    }
}
