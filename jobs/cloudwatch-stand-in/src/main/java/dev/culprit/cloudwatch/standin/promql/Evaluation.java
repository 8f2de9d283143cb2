package dev.culprit.cloudwatch.standin.promql;

import dev.culprit.cloudwatch.standin.promql.Promql.Condition;
import dev.culprit.cloudwatch.standin.promql.Promql.Expression;
import dev.culprit.cloudwatch.standin.promql.StoredSeries.Sample;
import java.util.ArrayList;
import java.util.Collection;
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

    Evaluation(SeriesStore store) {
        this.store = store;
    }

    /** One element of a vector. */
    record Element(Map<String, String> labels, Sample sample) {}

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
                Map<String, String> labels = new TreeMap<>(each.labels());
                if (!keepsName) {
                    labels.remove(SeriesStore.NAME);
                }
                double value = keepsName
                        ? last.value()
                        : over.function().equals("count_over_time") ? count : each.sum(after, time);
                elements.add(new Element(labels, new Sample(time, value, keepsName ? last.histogram() : null)));
            }
        }
        return elements;
    }

    private List<Element> aggregated(Expression.Aggregate aggregate, long time) {
        Map<Map<String, String>, Double> groups = new LinkedHashMap<>();
        for (Element each : at(aggregate.of(), time)) {
            Map<String, String> group = new TreeMap<>();
            for (String label : aggregate.by()) {
                String value = each.labels().getOrDefault(label, "");
                if (!value.isEmpty()) {
                    group.put(label, value);
                }
            }
            groups.merge(
                    group,
                    aggregate.operator().equals("count") ? 1 : each.sample().value(),
                    Double::sum);
        }
        List<Element> elements = new ArrayList<>();
        groups.forEach((group, value) -> elements.add(new Element(group, new Sample(time, value, null))));
        return elements;
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
