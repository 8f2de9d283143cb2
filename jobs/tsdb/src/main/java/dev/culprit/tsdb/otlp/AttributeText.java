package dev.culprit.tsdb.otlp;

import dev.culprit.model.FloatLabel;
import java.util.List;
import java.util.Map;

/** Values of attributes that are no texts, as texts: labels have nothing else. The same of either encoding. */
final class AttributeText {
    private AttributeText() {}

    static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : FloatLabel.canonical(String.valueOf(value));
    }

    static String of(List<String> values) {
        return "[" + String.join(",", values) + "]";
    }

    static String of(Map<String, String> values) {
        return "{"
                + String.join(
                        ",",
                        values.entrySet().stream()
                                .map(entry -> entry.getKey() + ":" + entry.getValue())
                                .toList())
                + "}";
    }
}
