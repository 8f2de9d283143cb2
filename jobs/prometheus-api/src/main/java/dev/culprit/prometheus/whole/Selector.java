package dev.culprit.prometheus.whole;

import dev.culprit.prometheus.whole.Matcher.Operator;
import dev.culprit.tsdb.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which series are meant. */
public record Selector(List<Matcher> matchers) {
    public Selector {
        matchers = List.copyOf(matchers);
    }

    /** Series that have all of these labels, the name of the metric among them. */
    public static Selector of(Map<String, String> labels) {
        return new Selector(new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> new Matcher(label.getKey(), Operator.IS, label.getValue()))
                        .toList());
    }

    /** Series of a metric, of whatever labels. */
    public static Selector of(String metric) {
        return of(Map.of(Labels.METRIC, metric));
    }

    /** Those of these that have the labels too. */
    public Selector with(Map<String, String> labels) {
        List<Matcher> all = new ArrayList<>(matchers);
        all.addAll(of(labels).matchers);
        return new Selector(all);
    }

    /** Those of these whose label has another value; the empty one is that of whoever has no such label. */
    public Selector without(String label, String value) {
        return with(new Matcher(label, Operator.IS_NOT, value));
    }

    Selector with(Matcher matcher) {
        List<Matcher> all = new ArrayList<>(matchers);
        all.add(matcher);
        return new Selector(all);
    }

    /** As PromQL has it. */
    @Override
    public String toString() {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
