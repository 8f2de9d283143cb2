package dev.culprit.analysis.births;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The common shape of a label's new values, for people: variable parts are masked, and the shape that most values share is
 * taken. Masks: UUIDs, addresses, e-mails, times, long hexadecimal and decimal numbers; in host names the labels that
 * change.
 */
public final class ValuePattern {
    private static final int EXAMPLES = 5;
    /** Above so many templates of one label's values the rest is counted as one: the head decides. */
    private static final int TEMPLATES = 200;

    record Mask(Pattern pattern, String name) {}

    /**
     * Values may be 64 KiB of anything. So a pattern begins only where a run of its characters does, and its unlimited repetitions are
     * possessive: it never goes back over what it has read, and takes no stack for it.
     */
    static final List<Mask> MASKS = List.of(
            new Mask(Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"), "<uuid>"),
            new Mask(Pattern.compile("(?:\\G|(?<![\\w.+-]))[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++"), "<e-mail>"),
            new Mask(Pattern.compile("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w.])"), "<ip>"),
            new Mask(Pattern.compile("(?<![\\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{1,4}(?![\\w:])"), "<ip>"),
            new Mask(Pattern.compile("(?<!\\d)1\\d{12}(?!\\d)"), "<epoch-ms>"),
            new Mask(Pattern.compile("(?<!\\d)1\\d{9}(?!\\d)"), "<epoch-s>"));

    static final Pattern HEX = Pattern.compile("(?<![0-9a-zA-Z])(?=[a-f]*+[0-9])[0-9a-fA-F]{8,}+(?![0-9a-zA-Z])");
    static final Pattern NUMBER = Pattern.compile("\\d++");
    static final Pattern HOST = Pattern.compile("[\\w*-]++(?:\\.[\\w*-]++){2,}+(?::\\d++)?");

    private ValuePattern() {}

    /**
     * Templates with how many values they cover, and the first values seen, oldest first.
     *
     * @param templates with how often they were seen: a value that several processes have shown counts for each
     * @param atLeast with how many different values they cover at the least, which is what one process has shown
     */
    public record Tally(Map<String, Long> templates, Map<String, Long> atLeast, List<String> examples)
            implements Serializable {
        /** The template of most values; among equals the first by name. */
        public String top() {
            return templates.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(
                                    Map.Entry.<String, Long>comparingByKey().reversed()))
                    .map(Map.Entry::getKey)
                    .orElse("");
        }

        /** How many different values have the template {@link #top}, at the least. */
        public long topValues() {
            return atLeast.getOrDefault(top(), 0L);
        }

        public static Tally merge(Collection<Tally> tallies) {
            TreeMap<String, Long> templates = new TreeMap<>();
            TreeMap<String, Long> atLeast = new TreeMap<>();
            List<String> examples = new ArrayList<>();
            for (Tally tally : tallies) {
                tally.templates.forEach((template, count) -> templates.merge(template, count, Long::sum));
                tally.atLeast.forEach((template, count) -> atLeast.merge(template, count, Long::max));
                tally.examples.stream()
                        .filter(value -> !examples.contains(value))
                        .forEach(examples::add);
            }
            return new Tally(templates, atLeast, List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size()))));
        }
    }

    /** @param firstSights values with the time of their first sight */
    static Tally tally(Map<String, Double> firstSights) {
        TreeMap<String, Long> templates = new TreeMap<>();
        firstSights.keySet().forEach(value -> {
            String template = template(value);
            templates.merge(
                    templates.size() < TEMPLATES || templates.containsKey(template) ? template : "*", 1L, Long::sum);
        });
        List<String> examples = firstSights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .thenComparing(Comparator.comparing(Map.Entry::getKey)))
                .limit(EXAMPLES)
                .map(Map.Entry::getKey)
                .toList();
        return new Tally(templates, templates, examples);
    }

    /** {@code eebbd0f.875.myftpupload.com} becomes {@code *.*.myftpupload.com}, {@code /order/1234} {@code /order/<n>}. */
    static String template(String value) {
        String masked = value;
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.name());
        }
        if (HOST.matcher(masked).matches()) {
            return host(masked);
        }
        masked = HEX.matcher(masked).replaceAll("<hex>");
        return NUMBER.matcher(masked).replaceAll("<n>");
    }

    /** The first label of a host name is what varies; so are further ones that hold digits, up to the last two. */
    private static String host(String host) {
        String[] parts = host.split("\\.", -1);
        for (int i = 0; i < parts.length - 2; i++) {
            if (i == 0 || parts[i].chars().anyMatch(Character::isDigit)) {
                parts[i] = "*";
            }
        }
        return String.join(".", parts);
    }
}
