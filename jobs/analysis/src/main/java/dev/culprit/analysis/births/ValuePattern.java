package dev.culprit.analysis.births;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The common shape of a label's new values, for people: the template that most values share ({@link ValueTemplate}). */
public final class ValuePattern {
    private static final int EXAMPLES = 5;
    /** Above so many templates of one label's values the rest is counted as text: the most frequent decide. */
    private static final int TEMPLATES = 200;
    /** Templates of millions of values are compared in parts. */
    private static final int MOST_AT_A_TIME = 4096;
    /** By hand: a template of fewer of the values than this does not speak for them. */
    private static final double SPEAKS = 0.2;

    private ValuePattern() {}

    /**
     * Templates with how many values they cover, and the first values seen, oldest first.
     *
     * @param templates with how often they were seen: a value that several processes have shown counts for each
     * @param atLeast with how many different values they cover at the least, which is what one process has shown
     */
    public record Tally(Map<String, Long> templates, Map<String, Long> atLeast, List<String> examples)
            implements Serializable {
        /** The template of most values; of all words that differ, where no template speaks for the values. */
        public String top() {
            String most = most(templates);
            long all = templates.values().stream().mapToLong(Long::longValue).sum();
            if (templates.size() <= 1) {
                return most;
            }
            long ofMost = requireNonNull(templates.get(most));
            if (Placeholders.isIn(most) && ofMost > 1 && ofMost >= SPEAKS * all) {
                return most;
            }
            Map<String, Long> wider = counted(templates, SharedTemplates.merged(templates.keySet(), 1));
            String widest = most(wider);
            return requireNonNull(wider.get(widest)) >= SPEAKS * all ? widest : Placeholders.TEXT;
        }

        /** How many different values have the template {@link #top}, at the least. */
        public long topValues() {
            String top = top();
            Long known = atLeast.get(top);
            if (known != null) {
                return known;
            }
            Map<String, Long> wider = counted(atLeast, SharedTemplates.merged(atLeast.keySet(), 1));
            return wider.getOrDefault(
                    top, atLeast.values().stream().mapToLong(Long::longValue).sum());
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
        return tally(firstSights, ValueTemplate::of);
    }

    /** @param templateOf gives each value's; whoever asks for one value again and again may have kept it */
    static Tally tally(Map<String, Double> firstSights, UnaryOperator<String> templateOf) {
        // What is compared in parts must not hang on the order in which values come.
        Stream<String> values = firstSights.size() > MOST_AT_A_TIME
                ? firstSights.keySet().stream().sorted()
                : firstSights.keySet().stream();
        Map<String, Long> single = new TreeMap<>();
        for (String value : (Iterable<String>) values::iterator) {
            single.merge(templateOf.apply(value), 1L, Long::sum);
            if (single.size() > MOST_AT_A_TIME) {
                single = shared(single);
            }
        }
        Map<String, Long> templates = shared(single);
        return new Tally(templates, templates, examples(firstSights));
    }

    private static List<String> examples(Map<String, Double> firstSights) {
        Comparator<Map.Entry<String, Double>> oldest =
                Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey());
        PriorityQueue<Map.Entry<String, Double>> kept = new PriorityQueue<>(oldest.reversed());
        for (Map.Entry<String, Double> entry : firstSights.entrySet()) {
            if (kept.size() < EXAMPLES || oldest.compare(entry, kept.element()) < 0) {
                kept.add(Map.entry(entry.getKey(), entry.getValue()));
                if (kept.size() > EXAMPLES) {
                    kept.remove();
                }
            }
        }
        return kept.stream().sorted(oldest).map(Map.Entry::getKey).toList();
    }

    private static Map<String, Long> shared(Map<String, Long> counts) {
        return frequent(counted(counts, SharedTemplates.merged(counts.keySet())));
    }

    private static Map<String, Long> counted(Map<String, Long> counts, Map<String, String> names) {
        TreeMap<String, Long> result = new TreeMap<>();
        counts.forEach((template, count) -> result.merge(names.getOrDefault(template, template), count, Long::sum));
        return result;
    }

    private static Map<String, Long> frequent(Map<String, Long> counts) {
        TreeMap<String, Long> result = new TreeMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> result.merge(
                        result.size() < TEMPLATES ? entry.getKey() : Placeholders.TEXT, entry.getValue(), Long::sum));
        return result;
    }

    /** Among equals the first by name. */
    private static String most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
