package dev.culprit.scrapes.text;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Labels in the order in which some exporter writes them. */
final class LabelOrder {
    private final LabelName[] names;
    private final int[] byName;
    private final boolean odd;

    private LabelOrder(List<LabelName> written) {
        names = written.toArray(LabelName[]::new);
        byName = IntStream.range(0, names.length)
                .boxed()
                .sorted(Comparator.comparing(label -> names[label].name()))
                .mapToInt(Integer::intValue)
                .toArray();
        odd = new HashSet<>(written).size() < names.length
                || written.stream().anyMatch(label -> label.name().equals("__name__"));
    }

    static LabelOrder of(List<LabelName> written) {
        return new LabelOrder(written);
    }

    int size() {
        return names.length;
    }

    LabelName name(int label) {
        return names[label];
    }

    /** The label that comes {@code rank}th by name. */
    int byName(int rank) {
        return byName[rank];
    }

    /** Whether a name occurs twice, or is that of the metric. */
    boolean isOdd() {
        return odd;
    }
}
