package dev.culprit.prometheus.client;

import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks one server. To be shared: pace and cost are those of the process. */
public final class PrometheusClient {
    private static final Map<PrometheusServer, PrometheusClient> CLIENTS = new ConcurrentHashMap<>();
    /** Understood by MetricsQL alone, where a function may have several arguments that it joins. */
    private static final String ONLY_METRICSQL = "union(vector(1), vector(1))";

    private final PrometheusServer server;
    private final Transport transport;
    private @Nullable Boolean victoriaMetrics;

    private PrometheusClient(PrometheusServer server) {
        this.server = server;
        this.transport = new Transport(server);
    }

    /** The one client of a server. */
    public static PrometheusClient of(PrometheusServer server) {
        return CLIENTS.computeIfAbsent(server, PrometheusClient::new);
    }

    public PrometheusServer server() {
        return server;
    }

    public QueryCost cost() {
        return transport.cost();
    }

    /** A form's field. */
    private record Field(String name, String value) {}

    /** @param time in milliseconds since 1970 */
    public Answer query(String query, long time, AnswerSink sink) throws QueryException {
        return post("query", sink, List.of(new Field("query", query), new Field("time", seconds(time))), query);
    }

    /** @param from in milliseconds since 1970, inclusive, as {@code to} is; {@code step} in milliseconds */
    public Answer queryRange(String query, long from, long to, long step, AnswerSink sink) throws QueryException {
        return post(
                "query_range",
                sink,
                List.of(
                        new Field("query", query),
                        new Field("start", seconds(from)),
                        new Field("end", seconds(to)),
                        new Field("step", seconds(step))),
                query);
    }

    /** The label sets of series that have samples in a time, or near it: how near is the server's business. */
    public Answer series(String selector, long from, long to, AnswerSink sink) throws QueryException {
        return post(
                "series",
                sink,
                List.of(
                        new Field("match[]", selector),
                        new Field("start", seconds(from)),
                        new Field("end", seconds(to))),
                selector);
    }

    /** The values of a label in a time or near it, as words. */
    public Answer labelValues(String label, long from, long to, AnswerSink sink) throws QueryException {
        String query = form(List.of(new Field("start", seconds(from)), new Field("end", seconds(to))));
        return transport.ask("GET", "/api/v1/label/" + escaped(label) + "/values?" + query, "", sink, label);
    }

    /** Whether it is a VictoriaMetrics server, which marks the end of a series by a NaN and keeps no other. */
    public synchronized boolean isVictoriaMetrics() throws QueryException {
        if (victoriaMetrics == null) {
            if (server.credentials() instanceof Credentials.AwsSignature) {
                victoriaMetrics = false;
            } else {
                try {
                    query(ONLY_METRICSQL, System.currentTimeMillis(), AnswerSink.NONE);
                    victoriaMetrics = true;
                } catch (QueryException refused) {
                    query("vector(1)", System.currentTimeMillis(), AnswerSink.NONE); // else it is the server that fails
                    victoriaMetrics = false;
                }
            }
        }
        return victoriaMetrics;
    }

    private Answer post(String path, AnswerSink sink, List<Field> fields, String asked) throws QueryException {
        List<Field> all = new ArrayList<>(fields);
        if (!(server.credentials() instanceof Credentials.AwsSignature)) {
            // Thanos: no answer of a part, one of replicas, no means. VictoriaMetrics: the same, and nothing kept of
            // before.
            all.add(new Field("partial_response", "false"));
            all.add(new Field("dedup", "true"));
            all.add(new Field("max_source_resolution", "0s"));
            all.add(new Field("deny_partial_response", "1"));
            all.add(new Field("nocache", "1"));
        }
        if (!server.isCloudWatch() && !path.equals("series")) {
            all.add(new Field("stats", "all"));
        }
        return transport.ask("POST", "/api/v1/" + path, form(all), sink, asked);
    }

    private static String form(List<Field> fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEach(field -> form.add(escaped(field.name()) + "=" + escaped(field.value())));
        return form.toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
