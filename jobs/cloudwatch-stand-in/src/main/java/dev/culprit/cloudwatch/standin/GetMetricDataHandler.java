package dev.culprit.cloudwatch.standin;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.culprit.cloudwatch.standin.Billing.Asked;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import dev.culprit.cloudwatch.standin.MetricDataRequest.Query;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers GetMetricData. */
final class GetMetricDataHandler {
    /** So many statistics of a metric in one call are billed as one metric. */
    private static final int STATISTICS_PER_METRIC = 5;

    private static final String FORBIDDEN = "Forbidden";
    private static final int LATE_POINTS = 2;

    private GetMetricDataHandler() {}

    static Answer answer(
            Caller caller, Links links, Instant now, Map<String, Object> body, @Nullable Alteration alteration) {
        Members members = new Members(body);
        MetricDataRequest request = MetricDataRequest.of(members);
        Tokens tokens = new Tokens(Operation.GET_METRIC_DATA, caller, body);
        int place = tokens.place(members);
        List<Query> returned =
                request.queries().stream().filter(Query::returned).toList();
        List<Points> points = returned.stream()
                .map(query -> points(query, links, request, now))
                .toList();
        Page page = altered(Page.of(returned, points, place, request.maxPoints()), returned, points, place, alteration);
        page = withForeignForbidden(page, links);
        String token = page.next() == null ? null : tokens.token(page.next());
        if (alteration == Alteration.REPEATED_TOKEN && members.has("NextToken")) {
            token = members.text("NextToken");
        }
        return new Answer(encode(page, token), billed(request.queries()), page.points(), asked(request));
    }

    private static Page altered(
            Page page, List<Query> queries, List<Points> points, int place, @Nullable Alteration alteration) {
        if (alteration == null) {
            return page;
        }
        return switch (alteration) {
            case INTERNAL_ERROR -> withFirst(page, 2, "InternalError", "Internal service error");
            case FORBIDDEN -> withFirst(page, Integer.MAX_VALUE, FORBIDDEN, "Not authorized to read the metric");
            case PARTIAL_WITHOUT_TOKEN ->
                new Page(withFirst(page, 2, Page.PARTIAL, null).results(), null);
            case PARTIAL_WITH_TOKEN, REPEATED_TOKEN -> Page.of(queries, points, place, (page.points() + 1) / 2);
            case LATE_POINTS -> withAll(page, LATE_POINTS);
            case EMPTY -> withAll(page, Integer.MAX_VALUE);
        };
    }

    /** Keeps one of {@code part} points of the first result. */
    private static Page withFirst(Page page, int part, String status, @Nullable String message) {
        List<Page.Result> results = new ArrayList<>(page.results());
        Page.Result first = results.get(0);
        Points kept = first.points().slice(0, first.points().size() / part);
        results.set(0, new Page.Result(first.query(), kept, status, message));
        return new Page(results, page.next());
    }

    private static Page withAll(Page page, int withheld) {
        List<Page.Result> results = page.results().stream()
                .map(result -> new Page.Result(
                        result.query(), withoutNewest(result.points(), withheld), result.status(), result.message()))
                .toList();
        return new Page(results, page.next());
    }

    private static Points withoutNewest(Points points, int withheld) {
        int kept = Math.max(0, points.size() - withheld);
        boolean ascending = points.size() < 2 || points.time(0) < points.time(1);
        return ascending ? points.slice(0, kept) : points.slice(points.size() - kept, points.size());
    }

    private static Points points(Query query, Links links, MetricDataRequest request, Instant now) {
        MetricStore store = links.of(query.account());
        return store == null ? Points.NONE : new Evaluation(store, request, now).points(query);
    }

    private static Page withForeignForbidden(Page page, Links links) {
        List<Page.Result> results = page.results().stream()
                .map(result -> links.of(result.query().account()) == null
                        ? new Page.Result(result.query(), Points.NONE, FORBIDDEN, "Not linked with the account")
                        : result)
                .toList();
        return new Page(results, page.next());
    }

    private static int billed(List<Query> queries) {
        Map<Series, Integer> statistics = new LinkedHashMap<>();
        queries.forEach(query -> statistics.merge(query.series(), 1, Integer::sum));
        return statistics.values().stream()
                .mapToInt(count -> -Math.floorDiv(-count, STATISTICS_PER_METRIC))
                .sum();
    }

    private static List<Asked> asked(MetricDataRequest request) {
        return request.queries().stream()
                .map(query ->
                        new Asked(query.series(), query.stat().name(), query.period(), request.start(), request.end()))
                .toList();
    }

    private static byte[] encode(Page page, @Nullable String token) {
        return CborProtocol.encode(out -> {
            out.writeArrayFieldStart("MetricDataResults");
            for (Page.Result result : page.results()) {
                write(out, result);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("Messages");
            out.writeEndArray();
            if (token != null) {
                out.writeStringField("NextToken", token);
            }
        });
    }

    private static void write(CBORGenerator out, Page.Result result) throws IOException {
        Points points = result.points();
        out.writeStartObject();
        out.writeStringField("Id", result.query().id());
        out.writeStringField("Label", result.query().label());
        out.writeFieldName("Timestamps");
        out.writeStartArray(points, points.size());
        for (int index = 0; index < points.size(); index++) {
            CborProtocol.writeTimestamp(out, points.time(index));
        }
        out.writeEndArray();
        out.writeFieldName("Values");
        out.writeStartArray(points, points.size());
        for (int index = 0; index < points.size(); index++) {
            out.writeNumber(points.value(index));
        }
        out.writeEndArray();
        out.writeStringField("StatusCode", result.status());
        if (result.message() != null) {
            out.writeArrayFieldStart("Messages");
            out.writeStartObject();
            out.writeStringField("Code", result.status());
            out.writeStringField("Value", result.message());
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
