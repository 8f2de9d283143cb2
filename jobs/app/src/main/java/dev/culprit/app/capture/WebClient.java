package dev.culprit.app.capture;

import dev.culprit.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks for metrics by HTTP. */
final class WebClient {
    private static final int OK = 200;
    /** Of an error's body: enough for a sentence. */
    private static final int MOST_OF_AN_ERROR = 300;

    /** The text format first: every version of it is read alike, and it is what Prometheus falls back to. */
    private static final String ACCEPT =
            "text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1";

    private final HttpClient client;
    private final Duration timeout;
    private final Supplier<@Nullable String> token;

    /**
     * @param trust null for the authorities that Java trusts
     * @param token sent as bearer token with every request, null for none; asked for anew each time, as tokens in files are renewed
     */
    WebClient(Duration timeout, @Nullable SSLContext trust, Supplier<@Nullable String> token) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(timeout)
                // A header that was meant for one host goes to no other: a redirection is an error, and tells where to.
                .followRedirects(HttpClient.Redirect.NEVER);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
        this.timeout = timeout;
        this.token = token;
    }

    /** @throws IOException told in words for users, also for every status but 200 */
    Reply get(URI uri) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", ACCEPT)
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "culprit-capture");
        String bearer = token.get();
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            throw new IOException("does not answer within %d s".formatted(timeout.toSeconds()), late);
        } catch (ConnectException refused) {
            throw new IOException(
                    isUnknownHost(refused)
                            ? "no such host is known"
                            : "no connection: nothing listens there, or a firewall is between",
                    refused);
        } catch (UnknownHostException unknown) {
            throw new IOException("no such host is known", unknown);
        } catch (SSLException untrusted) {
            throw new IOException("no TLS: " + Text.printable(String.valueOf(untrusted.getMessage()), 200), untrusted);
        }
        // The time-out above ends with the headers.
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> end(response.body()));
        if (response.statusCode() != OK) {
            throw new IOException(refusal(response));
        }
        return new WebReply(response);
    }

    private static void end(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // Nothing more is wanted of it.
        }
    }

    private static boolean isUnknownHost(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static String refusal(HttpResponse<InputStream> response) throws IOException {
        String location = response.headers().firstValue("Location").orElse("");
        try (InputStream body = response.body()) {
            String said = new String(body.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8).strip();
            return "answers with status %d%s%s"
                    .formatted(
                            response.statusCode(),
                            location.isEmpty() ? "" : " and points to " + Text.printable(location, 200),
                            said.isEmpty() || said.startsWith("<") || isCompressed(response)
                                    ? ""
                                    : ": " + Text.printable(said, MOST_OF_AN_ERROR));
        }
    }

    private static boolean isCompressed(HttpResponse<InputStream> response) {
        return response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    }

    private static final class WebReply implements Reply {
        private final HttpResponse<InputStream> response;
        private final InputStream body;

        WebReply(HttpResponse<InputStream> response) throws IOException {
            this.response = response;
            try {
                this.body = isCompressed(response) ? new GZIPInputStream(response.body()) : response.body();
            } catch (IOException none) {
                response.body().close();
                throw none;
            }
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public @Nullable String contentType() {
            return response.headers().firstValue("Content-Type").orElse(null);
        }

        @Override
        public void finish() {
            // A body that is shorter than announced has failed before its end.
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException gone) {
                // Nothing more is wanted of it.
            }
        }
    }
}
