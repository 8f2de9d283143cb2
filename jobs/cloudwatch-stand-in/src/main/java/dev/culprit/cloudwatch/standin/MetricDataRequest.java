package dev.culprit.cloudwatch.standin;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** A call of GetMetricData within the limits of the API reference. */
record MetricDataRequest(List<Query> queries, Instant start, Instant end, boolean ascending, int maxPoints) {
    static final int MOST_QUERIES = 500;
    static final int MOST_POINTS = 100_800;

    private static final int MOST_DIMENSIONS = 30;
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");
    private static final Pattern PERCENTILE = Pattern.compile("p\\d{1,2}(\\.\\d{1,10})?|p100");
    private static final Set<String> UNITS =
            StandardUnit.knownValues().stream().map(StandardUnit::toString).collect(Collectors.toSet());
    private static final Set<String> ORDERS = Set.of("TimestampAscending", "TimestampDescending");

    /**
     * @param unit of the samples that count, null for all
     * @param account named by the query, null for the caller's own
     * @param returned false for what is calculated, and billed, for nobody
     */
    record Query(
            String id,
            Series series,
            Stat stat,
            int period,
            @Nullable String unit,
            String label,
            @Nullable String account,
            boolean returned) {}

    static MetricDataRequest of(Members request) {
        List<Members> queries = request.list("MetricDataQueries");
        if (queries.isEmpty()) {
            throw Refusal.invalid("The parameter MetricDataQueries is required.");
        }
        if (queries.size() > MOST_QUERIES) {
            throw Refusal.invalid(
                    "The collection MetricDataQueries must not have a size greater than %d.".formatted(MOST_QUERIES));
        }
        Instant start = request.requiredInstant("StartTime");
        Instant end = request.requiredInstant("EndTime");
        if (!start.isBefore(end)) {
            throw Refusal.invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        int maxPoints = request.integer("MaxDatapoints", MOST_POINTS);
        if (maxPoints < 1 || maxPoints > MOST_POINTS) {
            throw Refusal.invalid("The parameter MaxDatapoints must be from 1 to %d.".formatted(MOST_POINTS));
        }
        boolean ascending = "TimestampAscending".equals(request.choice("ScanBy", ORDERS));
        return new MetricDataRequest(queries(queries), start, end, ascending, maxPoints);
    }

    private static List<Query> queries(List<Members> asked) {
        List<Query> queries = asked.stream().map(MetricDataRequest::query).toList();
        Set<String> ids = new HashSet<>();
        for (Query query : queries) {
            if (!ids.add(query.id())) {
                throw Refusal.invalid("The values for parameter id in MetricDataQueries are not unique: " + query.id());
            }
        }
        if (queries.stream().noneMatch(Query::returned)) {
            throw Refusal.invalid("At least one of MetricDataQueries must return data.");
        }
        return queries;
    }

    private static Query query(Members query) {
        String id = query.requiredText("Id", 255);
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid("The value %s for parameter Id does not match %s.".formatted(id, ID));
        }
        if (query.has("MetricStat") == query.has("Expression")) {
            throw Refusal.invalid("Query %s must have exactly one of MetricStat and Expression.".formatted(id));
        }
        if (query.has("Expression")) {
            throw Refusal.invalid("Query %s: this stand-in evaluates no Expression.".formatted(id));
        }
        Members metricStat = query.requiredMembers("MetricStat");
        Series series = series(metricStat.requiredMembers("Metric"));
        int period = metricStat.requiredInteger("Period");
        if (period < 60 || period % 60 != 0) {
            throw Refusal.invalid("Query %s: Period %d is not a multiple of 60.".formatted(id, period));
        }
        return new Query(
                id,
                series,
                stat(metricStat.requiredText("Stat", 255)),
                period,
                metricStat.choice("Unit", UNITS),
                query.has("Label") ? query.requiredText("Label", 2048) : series.metric(),
                query.text("AccountId"),
                query.flag("ReturnData", true));
    }

    private static Series series(Members metric) {
        List<Members> dimensions = metric.list("Dimensions");
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw Refusal.invalid("A metric has at most %d dimensions.".formatted(MOST_DIMENSIONS));
        }
        Map<String, String> values = new TreeMap<>();
        for (Members dimension : dimensions) {
            String name = dimension.requiredText("Name", 255);
            if (values.put(name, dimension.requiredText("Value", 1024)) != null) {
                throw Refusal.invalid("The dimension %s is there twice.".formatted(name));
            }
        }
        return new Series(metric.requiredText("Namespace", 255), metric.requiredText("MetricName", 255), values);
    }

    private static Stat stat(String name) {
        if (PERCENTILE.matcher(name).matches()) {
            throw Refusal.invalid("Stat %s: this stand-in keeps no distributions.".formatted(name));
        }
        return Arrays.stream(Stat.values())
                .filter(stat -> stat.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("The value %s for parameter Stat is not supported.".formatted(name)));
    }
}
