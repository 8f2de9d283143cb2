package dev.culprit.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.ScriptedServer.Script;
import dev.culprit.report.mail.SmtpSettings.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailSenderIT {
    private static final Period WEEK =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
    private static final String ANNA = "anna@example.com";
    private static final String BERT = "bert@example.com";
    private static final String SECRET = "hunter2-secret";

    @TempDir
    private Path folder;

    @Test
    void aRefusedConnectionIsToldOnceForAllRecipients() throws IOException {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        MailSender.Outcome outcome = deliver(closed, Security.NONE, null, ANNA, BERT);
        assertThat(outcome.sent()).isEmpty();
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .startsWith("no mail to anna@example.com, bert@example.com: the server localhost:%d cannot be reached"
                        .formatted(closed))
                .endsWith("the report's files are there, and the next run sends what is missing");
        assertThat(marks()).isEmpty();
        assertThat(outcome.failure()).isInstanceOf(CulpritException.class);
        assertThat(outcome.failure().getMessage()).doesNotContain("\n");
    }

    @Test
    void aStallingServerIsGivenUp() throws IOException {
        try (ScriptedServer server = new ScriptedServer(line -> ScriptedServer.SILENCE)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA, BERT).problems())
                    .singleElement()
                    .asString()
                    .contains("does not answer within 2 s");
        }
        try (ScriptedServer server =
                server(line -> line.equals(".") ? ScriptedServer.SILENCE : ScriptedServer.usual(line))) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).problems())
                    .singleElement()
                    .asString()
                    .contains("does not answer within 2 s");
        }
        assertThat(marks()).isEmpty();
    }

    @Test
    void aServerThatAnswersForEverIsGivenUpAndTheNextRunSendsTheLetter() throws IOException {
        try (ScriptedServer server = server(line -> ScriptedServer.DRIP)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA, BERT).problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "no mail to anna@example.com, bert@example.com: the server localhost:%d takes more than 3 s for one mail;"
                                    .formatted(server.port()));
        }
        try (ScriptedServer server =
                server(line -> line.equals(".") ? ScriptedServer.DRIP : ScriptedServer.usual(line))) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).problems())
                    .singleElement()
                    .asString()
                    .contains("takes more than 3 s for one mail");
        }
        assertThat(marks()).isEmpty();
        try (ScriptedServer server = server(ScriptedServer::usual)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA, BERT).sent())
                    .containsExactly(ANNA, BERT);
        }
    }

    @Test
    void aServerThatDropsTheConnectionGetsTheLetterWithTheNextRun() throws IOException {
        try (ScriptedServer server = server(line -> line.equals("body") ? null : ScriptedServer.usual(line))) {
            MailSender.Outcome outcome = deliver(server.port(), Security.NONE, null, ANNA);
            assertThat(outcome.sent()).isEmpty();
            assertThat(outcome.problems()).singleElement().asString().contains("no mail to anna@example.com");
        }
        try (ScriptedServer server = server(ScriptedServer::usual)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).sent()).containsExactly(ANNA);
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).before())
                    .containsExactly(ANNA);
            assertThat(server.heard.stream().filter(line -> line.equals("DATA")))
                    .hasSize(1);
        }
    }

    @Test
    void aRefusedRecipientDoesNotCostTheOthersTheirsAndIsTriedAgain() throws IOException {
        Script refusing =
                line -> line.startsWith("RCPT TO:<anna") ? "550 no such user here" : ScriptedServer.usual(line);
        try (ScriptedServer server = server(refusing)) {
            MailSender.Outcome outcome = deliver(server.port(), Security.NONE, null, ANNA, BERT);
            assertThat(outcome.sent()).containsExactly(BERT);
            assertThat(outcome.problems())
                    .singleElement()
                    .asString()
                    .contains("no mail to anna@example.com: ", "refuses it", "550 no such user here");
        }
        try (ScriptedServer server = server(ScriptedServer::usual)) {
            MailSender.Outcome outcome = deliver(server.port(), Security.NONE, null, ANNA, BERT);
            assertThat(outcome.sent()).containsExactly(ANNA);
            assertThat(outcome.before()).containsExactly(BERT);
        }
    }

    @Test
    void aServerThatDemandsALoginSaysSoAndOneThatRepeatsThePasswordIsNotQuoted() throws IOException {
        Script demanding =
                line -> line.startsWith("MAIL") ? "530 5.7.0 Authentication required" : ScriptedServer.usual(line);
        try (ScriptedServer server = server(demanding)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).problems())
                    .singleElement()
                    .asString()
                    .contains("Authentication required");
        }
        Script telling = line -> line.startsWith("EHLO")
                ? "250-scripted\r\n250 AUTH PLAIN LOGIN"
                : line.startsWith("AUTH") ? "535 wrong password " + SECRET + "\u001b[31m" : ScriptedServer.usual(line);
        try (ScriptedServer server = server(telling)) {
            assertThat(deliver(server.port(), Security.NONE, "user", ANNA, BERT).problems())
                    .singleElement()
                    .asString()
                    .contains("does not accept the login")
                    .doesNotContain(SECRET, "\u001b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH PLAIN", "AUTH LOGIN"})
    void aServerThatRepeatsWhatItWasSentIsQuotedWithoutThePassword(String mechanism) throws IOException {
        Script telling = line -> line.startsWith("EHLO")
                ? "250-scripted\r\n250 " + mechanism
                : line.startsWith("AUTH LOGIN")
                        ? "334 VXNlcm5hbWU6"
                        : line.equals("dXNlcg==")
                                ? "334 UGFzc3dvcmQ6"
                                : line.startsWith("AUTH") || line.endsWith("=") || line.length() == 20
                                        ? "535 unknown: '" + line + "'"
                                        : ScriptedServer.usual(line);
        try (ScriptedServer server = server(telling)) {
            assertThat(deliver(server.port(), Security.NONE, "user", ANNA).problems())
                    .singleElement()
                    .asString()
                    .contains("***")
                    .doesNotContain(
                            SECRET,
                            Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
                            Base64.getEncoder().encodeToString(("\0user\0" + SECRET).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void withALoginTheLetterIsTaken() {
        GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.setUser("user", SECRET);
        server.start();
        try {
            assertThat(deliver(server.getSmtp().getPort(), Security.NONE, "user", ANNA)
                            .sent())
                    .containsExactly(ANNA);
        } finally {
            server.stop();
        }
    }

    @Test
    void starttlsIsDemandedWhereAskedForAndNotUsedWhereNot() throws IOException {
        try (ScriptedServer server = server(ScriptedServer::usual)) {
            assertThat(deliver(server.port(), Security.STARTTLS, null, ANNA).problems())
                    .singleElement()
                    .asString()
                    .contains("STARTTLS");
            assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
        }
        Script offering = line -> line.startsWith("EHLO") ? "250-scripted\r\n250 STARTTLS" : ScriptedServer.usual(line);
        try (ScriptedServer server = server(offering)) {
            assertThat(deliver(server.port(), Security.NONE, null, ANNA).sent()).containsExactly(ANNA);
            assertThat(server.heard).noneMatch(line -> line.startsWith("STARTTLS"));
        }
    }

    @Test
    void whatCannotBeNotedIsTold() throws IOException {
        Files.writeString(folder.resolve("mail"), "a file where a folder should be");
        try (ScriptedServer server = server(ScriptedServer::usual)) {
            MailSender.Outcome outcome = deliver(server.port(), Security.NONE, null, ANNA);
            assertThat(outcome.sent()).containsExactly(ANNA);
            assertThat(outcome.problems()).singleElement().asString().contains("was sent, but that cannot be noted");
        }
    }

    private static ScriptedServer server(Script script) throws IOException {
        return new ScriptedServer(script);
    }

    private MailSender.Outcome deliver(int port, Security security, String user, String... recipients) {
        MailSettings settings = new MailSettings(
                "culprit@example.com",
                List.of(recipients),
                List.of(),
                Occasion.ALWAYS,
                null,
                new SmtpSettings(
                        "localhost",
                        port,
                        security,
                        user,
                        user == null ? null : SECRET,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
        List<MailMessage> letters = Stream.of(recipients)
                .map(recipient -> new MailMessage(recipient, "a subject", "text\n", "<p>html</p>", List.of()))
                .toList();
        return new MailSender(settings, new SentLog(folder.toString(), new Configuration(), WEEK), WEEK)
                .deliver(letters, false);
    }

    private List<Path> marks() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sent")).toList();
        }
    }
}
