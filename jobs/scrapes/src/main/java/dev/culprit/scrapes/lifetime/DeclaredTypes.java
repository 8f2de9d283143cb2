package dev.culprit.scrapes.lifetime;

import dev.culprit.model.MetricFamily;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The types of a target's metric families, by its {@code TYPE} lines. The first declared type of a name wins. */
final class DeclaredTypes {
    static final String UNKNOWN = "unknown";
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", UNKNOWN, "info", "stateset", "gaugehistogram");

    private final Map<String, String> types = new HashMap<>();

    /**
     * Takes note of a {@code TYPE} line; words that neither format knows mean {@code unknown}.
     *
     * @return whether it is the first of this name
     */
    boolean declare(String name, String word) {
        String type = word.toLowerCase(Locale.ROOT);
        return types.putIfAbsent(name, TYPES.contains(type) ? type : UNKNOWN) == null;
    }

    /** The type of a sample's family, by its own name, else by the name that a family with this sample would be declared under. */
    String of(String sample) {
        String own = types.get(sample);
        if (own != null) {
            return own;
        }
        int underscore = sample.lastIndexOf('_');
        String type = underscore > 0 ? types.getOrDefault(sample.substring(0, underscore), UNKNOWN) : UNKNOWN;
        return MetricFamily.declared(sample, type).equals(sample) ? UNKNOWN : type;
    }
}
