package dev.culprit.cloudwatch.standin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Takes requests to their handlers: who asks, may he, does something go wrong, what does it cost. */
final class Service implements HttpHandler {
    private static final String MONITORING = "monitoring";
    private static final byte[] PAGE =
            "<html><body><h1>Not Found</h1></body></html>\n".getBytes(StandardCharsets.US_ASCII);

    private final Clock clock;
    private final Identities identities;
    private final @Nullable Quotas quotas;
    private final Map<Site, MetricStore> stores = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> links = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Billing billing = new Billing();

    Service(Clock clock, Identities identities, @Nullable Quotas quotas) {
        this.clock = clock;
        this.identities = identities;
        this.quotas = quotas;
    }

    MetricStore store(Site site) {
        return stores.computeIfAbsent(site, absent -> new MetricStore());
    }

    List<Site> sites() {
        return List.copyOf(stores.keySet());
    }

    /** Lets one account read another's metrics, in every region. */
    void link(String monitoring, String source) {
        links.computeIfAbsent(monitoring, none -> ConcurrentHashMap.newKeySet()).add(source);
    }

    Faults faults() {
        return faults;
    }

    Billing billing() {
        return billing;
    }

    /** @param cut sends only the first half and ends the connection */
    private record Outcome(Reply reply, boolean cut) {}

    private interface Work {
        Answer answer(@Nullable Alteration alteration);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            Headers headers = exchange.getRequestHeaders();
            String path = exchange.getRequestURI().getPath();
            send(exchange, outcome(exchange.getRequestMethod(), path, headers, body));
        }
    }

    private Outcome outcome(String method, String path, Headers headers, byte[] body) {
        try {
            return path.equals("/") ? sts(headers, body) : cloudWatch(method, path, headers, body);
        } catch (RuntimeException bug) { // which the server would swallow, and the SDK would retry
            byte[] text = ("The stand-in itself failed: " + bug).getBytes(StandardCharsets.UTF_8);
            return new Outcome(new Reply(501, "text/plain", Map.of(), text), false);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            return (gzip ? new GZIPInputStream(in) : in).readAllBytes();
        }
    }

    private Outcome sts(Headers headers, byte[] body) {
        try {
            Map<String, String> form = AssumeRoleHandler.form(body);
            Signature signature = Signature.of(headers);
            Caller caller = new Caller(
                    form.getOrDefault("RoleArn", ""),
                    identities.identify(signature).site());
            return serve(Operation.ASSUME_ROLE, caller, AssumeRoleHandler::reply, AssumeRoleHandler::reply, altered -> {
                identities.verify(signature, AssumeRoleHandler.SERVICE);
                return Answer.of(AssumeRoleHandler.answer(identities, form));
            });
        } catch (Refusal refusal) {
            return new Outcome(AssumeRoleHandler.reply(refusal), false);
        }
    }

    private Outcome cloudWatch(String method, String path, Headers headers, byte[] body) {
        try {
            Operation operation = CborProtocol.operation(method, path, headers);
            Signature signature = Signature.of(headers);
            Caller caller = identities.identify(signature);
            return serve(operation, caller, CborProtocol::reply, CborProtocol::reply, alteration -> {
                identities.verify(signature, MONITORING);
                return answer(operation, caller, body, alteration);
            });
        } catch (Refusal refusal) {
            return new Outcome(CborProtocol.reply(refusal), false);
        }
    }

    private Answer answer(Operation operation, Caller caller, byte[] body, @Nullable Alteration alteration) {
        MetricStore store = stores.get(caller.site());
        if (store == null) {
            throw Refusal.forbidden("SignatureDoesNotMatch", "Credential should be scoped to a valid region.");
        }
        Map<String, Object> request = CborProtocol.decode(body);
        RequestShape.check(operation, request);
        if (quotas != null) {
            quotas.takeCall(operation, caller.site());
        }
        Answer answer = operation == Operation.LIST_METRICS
                ? ListMetricsHandler.answer(caller, linksOf(caller, store), clock.instant(), request)
                : GetMetricDataHandler.answer(caller, linksOf(caller, store), clock.instant(), request, alteration);
        if (quotas != null) {
            quotas.takePoints(answer.points(), caller.site());
        }
        return answer;
    }

    private Links linksOf(Caller caller, MetricStore own) {
        Map<String, MetricStore> linked = new HashMap<>();
        for (String account : links.getOrDefault(caller.site().account(), Set.of())) {
            linked.put(account, store(new Site(account, caller.site().region())));
        }
        return new Links(caller.site().account(), own, linked);
    }

    private Outcome serve(
            Operation operation,
            Caller caller,
            Function<byte[], Reply> answered,
            Function<Refusal, Reply> refused,
            Work work) {
        Fault fault = faults.take(operation, caller.principal());
        try {
            if (fault instanceof Fault.Refused scripted) {
                throw new Refusal(scripted.status(), scripted.code(), scripted.message());
            }
            if (fault instanceof Fault.Html page) {
                bill(operation, caller, page.status(), fault);
                return new Outcome(new Reply(page.status(), "text/html", Map.of(), PAGE), false);
            }
            if (fault instanceof Fault.Slow slow) {
                sleep(slow.by());
            }
            Answer answer = work.answer(fault instanceof Fault.Altered altered ? altered.how() : null);
            billing.add(new Billing.Call(
                    operation,
                    caller.principal(),
                    caller.site(),
                    200,
                    fault,
                    answer.metrics(),
                    answer.points(),
                    answer.asked()));
            return new Outcome(answered.apply(answer.body()), fault instanceof Fault.Reset);
        } catch (Refusal refusal) {
            bill(operation, caller, refusal.status(), fault);
            return new Outcome(refused.apply(refusal), false);
        }
    }

    private void bill(Operation operation, Caller caller, int errorStatus, @Nullable Fault fault) {
        billing.add(
                new Billing.Call(operation, caller.principal(), caller.site(), errorStatus, fault, 0, 0, List.of()));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Outcome outcome) throws IOException {
        Reply reply = outcome.reply();
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        OutputStream out = exchange.getResponseBody();
        if (outcome.cut()) {
            out.write(reply.body(), 0, reply.body().length / 2);
            out.flush();
        } else {
            out.write(reply.body());
            out.close();
        }
    }
}
