package dev.culprit.prometheus.standin;

import dev.culprit.prometheus.standin.StandInServer.Habits;
import dev.culprit.prometheus.standin.StandInServer.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one query of the few shapes, strictly, and answers it as Prometheus 3 does. */
final class StandInQuery {
    private static final String NAME = "__name__";
    private static final String WINDOW = "\\[(\\d+)ms]";
    private static final Pattern SAMPLES = Pattern.compile("(\\{.*})" + WINDOW);
    private static final Pattern COUNT = Pattern.compile("count\\((.*)\\)");
    private static final Pattern SUM = Pattern.compile("sum\\((.*)\\)");
    private static final Pattern BY = Pattern.compile("count by \\(([^)]*)\\) \\((.*)\\)");
    private static final Pattern OVER_TIME = Pattern.compile("(last|count|sum)_over_time\\((.*)\\)");
    private static final Pattern CONDITION =
            Pattern.compile("\\G,?([A-Za-z_][A-Za-z0-9_]*)(=~|!~|=)\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final StandInServer server;
    private final Habits habits;

    StandInQuery(StandInServer server, Habits habits) {
        this.server = server;
        this.habits = habits;
    }

    private record Series(TreeMap<String, String> labels, NavigableMap<Long, Double> samples) {}

    String answer(String query, long time) {
        if (query.equals("vector(1)")) {
            return vector(List.of(new Series(new TreeMap<>(), new TreeMap<>(Map.of(time, 1.0)))), time);
        }
        if (query.startsWith("union(")) {
            if (!habits.metricsQl) {
                throw new Refused(400, "unknown function with name union");
            }
            return vector(List.of(), time);
        }
        Matcher samples = SAMPLES.matcher(query);
        if (samples.matches()) {
            List<Series> selected = select(samples.group(1), time, Long.parseLong(samples.group(2)));
            if (!selected.isEmpty() && habits.dropped > 0) {
                habits.dropped--;
                selected.remove(selected.size() / 2);
            } else if (!selected.isEmpty() && habits.repeated > 0) {
                habits.repeated--;
                selected.add(selected.get(selected.size() / 2));
            }
            return matrix(selected);
        }
        Matcher count = COUNT.matcher(query);
        if (count.matches()) {
            int size = evaluate(count.group(1), time).size();
            size = size == 0 ? 0 : size + habits.countedToo;
            return success(
                    size == 0
                            ? "{\"resultType\":\"vector\",\"result\":[]}"
                            : "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[%s,\"%d\"]}]}"
                                    .formatted(seconds(time), size),
                    false);
        }
        Matcher sum = SUM.matcher(query);
        if (sum.matches()) {
            List<Series> summands = evaluate(sum.group(1), time);
            double total = summands.stream()
                    .mapToDouble(each -> each.samples.lastEntry().getValue())
                    .sum();
            return vector(
                    summands.isEmpty()
                            ? List.of()
                            : List.of(new Series(new TreeMap<>(), new TreeMap<>(Map.of(time, total)))),
                    time);
        }
        return vector(evaluate(query, time), time);
    }

    private List<Series> evaluate(String query, long time) {
        Matcher by = BY.matcher(query);
        if (by.matches()) {
            return grouped(evaluate(by.group(2), time), List.of(by.group(1).split(", *")), time);
        }
        Matcher over = OVER_TIME.matcher(query);
        if (!over.matches()) {
            throw new Refused(400, "parse error: " + query);
        }
        Matcher samples = SAMPLES.matcher(over.group(2));
        if (!samples.matches()) {
            throw new Refused(400, "parse error: " + query);
        }
        List<Series> result = new ArrayList<>();
        for (Series each : select(samples.group(1), time, Long.parseLong(samples.group(2)))) {
            TreeMap<String, String> labels = new TreeMap<>(each.labels);
            double value = each.samples.lastEntry().getValue();
            if (!over.group(1).equals("last")) {
                labels.remove(NAME);
                value = over.group(1).equals("count")
                        ? each.samples.size()
                        : each.samples.values().stream().mapToDouble(v -> v).sum();
            }
            result.add(new Series(labels, new TreeMap<>(Map.of(time, value))));
        }
        return result;
    }

    private static List<Series> grouped(List<Series> members, List<String> labels, long time) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (Series each : members) {
            counts.merge(
                    labels.stream()
                            .map(label -> each.labels.getOrDefault(label, ""))
                            .toList(),
                    1,
                    Integer::sum);
        }
        List<Series> groups = new ArrayList<>();
        counts.forEach((values, count) -> {
            TreeMap<String, String> of = new TreeMap<>();
            for (int i = 0; i < labels.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    of.put(labels.get(i), values.get(i));
                }
            }
            groups.add(new Series(of, new TreeMap<>(Map.of(time, (double) count))));
        });
        return groups;
    }

    /** Left-open, as from Prometheus 3 on. */
    private List<Series> select(String selector, long time, long window) {
        if (window > habits.longestQuery) {
            throw new Refused(422, "the query time range exceeds the limit (query length: %d ms)".formatted(window));
        }
        List<Series> selected = find(selector, time, window);
        if (selected.stream().mapToLong(each -> each.samples.size()).sum() > habits.mostSamples) {
            throw new Refused(422, "query processing would load too many samples into memory in query execution");
        }
        return selected;
    }

    private List<Series> find(String selector, long time, long range) {
        List<Series> selected = new ArrayList<>();
        long window = Math.min(range, habits.longestRange);
        List<Condition> conditions = conditions(selector);
        for (Map.Entry<TreeMap<String, String>, TreeMap<Long, Double>> each : server.series.entrySet()) {
            NavigableMap<Long, Double> within = each.getValue().subMap(time - window, false, time, true);
            if (!within.isEmpty() && conditions.stream().allMatch(condition -> condition.holds(each.getKey()))) {
                selected.add(new Series(each.getKey(), within));
            }
        }
        return selected;
    }

    private record Condition(String label, Predicate<String> value) {
        boolean holds(Map<String, String> labels) {
            return value.test(labels.getOrDefault(label, ""));
        }
    }

    /** Read once for all series, of which each query looks at every one. */
    private static List<Condition> conditions(String selector) {
        String inner = selector.substring(1, selector.length() - 1);
        Matcher condition = CONDITION.matcher(inner);
        List<Condition> conditions = new ArrayList<>();
        int end = 0;
        while (condition.find()) {
            String wanted = unquoted(condition.group(3));
            conditions.add(new Condition(
                    condition.group(1),
                    switch (condition.group(2)) {
                        case "=" -> wanted::equals;
                        case "=~" -> Pattern.compile(wanted).asMatchPredicate();
                        default -> Pattern.compile(wanted).asMatchPredicate().negate();
                    }));
            end = condition.end();
        }
        if (end != inner.length()) {
            throw new Refused(400, "parse error: " + selector);
        }
        return conditions;
    }

    private static String unquoted(String text) {
        return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    String sets(String selector, long from, long to) {
        StringJoiner sets = new StringJoiner(",", "[", "]");
        find(selector, to, to - from + 1).forEach(each -> sets.add(labels(each.labels)));
        return success(sets.toString(), false);
    }

    String names() {
        TreeSet<String> names = new TreeSet<>();
        server.series.keySet().forEach(labels -> names.add("\"" + labels.get(NAME) + "\""));
        return success("[" + String.join(",", names) + "]", false);
    }

    private String vector(List<Series> members, long time) {
        StringJoiner result = new StringJoiner(",", "{\"resultType\":\"vector\",\"result\":[", "]}");
        members.stream()
                .limit(habits.cutAt)
                .forEach(each -> result.add("{\"metric\":%s,\"value\":[%s,\"%s\"]}"
                        .formatted(labels(each.labels), seconds(time), each.samples.get(time))));
        return success(result.toString(), members.size() > habits.cutAt);
    }

    private String matrix(List<Series> members) {
        StringJoiner result = new StringJoiner(",", "{\"resultType\":\"matrix\",\"result\":[", "]}");
        members.stream().limit(habits.cutAt).forEach(each -> {
            StringJoiner values = new StringJoiner(",", "[", "]");
            each.samples.forEach((time, value) -> values.add("[%s,\"%s\"]".formatted(seconds(time), value)));
            result.add("{\"metric\":%s,\"values\":%s}".formatted(labels(each.labels), values));
        });
        return success(result.toString(), members.size() > habits.cutAt);
    }

    private String success(String data, boolean isCut) {
        return "{\"status\":\"success\",\"data\":%s%s%s}"
                .formatted(
                        data,
                        isCut && habits.warns ? ",\"warnings\":[\"results truncated due to limit\"]" : "",
                        habits.beside);
    }

    private static String labels(Map<String, String> labels) {
        StringJoiner pairs = new StringJoiner(",", "{", "}");
        labels.forEach((name, value) -> pairs.add("\"%s\":\"%s\""
                .formatted(
                        name, value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))));
        return pairs.toString();
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
