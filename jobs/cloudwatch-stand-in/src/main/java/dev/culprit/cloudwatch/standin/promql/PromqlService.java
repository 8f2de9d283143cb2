package dev.culprit.cloudwatch.standin.promql;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import dev.culprit.cloudwatch.standin.promql.Evaluation.Element;
import dev.culprit.cloudwatch.standin.promql.Promql.Expression;
import dev.culprit.cloudwatch.standin.promql.StoredSeries.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes requests: who asks, what, how much, and what of it is answered. */
final class PromqlService implements HttpHandler {
    private static final long DAY = 86_400_000;
    private static final int MOST_POINTS = 11_000;

    private final ServiceRules rules;
    private final String region;
    private final SeriesStore store;
    private final QueryBill bill;
    private final PromqlHabits habits = new PromqlHabits();
    private volatile @Nullable CloudWatchStandIn sts;
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger discoveries = new AtomicInteger();
    private final TokenBucket queryTokens;
    private final TokenBucket discoveryTokens;
    /** Which series remain of an answer that is cut is not defined. */
    private final Random order = new Random(21);

    PromqlService(ServiceRules rules, String region, SeriesStore store) {
        this.rules = rules;
        this.region = region;
        this.store = store;
        this.bill = new QueryBill(rules.dollarsPerSample());
        this.queryTokens = new TokenBucket(rules.limits().queriesPerSecond());
        this.discoveryTokens = new TokenBucket(rules.limits().discoveriesPerSecond());
    }

    QueryBill bill() {
        return bill;
    }

    PromqlHabits habits() {
        return habits;
    }

    void onlyRolesOf(CloudWatchStandIn issuer) {
        sts = issuer;
    }

    /** An answer's data, what was read for it, and whether it is cut. */
    private record Answer(
            String data, long samples, @Nullable String warning) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Map<String, String> fields = new LinkedHashMap<>();
            int status = 200;
            long samples = 0;
            String text;
            try {
                QuerySignature.verify(exchange, body, rules.name(), region, sts);
                fields.putAll(fields(exchange, body));
                Answer answer = answer(exchange.getRequestMethod(), path, fields);
                samples = answer.samples();
                text = "{\"status\":\"success\",\"data\":%s%s%s}"
                        .formatted(
                                answer.data(),
                                PromqlJson.remarks("warnings", answer.warning(), habits.warning()),
                                PromqlJson.remarks("infos", null, habits.info()));
            } catch (PromqlRefusal refused) {
                status = refused.status();
                text = "{\"status\":\"error\",\"errorType\":%s,\"error\":%s}"
                        .formatted(
                                PromqlJson.quoted(refused.type()),
                                PromqlJson.quoted(String.valueOf(refused.getMessage())));
            } catch (RuntimeException bug) { // which the server would swallow
                status = 501;
                text = "{\"status\":\"error\",\"error\":%s}"
                        .formatted(PromqlJson.quoted("the stand-in itself failed: " + bug));
            }
            bill.add(new QueryBill.Call(
                    path, fields.getOrDefault("query", fields.getOrDefault("match[]", "")), status, samples));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static Map<String, String> fields(HttpExchange exchange, byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        String form = new String(body, StandardCharsets.UTF_8);
        for (String pair : (form + "&" + (query == null ? "" : query)).split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2
                    && fields.put(
                                    URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                                    URLDecoder.decode(sides[1], StandardCharsets.UTF_8))
                            != null) {
                throw PromqlRefusal.malformed("the stand-in takes each parameter once: " + sides[0]);
            }
        }
        return fields;
    }

    private Answer answer(String method, String path, Map<String, String> fields) {
        String root = rules.prefix() + "/api/v1/";
        if (!path.startsWith(root)) {
            throw new PromqlRefusal(404, "not_found", "404 page not found");
        }
        String kind = path.substring(root.length());
        if (!method.equals("GET") && (!method.equals("POST") || kind.startsWith("label/"))) {
            throw new PromqlRefusal(405, "bad_data", "method not allowed");
        }
        boolean isQuery = kind.startsWith("query");
        AtomicInteger running = isQuery ? queries : discoveries;
        if (running.incrementAndGet() > rules.limits().atOnce()) {
            running.decrementAndGet();
            throw new PromqlRefusal(429, "too_many_requests", "too many concurrent requests");
        }
        try {
            if (!(isQuery ? queryTokens : discoveryTokens).take()) {
                throw PromqlRefusal.tooMuch("request rate exceeded: too many requests per second");
            }
            return switch (kind) {
                case "query" -> query(fields);
                case "query_range" -> range(fields);
                case "series" -> series(fields);
                case "label/__name__/values" -> names(fields);
                default -> throw new PromqlRefusal(404, "not_found", "404 page not found");
            };
        } finally {
            running.decrementAndGet();
        }
    }

    private void allow(Map<String, String> fields, String... names) {
        Set<String> known = Set.of(names);
        for (String name : fields.keySet()) {
            if (!known.contains(name) && !(rules.statistics() && name.equals("stats"))) {
                throw PromqlRefusal.malformed("unknown parameter " + name);
            }
        }
    }

    private Expression parsed(String query) {
        Expression expression = Promql.parse(query);
        Expression.Selection selection = Evaluation.selection(expression);
        if (selection != null) {
            checkSelector(selection);
            if (!rules.ranges() && selection.range() > 0) {
                throw PromqlRefusal.malformed("the stand-in knows no ranges of this service: " + query);
            }
        }
        return expression;
    }

    private void checkSelector(Expression.Selection selection) {
        boolean exact = selection.conditions().stream()
                .anyMatch(each ->
                        each.label().equals(SeriesStore.NAME) && each.operator().equals("="));
        boolean some = selection.conditions().stream()
                .anyMatch(
                        each -> each.operator().startsWith("=") && !each.value().isEmpty());
        if ((rules.exactNames() && !exact) || !some) {
            throw PromqlRefusal.malformed("a selector must name its metric exactly");
        }
    }

    private void checkRange(long from, long to, Expression expression) {
        Expression.Selection selection = Evaluation.selection(expression);
        long before = selection == null || selection.range() == 0 ? Evaluation.LOOKBACK : selection.range();
        if (to - from + before > rules.limits().longest().toMillis()) {
            throw PromqlRefusal.tooMuch("the query's time range exceeds the limit of "
                    + rules.limits().longest());
        }
    }

    /** Of each 24 hours of the query's range by itself. */
    private void checkSeries(Evaluation evaluation, long from, long to) {
        for (long begin = from; begin <= to; begin += DAY) {
            if (evaluation.series(begin, Math.min(to, begin + DAY - 1))
                    > rules.limits().seriesPerDay()) {
                throw PromqlRefusal.tooMuch("the query exceeds the limit of series scanned");
            }
        }
    }

    private void checkSamples(long ofOneDay) {
        if (ofOneDay > rules.limits().samplesPerDay()) {
            throw PromqlRefusal.tooMuch("the query exceeds the limit of samples scanned");
        }
    }

    private Answer query(Map<String, String> fields) {
        allow(fields, "query", "time", "limit");
        Expression expression = parsed(required(fields, "query"));
        long time = fields.containsKey("time") ? millis(required(fields, "time")) : System.currentTimeMillis();
        checkRange(time, time, expression);
        Evaluation evaluation = new Evaluation(store);
        Expression.Selection selection = Evaluation.selection(expression);
        long asked = selection == null || selection.range() == 0 ? Evaluation.LOOKBACK : selection.range();
        long range = time - habits.from(time - asked, time);
        expression = range < asked ? Evaluation.within(expression, range) : expression;
        selection = Evaluation.selection(expression);
        evaluation.select(expression, time - range, time);
        checkSeries(evaluation, time - range, time);
        Map<Map<String, String>, List<Sample>> found = new LinkedHashMap<>();
        boolean isMatrix = expression instanceof Expression.Selection only && only.range() > 0;
        if (isMatrix && selection != null) {
            found.putAll(evaluation.matrix(selection, time));
        } else {
            for (Element each : evaluation.at(expression, time)) {
                found.put(
                        each.labels(),
                        List.of(new Sample(
                                time, each.sample().value(), each.sample().histogram())));
            }
        }
        checkSamples(evaluation.samples() / Math.max(1, (range + DAY - 1) / DAY));
        return result(isMatrix ? "matrix" : "vector", expression, found, evaluation);
    }

    private Answer range(Map<String, String> fields) {
        allow(fields, "query", "start", "end", "step", "limit");
        Expression expression = parsed(required(fields, "query"));
        long from = millis(required(fields, "start"));
        long to = millis(required(fields, "end"));
        long step = millis(required(fields, "step"));
        if (step <= 0 || to < from || (to - from) / step > MOST_POINTS) {
            throw PromqlRefusal.malformed("exceeded maximum resolution of 11,000 points, or no step");
        }
        if (expression instanceof Expression.Selection only && only.range() > 0) {
            throw PromqlRefusal.malformed("invalid expression type \"range vector\"");
        }
        checkRange(from, to, expression);
        Evaluation evaluation = new Evaluation(store);
        evaluation.select(expression, from - Evaluation.LOOKBACK, to);
        checkSeries(evaluation, from, to);
        Map<Map<String, String>, List<Sample>> found = new LinkedHashMap<>();
        // The labels of a series are one object at every time: looking them up by what they say took most of the time.
        IdentityHashMap<Map<String, String>, List<Sample>> known = new IdentityHashMap<>();
        long answered = habits.from(from, to);
        long before = 0;
        long day = 0;
        for (long time = from; time <= to; time += step) {
            if ((time - from) / DAY > day) {
                day = (time - from) / DAY;
                before = evaluation.samples();
            }
            if (time < answered) {
                continue;
            }
            for (Element each : evaluation.at(expression, time)) {
                known.computeIfAbsent(each.labels(), labels -> found.computeIfAbsent(labels, none -> new ArrayList<>()))
                        .add(new Sample(
                                time, each.sample().value(), each.sample().histogram()));
            }
            checkSamples(evaluation.samples() - before);
        }
        return result("matrix", expression, found, evaluation);
    }

    private Answer result(
            String type, Expression expression, Map<Map<String, String>, List<Sample>> found, Evaluation evaluation) {
        List<Map.Entry<Map<String, String>, List<Sample>>> all = new ArrayList<>(found.entrySet());
        if (expression instanceof Expression.Selection && !all.isEmpty()) {
            if (habits.takeDrop()) {
                all.remove(all.size() / 2);
            } else if (habits.takeRepeat()) {
                all.add(all.get(all.size() / 2));
            }
        }
        boolean isCut = all.size() > rules.limits().series();
        if (isCut) {
            synchronized (order) {
                Collections.shuffle(all, order);
            }
        }
        StringBuilder out = new StringBuilder("{\"resultType\":")
                .append(PromqlJson.quoted(type))
                .append(",\"result\":[");
        for (int i = 0; i < Math.min(all.size(), rules.limits().series()); i++) {
            out.append(i == 0 ? "" : ",")
                    .append("{\"metric\":")
                    .append(PromqlJson.labels(all.get(i).getKey()));
            PromqlJson.append(out, all.get(i).getValue(), type.equals("vector"));
            out.append('}');
        }
        out.append(']');
        if (rules.statistics()) {
            out.append(",\"stats\":{\"samples\":{\"totalQueryableSamples\":%d}}".formatted(evaluation.samples()));
        }
        return new Answer(
                out.append('}').toString(),
                evaluation.samples(),
                isCut && !habits.isCutSilent()
                        ? "result truncated to the maximum of %d series; refine the query"
                                .formatted(rules.limits().series())
                        : null);
    }

    private Answer series(Map<String, String> fields) {
        allow(fields, "match[]", "start", "end", "limit");
        Expression.Selection selection = Promql.selector(required(fields, "match[]"));
        checkSelector(selection);
        long from = millis(required(fields, "start"));
        long to = millis(required(fields, "end"));
        checkRange(from, to, selection);
        List<StoredSeries> found = new ArrayList<>(new Evaluation(store).find(selection.conditions(), from, to));
        boolean isCut = found.size() > rules.limits().discovered();
        if (isCut) {
            synchronized (order) {
                Collections.shuffle(found, order);
            }
        }
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < Math.min(found.size(), rules.limits().discovered()); i++) {
            Map<String, String> labels = new LinkedHashMap<>(found.get(i).labels());
            if (habits.isOfOthers()) {
                labels.replaceAll((label, value) -> label.equals("path") ? "/gone" + value : value);
            }
            out.append(i == 0 ? "" : ",").append(PromqlJson.labels(labels));
        }
        return new Answer(out.append(']').toString(), 0, isCut && !habits.isCutSilent() ? truncated() : null);
    }

    private Answer names(Map<String, String> fields) {
        allow(fields, "match[]", "start", "end", "limit");
        long from = fields.containsKey("start") ? millis(required(fields, "start")) : Long.MIN_VALUE;
        long to = fields.containsKey("end") ? millis(required(fields, "end")) : Long.MAX_VALUE;
        List<String> names =
                store.names(from, to).stream().map(PromqlJson::quoted).toList();
        boolean isCut = names.size() > rules.limits().discovered();
        return new Answer(
                "["
                        + String.join(
                                ",",
                                names.subList(
                                        0, Math.min(names.size(), rules.limits().discovered()))) + "]",
                0,
                isCut && !habits.isCutSilent() ? truncated() : null);
    }

    private String truncated() {
        return "results truncated to the maximum of %d".formatted(rules.limits().discovered());
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw PromqlRefusal.malformed(name + " is missing");
        }
        return value;
    }

    /** Unix seconds, RFC 3339, or a duration. */
    private static long millis(String text) {
        if (text.matches("\\d+(\\.\\d+)?")) {
            return new BigDecimal(text).movePointRight(3).longValue();
        }
        return text.matches("\\d+[a-z]+")
                ? Promql.millis(text)
                : Instant.parse(text).toEpochMilli();
    }
}
