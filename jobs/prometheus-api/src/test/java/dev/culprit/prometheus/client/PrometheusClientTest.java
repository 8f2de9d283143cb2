package dev.culprit.prometheus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.prometheus.standin.StandInServer;
import dev.culprit.tsdb.series.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PrometheusClientTest {
    private static final QueryLimits QUICK =
            QueryLimits.DEFAULT.withPace(100_000, 2).withRetries(Duration.ofSeconds(5), 3, Duration.ofMillis(1));

    private StandInServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
        server.sample(Map.of("__name__", "up", "job", "a"), 60_000, 1);
        server.sample(Map.of("__name__", "up", "job", "a"), 61_500, 0);
        server.sample(Map.of("__name__", "up", "job", "b"), 61_000, Double.NaN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PrometheusClient client(Credentials credentials, Map<String, String> headers) {
        return PrometheusClient.of(
                new PrometheusServer("prod", server.url(), credentials, headers, Map.of(), null, QUICK));
    }

    private PrometheusClient client() {
        return client(new Credentials.None(), Map.of());
    }

    /** All that came, as text. */
    private static final class Heard implements AnswerSink {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void begin() {
            heard.clear();
        }

        @Override
        public void series(Labels labels) {
            heard.add(String.valueOf(labels.get("job")));
        }

        @Override
        public void sample(long time, double value) {
            heard.add(time + "=" + value);
        }

        @Override
        public void word(String word) {
            heard.add(word);
        }
    }

    @Test
    void samplesAsTheyWereStored() throws QueryException {
        Heard heard = new Heard();
        Answer answer = client().query("{__name__=\"up\"}[1600ms]", 61_599, heard);
        assertThat(answer).isEqualTo(new Answer(2, 3, null, List.of()));
        assertThat(heard.heard).containsExactlyInAnyOrder("a", "60000=1.0", "61500=0.0", "b", "61000=NaN");
        assertThat(client().cost()).hasToString("1 requests (0 of them again), 3 samples, 0.0 MB");
    }

    @Test
    void namesAndSeries() throws QueryException {
        Heard heard = new Heard();
        client().labelValues("__name__", 0, 100_000, heard);
        assertThat(heard.heard).containsExactly("up");
        client().series("{job=\"b\"}", 0, 100_000, heard);
        assertThat(heard.heard).containsExactly("b");
    }

    @Test
    void everyKindOfCredentials() throws QueryException {
        client(new Credentials.Basic("me", "pass:word"), Map.of("X-Scope-OrgID", "team"))
                .query("vector(1)", 0, AnswerSink.NONE);
        assertThat(server.requests().get(0))
                .containsEntry("header:x-scope-orgid", "team")
                .containsEntry(
                        "header:authorization",
                        "Basic " + Base64.getEncoder().encodeToString("me:pass:word".getBytes(StandardCharsets.UTF_8)));
        client(new Credentials.Bearer("to-k-en"), Map.of()).query("vector(1)", 0, AnswerSink.NONE);
        assertThat(server.requests().get(1)).containsEntry("header:authorization", "Bearer to-k-en");
    }

    @Test
    void awsSignatureOfExactlyWhatIsSent() throws QueryException {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        try {
            client(new Credentials.AwsSignature("us-west-2", "aps", null, null), Map.of())
                    .query("vector(1)", 0, AnswerSink.NONE);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
        Map<String, String> request = server.requests().get(0);
        assertThat(request.get("header:authorization"))
                .matches("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/us-west-2/aps/aws4_request,"
                        + " SignedHeaders=[a-z0-9;-]*content-type;host;[a-z0-9;-]*x-amz-date, Signature=[0-9a-f]{64}");
        // Nobody's extensions of the API are sent to AWS, but for the samples that are billed.
        assertThat(request.get("body")).isEqualTo("query=vector%281%29&time=0&stats=all");
        assertThat(request).containsKey("header:x-amz-date").doesNotContainKey("partial_response");
    }

    @Test
    void toldInOneLineWhatIsNoPrometheus() {
        server.habits().type = "text/html; charset=utf-8";
        assertRefused(false, "vector(1): it answers text/html; charset=utf-8, not Prometheus' JSON");
        server.habits().type = "application/json";
        server.habits().refusals = 1;
        server.habits().status = 302;
        assertRefused(
                false, "HTTP status 302", "it redirects to https://login.example/: give the URL that answers itself");
        server.habits().refusals = 1;
        server.habits().status = 401;
        server.habits().words = "<html>\n<h1>Who are you?</h1>";
        assertRefused(false, "HTTP status 401, <html>\\n<h1>Who are you?</h1>: it wants other credentials");
        server.habits().refusals = 1;
        server.habits().status = 404;
        assertRefused(false, "HTTP status 404", "the URL, which ends before /api/v1");
        server.habits().refusals = 3;
        server.habits().status = 200;
        server.habits().words = "[]";
        assertRefused(false, "the answer cannot be read: START_ARRAY in the place of START_OBJECT, 3 times");
        server.habits().refusals = 1;
        server.habits().words = "{\"version\":\"1\"}";
        assertRefused(false, "it answers JSON, but not Prometheus'");
    }

    private void assertRefused(boolean tooBig, String... words) {
        assertThatThrownBy(() -> client().query("vector(1)", 0, AnswerSink.NONE))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.isTooBig()).isEqualTo(tooBig))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void anAnswerThatStopsIsTooBig() {
        server.habits().stallMillis = 3_000;
        PrometheusClient client = PrometheusClient.of(PrometheusServer.open("prod", server.url())
                .with(QUICK.withRetries(Duration.ofMillis(200), 2, Duration.ofMillis(1))));
        assertThatThrownBy(() -> client.query("vector(1)", 0, AnswerSink.NONE))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.isTooBig()).isTrue())
                .hasMessageContaining("the answer stopped half-way");
    }

    private PrometheusClient impatient() {
        return PrometheusClient.of(PrometheusServer.open("prod", server.url())
                .with(QUICK.withRetries(Duration.ofMillis(200), 2, Duration.ofMillis(1))));
    }

    @Test
    void anAnswerThatDripsIsAskedForAgain() throws QueryException {
        // The answer has some two hundred bytes: it would come by itself in two seconds.
        server.habits().dripMillis = 10;
        server.habits().drips = 1;
        Heard heard = new Heard();
        impatient().query("{__name__=\"up\"}[1600ms]", 61_599, heard);
        assertThat(heard.heard).hasSize(5);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerThatDripsEachTimeIsToldInOneLine() {
        server.habits().dripMillis = 10;
        server.habits().drips = 2;
        assertThatThrownBy(() -> impatient().query("{__name__=\"up\"}[1600ms]", 61_599, AnswerSink.NONE))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.isTooBig()).isFalse())
                .hasMessage("{__name__=\"up\"}[1600ms]: the answer comes by fewer than 1,000 bytes a second, 2 times:"
                        + " see what is between here and the server");
    }

    @Test
    void anEmptyAnswerIsToldAsSuch() {
        server.habits().refusals = 3;
        server.habits().status = 200;
        server.habits().words = "";
        assertRefused(false, "vector(1): the answer cannot be read: it is empty, 3 times");
    }

    @Test
    void nobodyAnswers() throws IOException {
        StandInServer gone = new StandInServer();
        gone.close();
        PrometheusClient client =
                PrometheusClient.of(PrometheusServer.open("prod", gone.url()).with(QUICK));
        assertThatThrownBy(() -> client.query("vector(1)", 0, AnswerSink.NONE))
                .hasMessage(
                        "vector(1): no connection: nothing listens there, or a firewall is between, 3 times: check the URL, and"
                                + " whether it can be reached from here");
    }

    /** The name can be nobody's: RFC 2606. */
    @Test
    void aHostThatNobodyKnowsIsToldAsSuch() {
        PrometheusClient client = PrometheusClient.of(
                PrometheusServer.open("prod", "http://nowhere.invalid:9090").with(QUICK));
        assertThatThrownBy(() -> client.query("vector(1)", 0, AnswerSink.NONE))
                .hasMessageStartingWith("vector(1): no connection: the host's name is not known, 3 times: ");
    }
}
