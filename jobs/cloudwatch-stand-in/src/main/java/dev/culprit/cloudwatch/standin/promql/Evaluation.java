package dev.culprit.cloudwatch.standin.promql;

import dev.culprit.cloudwatch.standin.promql.Promql.Condition;
import dev.culprit.cloudwatch.standin.promql.Promql.Expression;
import dev.culprit.cloudwatch.standin.promql.StoredSeries.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates one query at one time after the other, as Prometheus 3 does, and counts the samples that it reads. */
final class Evaluation {
    static final long LOOKBACK = 300_000;

    private final SeriesStore store;
    private long samples;
    private List<StoredSeries> selected = List.of();
    private final IdentityHashMap<Expression.Aggregate, Groups> groups = new IdentityHashMap<>();
    /** The labels of series without their names. */
    private final IdentityHashMap<StoredSeries, Map<String, String>> nameless = new IdentityHashMap<>();

    Evaluation(SeriesStore store) {
        this.store = store;
    }

    /** One element of a vector. */
    record Element(Map<String, String> labels, Sample sample) {}

    /** Those of an aggregation. The labels of an element are one object at every time, so that each is looked up once by what it says. */
    private static final class Groups {
        private final List<String> by;
        private final IdentityHashMap<Map<String, String>, Group> ofElements = new IdentityHashMap<>();
        private final Map<Map<String, String>, Group> all = new HashMap<>();

        private Groups(Expression.Aggregate aggregate) {
            this.by = aggregate.by();
        }

        private Group of(Element element) {
            return ofElements.computeIfAbsent(
                    element.labels(), labels -> all.computeIfAbsent(common(labels), Group::new));
        }

        private Map<String, String> common(Map<String, String> labels) {
            Map<String, String> common = new TreeMap<>();
            for (String label : by) {
                String value = labels.getOrDefault(label, "");
                if (!value.isEmpty()) {
                    common.put(label, value);
                }
            }
            return common;
        }
    }

    /** Elements of one time that an aggregation puts together. */
    private static final class Group {
        private final Map<String, String> labels;
        private long time = Long.MIN_VALUE;
        private double value;

        private Group(Map<String, String> labels) {
            this.labels = labels;
        }
    }

    long samples() {
        return samples;
    }

    /** How many of the series that the selector has found are there in a time. */
    long series(long from, long to) {
        return selected.stream()
                .filter(each -> each.first() <= to && each.last() >= from - LOOKBACK)
                .count();
    }

    /** The same of a shorter range. */
    static Expression within(Expression expression, long range) {
        if (expression instanceof Expression.Selection selection && selection.range() > 0) {
            return new Expression.Selection(selection.conditions(), range);
        }
        if (expression instanceof Expression.OverTime over) {
            return new Expression.OverTime(
                    over.function(), new Expression.Selection(over.of().conditions(), range));
        }
        return expression instanceof Expression.Aggregate aggregate
                ? new Expression.Aggregate(aggregate.operator(), aggregate.by(), within(aggregate.of(), range))
                : expression;
    }

    /** Finds the series of the query's one selector that have samples in a time. */
    void select(Expression expression, long from, long to) {
        Expression.Selection selection = selection(expression);
        selected = selection == null ? List.of() : find(selection.conditions(), from, to);
    }

    static Expression.@Nullable Selection selection(Expression expression) {
        if (expression instanceof Expression.Selection selection) {
            return selection;
        }
        if (expression instanceof Expression.OverTime over) {
            return over.of();
        }
        return expression instanceof Expression.Aggregate aggregate ? selection(aggregate.of()) : null;
    }

    List<StoredSeries> find(List<Condition> conditions, long from, long to) {
        String name = conditions.stream()
                .filter(each ->
                        each.label().equals(SeriesStore.NAME) && each.operator().equals("="))
                .map(Condition::value)
                .findFirst()
                .orElse("");
        Collection<StoredSeries> candidates = name.isEmpty() ? store.all() : store.of(name);
        return candidates.stream()
                .filter(each -> each.first() <= to && each.last() >= from)
                .filter(each -> conditions.stream().allMatch(condition -> condition.accepts(each)))
                .toList();
    }

    List<Element> at(Expression expression, long time) {
        if (expression instanceof Expression.Aggregate aggregate) {
            return aggregated(aggregate, time);
        }
        if (expression instanceof Expression.OverTime over) {
            return overTime(over, time);
        }
        return expression instanceof Expression.Selection
                ? instant(time)
                : List.of(new Element(Map.of(), new Sample(time, 1, null)));
    }

    private List<Element> instant(long time) {
        List<Element> elements = new ArrayList<>();
        for (StoredSeries each : selected) {
            @Nullable Sample sample = each.lastOf(time - LOOKBACK, time);
            if (sample != null) {
                samples++;
                elements.add(new Element(each.labels(), sample));
            }
        }
        return elements;
    }

    private List<Element> overTime(Expression.OverTime over, long time) {
        List<Element> elements = new ArrayList<>();
        long after = time - over.of().range();
        for (StoredSeries each : selected) {
            long count = each.count(after, time);
            samples += count;
            @Nullable Sample last = each.lastOf(after, time);
            if (last != null) {
                boolean keepsName = over.function().equals("last_over_time");
                Map<String, String> labels =
                        keepsName ? each.labels() : nameless.computeIfAbsent(each, Evaluation::nameless);
                double value = keepsName
                        ? last.value()
                        : over.function().equals("count_over_time") ? count : each.sum(after, time);
                elements.add(new Element(labels, new Sample(time, value, keepsName ? last.histogram() : null)));
            }
        }
        return elements;
    }

    private List<Element> aggregated(Expression.Aggregate aggregate, long time) {
        Groups those = groups.computeIfAbsent(aggregate, Groups::new);
        boolean counts = aggregate.operator().equals("count");
        List<Group> there = new ArrayList<>();
        for (Element each : at(aggregate.of(), time)) {
            Group group = those.of(each);
            if (group.time != time) {
                group.time = time;
                group.value = 0;
                there.add(group);
            }
            group.value += counts ? 1 : each.sample().value();
        }
        List<Element> elements = new ArrayList<>();
        there.forEach(group -> elements.add(new Element(group.labels, new Sample(time, group.value, null))));
        return elements;
    }

    private static Map<String, String> nameless(StoredSeries series) {
        Map<String, String> labels = new TreeMap<>(series.labels());
        labels.remove(SeriesStore.NAME);
        return labels;
    }

    /** All samples of a range, which is open on its left. */
    Map<Map<String, String>, List<Sample>> matrix(Expression.Selection selection, long time) {
        Map<Map<String, String>, List<Sample>> matrix = new LinkedHashMap<>();
        for (StoredSeries each : selected) {
            List<Sample> found = each.samples(time - selection.range(), time);
            if (!found.isEmpty()) {
                samples += found.size();
                matrix.put(each.labels(), found);
            }
        }
        return matrix;
    }
}
