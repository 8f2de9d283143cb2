package dev.culprit.report.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.culprit.report.Findings;
import dev.culprit.report.Hostile;
import dev.culprit.report.Incident;
import dev.culprit.report.ReportJob;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.chat.Webhook.Kind;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages as a server gets them. */
final class ChatIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "T0000-B0000-secretsecret";

    @TempDir
    private Path folder;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/services/" + SECRET, exchange -> {
            received.add(JSON.readTree(exchange.getRequestBody()));
            byte[] answer = "no_service\n\u001b[31m".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aMessageGoesOutOnceAPeriodUnlessSentAgain() throws IOException {
        ReportOutcome first = run(Mode.SEND, webhook(Kind.SLACK, "*", Occasion.ALWAYS));
        assertThat(first.summary().facts()).contains("message to slack webhook at 127.0.0.1");
        assertThat(received).hasSize(1);
        JsonNode message = received.get(0);
        assertThat(message.get("text").asText()).startsWith("prod: destination_service makes wp-proxy leak, 0.61 MB/h");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
        assertThat(message.toString())
                .contains("*Label leak: prod web/wp-proxy/istio-proxy*", "What to change: Remove destination_service");
        ReportOutcome second = run(Mode.SEND, webhook(Kind.SLACK, "*", Occasion.ALWAYS));
        assertThat(second.summary().facts()).anyMatch(fact -> fact.contains("sent before: slack webhook"));
        assertThat(received).hasSize(1);
        run(Mode.RESEND, webhook(Kind.SLACK, "*", Occasion.ALWAYS));
        assertThat(received).hasSize(2);
        try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void aDryRunShowsItAndSendsNothing() {
        ReportOutcome outcome = run(Mode.SHOW, webhook(Kind.GENERIC, "*", Occasion.ALWAYS));
        assertThat(received).isEmpty();
        assertThat(outcome.shownMail())
                .contains("To:       generic webhook at 127.0.0.1", "\"verdict\":\"label\"")
                .doesNotContain(SECRET);
    }

    @Test
    void aRefusalIsToldWithoutTheAddressAndTheNextRunTriesAgain() {
        status = 404;
        ReportOutcome refused = run(Mode.SEND, webhook(Kind.TEAMS, "*", Occasion.ALWAYS));
        assertThat(refused.mailFailure())
                .hasMessageStartingWith("no message to the teams webhook at 127.0.0.1: it answers 404: no_service")
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining("\u001b");
        status = 202;
        assertThat(run(Mode.SEND, webhook(Kind.TEAMS, "*", Occasion.ALWAYS)).mailFailure())
                .isNull();
        assertThat(received.get(1).at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
    }

    @Test
    void aWebhookHearsOfItsOwnAndWhenItIsWorthIt() {
        run(
                Mode.SEND,
                webhook(Kind.GENERIC, "med*", Occasion.FINDING),
                webhook(Kind.GENERIC, "shop", Occasion.FINDING));
        assertThat(received).hasSize(1);
        assertThat(received.get(0).get("findings")).hasSize(1);
        assertThat(received.get(0).at("/findings/0/workload").asText()).isEqualTo("thumbs");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hostileNamesStayTextAndRedactedOnesStayMasked(Kind kind) throws IOException {
        Webhook webhook = webhook(kind, "*", Occasion.ALWAYS);
        String hostile = new ChatComposer(Hostile.data(), Remedies.load(), List.of(webhook), "t", "", List.of(), null)
                .write()
                .get(0)
                .json();
        JSON.readTree(hostile);
        assertThat(hostile).doesNotContain("\u202e", "\u001b", "A".repeat(700));
        if (kind == Kind.SLACK) {
            assertThat(JSON.readTree(hostile).at("/blocks/2/text/text").asText())
                    .contains("&lt;script")
                    .doesNotContain("<script", "<img");
        }
        run(Mode.SEND, true, webhook);
        assertThat(received.get(0).toString())
                .doesNotContain("a3f9", "b77c", "c0de")
                .contains("label values are masked");
    }

    private Webhook webhook(Kind kind, String namespace, Occasion when) {
        return Webhook.of(
                kind,
                URI.create("http://127.0.0.1:%d/services/%s"
                        .formatted(server.getAddress().getPort(), SECRET)),
                "*",
                namespace,
                "*",
                when);
    }

    private ReportOutcome run(Mode mode, Webhook... webhooks) {
        return run(mode, false, webhooks);
    }

    private ReportOutcome run(Mode mode, boolean redact, Webhook... webhooks) {
        Warehouse warehouse = new Incident()
                .finding("prod", Findings.labelLeak())
                .finding("prod", Findings.applicationLeak())
                .finding("prod", Findings.plateau())
                .publish(new Warehouse(folder.resolve("warehouse").toString(), new Configuration()));
        return ReportJob.run(
                warehouse,
                new Configuration(),
                Incident.ENVIRONMENTS,
                Incident.PERIOD,
                new ReportSettings("Weekly", folder.resolve("report").toString(), redact).to(List.of(webhooks)),
                mode);
    }
}
