package dev.culprit.prometheus.client;

import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests, one at a time for each thread that calls, and has them answered or told why not. */
final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** The JDK's client sets them itself, and refuses to be told. */
    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length", "connection", "expect");

    private static final Duration CONNECT = Duration.ofSeconds(20);
    /** By hand: what a server says of a refusal that is longer is a page for people. */
    private static final int LONGEST_REFUSAL = 64 * 1024;

    private static final int SHOWN = 300;
    /** By hand: longer ones are a server's mistake. */
    private static final long LONGEST_PAUSE_SECONDS = 60;

    /** Half of the ten that CloudWatch answers (AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL). */
    private static final double DISCOVERIES_PER_SECOND = 5;

    private final PrometheusServer server;
    private final HttpClient http;
    private final Pace pace;
    /** Of lists of series and of labels, of which CloudWatch answers ten in a second. */
    private final Pace discovery;

    private final QueryCost cost;
    private final @Nullable RequestSigner signer;

    Transport(PrometheusServer server) {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                // Credentials must not follow to another host.
                .followRedirects(HttpClient.Redirect.NEVER);
        if (server.keyStore() != null) {
            builder.sslContext(server.keyStore().context());
        }
        this.http = builder.build();
        QueryLimits limits = server.limits();
        this.pace = new Pace(limits.requestsPerSecond(), limits.requestsAtOnce());
        this.discovery = server.isCloudWatch() ? new Pace(DISCOVERIES_PER_SECOND, 4) : pace;
        this.cost = new QueryCost(server.environment(), limits.maxSamples());
        this.signer = server.credentials() instanceof Credentials.AwsSignature aws
                ? new RequestSigner(aws, server.environment())
                : null;
    }

    QueryCost cost() {
        return cost;
    }

    /** What became of one attempt: an answer, or why there is none. */
    private record Attempt(
            @Nullable Answer answer,
            Refusal refusal,
            String reason,
            @Nullable Duration retryAfter) {
        static Attempt refused(Refusal refusal, String reason) {
            return new Attempt(null, refusal, reason, null);
        }
    }

    /** @param asked for messages */
    Answer ask(String method, String path, String form, AnswerSink sink, String asked) throws QueryException {
        cost.spend(0);
        Duration pause = server.limits().pause();
        for (int attempt = 1; ; attempt++) {
            sink.begin();
            Attempt result = attempt(method, path, form, sink);
            if (result.answer() != null) {
                return result.answer();
            }
            String message = "%s: %s".formatted(shown(asked), result.reason());
            switch (result.refusal()) {
                case FAILED -> throw QueryException.failed(message);
                case TOO_BIG -> throw QueryException.tooBig(message);
                case TOO_FAST, UNREACHABLE, SLOW -> {
                    int attempts = server.limits().attempts();
                    if (attempt >= attempts) {
                        throw QueryException.failed(
                                "%s, %d times%s".formatted(message, attempt, mend(result.refusal())));
                    }
                    if (isToldAt(result.refusal(), attempt)) {
                        LOG.warn(
                                "{}: {}: {}: is asked again, {} times in all",
                                server.environment(),
                                Secrets.masked(server.url()),
                                result.reason(),
                                attempts);
                    }
                    cost.again();
                    Pace.pause(result.retryAfter() == null ? pause : result.retryAfter());
                    pause = pause.multipliedBy(2);
                }
            }
        }
    }

    private static String mend(Refusal refusal) {
        return switch (refusal) {
            case UNREACHABLE -> ": check the URL, and whether it can be reached from here";
            case SLOW -> ": see what is between here and the server";
            case TOO_FAST, TOO_BIG, FAILED -> "";
        };
    }

    /** Whoever waits long is told why: of what takes a second an attempt at the second, of what takes minutes at the first. */
    private static boolean isToldAt(Refusal refusal, int attempt) {
        return (refusal == Refusal.UNREACHABLE && attempt == 2) || (refusal == Refusal.SLOW && attempt == 1);
    }

    private Attempt attempt(String method, String path, String form, AnswerSink sink) {
        Pace mine = path.startsWith("/api/v1/query") ? pace : discovery;
        mine.begin();
        cost.request();
        try {
            HttpResponse<InputStream> response = http.send(request(method, path, form), BodyHandlers.ofInputStream());
            return read(response, sink);
        } catch (HttpTimeoutException slow) {
            return Attempt.refused(
                    slow instanceof HttpConnectTimeoutException ? Refusal.UNREACHABLE : Refusal.TOO_BIG,
                    "no answer within %d s".formatted(server.limits().patience().toSeconds()));
        } catch (IOException failure) {
            String tls = TlsFault.of(failure);
            return tls == null
                    ? Attempt.refused(Refusal.UNREACHABLE, "no connection: " + words(failure))
                    : Attempt.refused(Refusal.FAILED, tls);
        } catch (InterruptedException stop) {
            throw Pace.interrupted(stop);
        } finally {
            mine.end();
        }
    }

    private HttpRequest request(String method, String path, String form) {
        URI uri = URI.create(server.url() + path);
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        Map<String, String> own = new LinkedHashMap<>(server.headers());
        own.put("Accept", "application/json");
        if (method.equals("POST")) {
            own.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (server.credentials() instanceof Credentials.Basic basic) {
            String pair = basic.username() + ":" + basic.password();
            own.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else if (server.credentials() instanceof Credentials.Bearer bearer) {
            own.put("Authorization", "Bearer " + bearer.token());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(server.limits().patience())
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (signer == null) {
            own.forEach(request::header);
        } else {
            signer.sign(method, uri, own, body).forEach((name, values) -> {
                if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
        }
        request.header("Accept-Encoding", "gzip");
        return request.build();
    }

    private Attempt read(HttpResponse<InputStream> response, AnswerSink sink) throws IOException {
        Stall raw = new Stall(response.body(), server.limits().patience());
        try (raw) {
            boolean zipped = response.headers()
                    .firstValue("Content-Encoding")
                    .filter("gzip"::equalsIgnoreCase)
                    .isPresent();
            InputStream plain = zipped ? new GZIPInputStream(raw) : raw;
            return response.statusCode() == 200 ? answered(response, plain, sink) : refused(response, plain);
        } catch (BodyStream.TooLargeException large) {
            return Attempt.refused(Refusal.TOO_BIG, words(large));
        } catch (IOException broken) {
            Stall.Fault fault = raw.fault();
            if (fault == null) {
                return Attempt.refused(Refusal.TOO_FAST, "the answer cannot be read: " + words(broken));
            }
            return switch (fault) {
                case STOPPED -> Attempt.refused(Refusal.TOO_BIG, "the answer stopped half-way");
                case DRIPPING ->
                    Attempt.refused(
                            Refusal.SLOW,
                            "the answer comes by fewer than %,d bytes a second".formatted(Stall.LEAST_BYTES_A_SECOND));
            };
        }
    }

    private Attempt answered(HttpResponse<InputStream> response, InputStream plain, AnswerSink sink)
            throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).contains("json")) {
            return Attempt.refused(
                    Refusal.FAILED,
                    "it answers %s, not Prometheus' JSON: check the URL, and whether it asks to log in"
                            .formatted(type.isEmpty() ? "without a type" : Text.printable(type, 80)));
        }
        BodyStream body = new BodyStream(plain, server.limits().answerBytes());
        AnswerReader.Read read = AnswerReader.read(body, sink);
        if (!read.succeeded()) {
            String error = Text.printable(Secrets.masked(read.error()), SHOWN);
            return Attempt.refused(
                    Refusal.of(200, error), error.isEmpty() ? "it answers JSON, but not Prometheus'" : error);
        }
        // CloudWatch bills what it has read and does not tell it: whoever asks knows.
        cost.answer(server.isCloudWatch() ? 0 : read.answer().cost(), body.count());
        return new Attempt(read.answer(), Refusal.FAILED, "", null);
    }

    private Attempt refused(HttpResponse<InputStream> response, InputStream body) throws IOException {
        int status = response.statusCode();
        String text = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
        String error;
        try {
            error = AnswerReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), AnswerSink.NONE)
                    .error();
        } catch (IOException noJson) {
            error = "";
        }
        String said = Text.printable(Secrets.masked(error.isEmpty() ? text.strip() : error), SHOWN);
        String hint = hint(status, response);
        @Nullable
        Duration wait = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(value -> Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, Long.parseLong(value))))
                .orElse(null);
        return new Attempt(
                null,
                Refusal.of(status, error.isEmpty() ? text : error),
                "HTTP status %d%s%s"
                        .formatted(status, said.isEmpty() ? "" : ", " + said, hint.isEmpty() ? "" : ": " + hint),
                wait);
    }

    private String hint(int status, HttpResponse<InputStream> response) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                "it redirects to %s: give the URL that answers itself"
                        .formatted(Text.printable(
                                Secrets.masked(response.headers()
                                        .firstValue("Location")
                                        .orElse("nowhere")
                                        .replaceAll("[?#].*", "")),
                                200));
            case 401 -> "it wants other credentials: bearer-token, username and password, or a header for the tenant";
            case 403 ->
                server.isCloudWatch()
                        ? "it needs cloudwatch:GetMetricData and cloudwatch:ListMetrics"
                        : "these credentials may not query it";
            case 404 -> "there is no Prometheus API: check the URL, which ends before /api/v1";
            default -> "";
        };
    }

    private static String shown(String asked) {
        return Text.printable(Secrets.masked(asked), SHOWN);
    }

    /** Java's client has no words of its own for the two that happen most. */
    private static String kind(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return "the host's name is not known";
            }
        }
        return failure instanceof ConnectException
                ? "nothing listens there, or a firewall is between"
                : failure.getClass().getSimpleName();
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        String kind = kind(failure);
        // Jackson puts the place on a second line.
        return Text.printable(
                Secrets.masked(
                        message == null ? kind : List.of(message.split("\n", 2)).get(0)),
                200);
    }
}
