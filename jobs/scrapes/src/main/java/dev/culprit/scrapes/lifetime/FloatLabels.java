package dev.culprit.scrapes.lifetime;

import dev.culprit.model.FloatLabel;
import dev.culprit.model.LabelSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which label of a target's metrics holds numbers, by the types of their families. It is settled where it is asked first, and a
 * type that is declared later changes it no more: else one text would name two series.
 */
public final class FloatLabels {
    /** By hand: targets with more bounds than this are not worth a memory. */
    private static final int REMEMBERED = 4096;

    private final DeclaredTypes types = new DeclaredTypes();
    private final Map<String, FloatLabel> settled = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();

    /** Takes note of a family's type. The first that is declared counts. */
    public void declare(String name, String type) {
        types.declare(name, type);
    }

    /** Asked of metrics alone whose series have a label that {@link FloatLabel#isPossible}: each answer is kept. */
    public FloatLabel of(String metric) {
        return settled.computeIfAbsent(metric, name -> FloatLabel.of(types.of(name)));
    }

    /** Whether somebody has asked of a metric, as its series have such a label. */
    public boolean isAsked(String metric) {
        return settled.containsKey(metric);
    }

    /** Labels of a series, numbers written in one way. */
    public LabelSet canonical(String metric, LabelSet labels) {
        boolean isAsked = labels.mayHoldNumbers();
        return isAsked ? labels.with(of(metric), this::canonical) : labels;
    }

    /** See {@link FloatLabel#canonical}: a target has few bounds, each in many series. */
    public String canonical(String value) {
        String known = numbers.get(value);
        if (known == null) {
            if (numbers.size() >= REMEMBERED) {
                numbers.clear();
            }
            known = FloatLabel.canonical(value);
            numbers.put(value, known);
        }
        return known;
    }
}
