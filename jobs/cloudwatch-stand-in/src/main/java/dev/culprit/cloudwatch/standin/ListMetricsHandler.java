package dev.culprit.cloudwatch.standin;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers ListMetrics: series with samples in the last two weeks, new ones after a quarter of an hour. */
final class ListMetricsHandler {
    static final int PAGE = 500;

    private static final Duration LISTED = Duration.ofDays(14);
    private static final Duration RECENT = Duration.ofHours(3);
    private static final Duration DISCOVERY_LAG = Duration.ofMinutes(15);
    private static final int MOST_FILTERS = 10;

    private ListMetricsHandler() {}

    static Answer answer(Caller caller, Links links, Instant now, Map<String, Object> body) {
        Members request = new Members(body);
        MetricStore store = store(request, links);
        List<Filter> filters =
                request.list("Dimensions").stream().map(Filter::of).toList();
        if (filters.size() > MOST_FILTERS) {
            throw new Refusal(400, "InvalidParameterValue", "At most %d dimension filters.".formatted(MOST_FILTERS));
        }
        String namespace = request.has("Namespace") ? request.requiredText("Namespace", 255) : null;
        String metric = request.has("MetricName") ? request.requiredText("MetricName", 255) : null;
        boolean recent = request.choice("RecentlyActive", Set.of("PT3H")) != null;
        Tokens tokens = new Tokens(Operation.LIST_METRICS, caller, body);
        int from = tokens.place(request);
        List<Series> found = store.series().stream()
                .filter(series -> namespace == null || namespace.equals(series.namespace()))
                .filter(series -> metric == null || metric.equals(series.metric()))
                .filter(series -> filters.stream().allMatch(filter -> filter.accepts(series)))
                .filter(series -> isListed(store, series, now, recent ? RECENT : LISTED))
                .toList();
        int to = Math.min(found.size(), from + PAGE);
        return Answer.of(encode(found.subList(Math.min(from, to), to), to < found.size() ? tokens.token(to) : null));
    }

    private static MetricStore store(Members request, Links links) {
        if (!request.has("OwningAccount")) {
            if (request.flag("IncludeLinkedAccounts", false)) {
                throw new Refusal(
                        400, "InvalidParameterValue", "This stand-in lists linked accounts one by one: OwningAccount.");
            }
            return links.own();
        }
        if (!request.flag("IncludeLinkedAccounts", false)) {
            throw new Refusal(400, "InvalidParameterValue", "OwningAccount without IncludeLinkedAccounts.");
        }
        MetricStore store = links.of(request.requiredText("OwningAccount", 255));
        if (store == null) {
            throw new Refusal(400, "InvalidParameterValue", "The OwningAccount is not linked.");
        }
        return store;
    }

    private static boolean isListed(MetricStore store, Series series, Instant now, Duration atMostOld) {
        long last = store.last(series, store.seenUntil(now) - 1);
        return store.first(series) <= now.minus(DISCOVERY_LAG).getEpochSecond()
                && last >= now.minus(atMostOld).getEpochSecond();
    }

    /** @param value null for any */
    private record Filter(String name, @Nullable String value) {
        static Filter of(Members filter) {
            return new Filter(
                    filter.requiredText("Name", 255), filter.has("Value") ? filter.requiredText("Value", 1024) : null);
        }

        boolean accepts(Series series) {
            String actual = series.dimensions().get(name);
            return actual != null && (value == null || value.equals(actual));
        }
    }

    private static byte[] encode(List<Series> page, @Nullable String token) {
        return CborProtocol.encode(out -> {
            out.writeArrayFieldStart("Metrics");
            for (Series series : page) {
                write(out, series);
            }
            out.writeEndArray();
            if (token != null) {
                out.writeStringField("NextToken", token);
            }
        });
    }

    private static void write(CBORGenerator out, Series series) throws IOException {
        out.writeStartObject();
        out.writeStringField("Namespace", series.namespace());
        out.writeStringField("MetricName", series.metric());
        out.writeArrayFieldStart("Dimensions");
        for (Map.Entry<String, String> dimension : series.dimensions().entrySet()) {
            out.writeStartObject();
            out.writeStringField("Name", dimension.getKey());
            out.writeStringField("Value", dimension.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
