package dev.culprit.prometheus.whole;

import dev.culprit.prometheus.whole.Matcher.Operator;
import dev.culprit.tsdb.series.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parts a selector in two by how the values of one label go on after what they have in common. The parts are a matcher and its
 * negation: whatever values there are that nobody has seen, and whatever has no such label, is in one of them.
 */
final class LabelSplit {
    private final Map<String, Map<String, Integer>> values = new HashMap<>();
    private int series;

    void add(Labels labels) {
        series++;
        for (int i = 0; i < labels.size(); i++) {
            values.computeIfAbsent(labels.name(i), none -> new HashMap<>()).merge(labels.value(i), 1, Integer::sum);
        }
    }

    /** The two parts; none where all series that were seen are alike. */
    List<Selector> of(Selector selector, Predicate<String> mayPartBy) {
        @Nullable Part best = null;
        for (Map.Entry<String, Map<String, Integer>> label : new TreeMap<>(values).entrySet()) {
            if (mayPartBy.test(label.getKey())) {
                @Nullable Part part = part(label.getKey(), label.getValue());
                if (part != null && (best == null || part.smaller() > best.smaller())) {
                    best = part;
                }
            }
        }
        return best == null
                ? List.of()
                : List.of(
                        selector.with(new Matcher(best.label(), Operator.MATCHES, best.expression())),
                        selector.with(new Matcher(best.label(), Operator.MATCHES_NOT, best.expression())));
    }

    private record Part(String label, String expression, int smaller) {}

    private @Nullable Part part(String label, Map<String, Integer> counts) {
        List<String> seen = new ArrayList<>(counts.keySet());
        String common = common(seen);
        int with = 0;
        Map<String, Integer> next = new TreeMap<>();
        for (String value : seen) {
            with += counts.getOrDefault(value, 0);
            if (value.length() > common.length()) {
                next.merge(
                        Character.toString(value.codePointAt(common.length())),
                        counts.getOrDefault(value, 0),
                        Integer::sum);
            }
        }
        if (seen.size() == 1) {
            // Who has the label at all, and who has not.
            return with == series ? null : new Part(label, escaped(common) + ".*", Math.min(with, series - with));
        }
        List<Map.Entry<String, Integer>> heaviest = next.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        StringBuilder chosen = new StringBuilder();
        int weight = 0;
        for (Map.Entry<String, Integer> entry : heaviest) {
            int grown = weight + entry.getValue();
            if (weight == 0 || Math.min(grown, series - grown) > Math.min(weight, series - weight)) {
                chosen.append(chosen.isEmpty() ? "" : "|").append(escaped(entry.getKey()));
                weight = grown;
            }
        }
        return new Part(label, escaped(common) + "(" + chosen + ").*", Math.min(weight, series - weight));
    }

    private static String common(List<String> seen) {
        String common = seen.get(0);
        for (String value : seen) {
            int same = 0;
            while (same < Math.min(common.length(), value.length()) && common.charAt(same) == value.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        // Not between the halves of one character.
        return !common.isEmpty() && Character.isHighSurrogate(common.charAt(common.length() - 1))
                ? common.substring(0, common.length() - 1)
                : common;
    }

    /** As RE2 reads it. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point < ' ' || point == 0x7f) {
                out.append("\\x{%x}".formatted(point));
            } else if (point < 0x80 && !Character.isLetterOrDigit(point) && point != '_' && point != ' ') {
                out.append('\\').appendCodePoint(point);
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
