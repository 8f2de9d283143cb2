package dev.culprit.analysis.births;

import java.util.Comparator;

/** Two labels, the first by name first. */
record LabelPair(String one, String other) implements Comparable<LabelPair> {
    @Override
    public int compareTo(LabelPair that) {
        return Comparator.comparing(LabelPair::one)
                .thenComparing(LabelPair::other)
                .compare(this, that);
    }
}
