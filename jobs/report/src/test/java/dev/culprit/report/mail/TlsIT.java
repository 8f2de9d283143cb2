package dev.culprit.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.ScriptedServer.Script;
import dev.culprit.report.mail.SmtpSettings.Security;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Letters to servers whose certificates are trusted, and are not. Java reads its trust store once, at the first use of TLS: no
 * other test of this module may use it.
 */
final class TlsIT {
    private static final Period WEEK =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
    private static final String SECRET = "hunter2-secret";
    private static final String LOGIN =
            Base64.getEncoder().encodeToString(("user\0user\0" + SECRET).getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path shared;

    private static SSLContext trusted;
    private static SSLContext selfSigned;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        SelfSigned company = SelfSigned.make(Files.createDirectory(shared.resolve("company")));
        trusted = company.context();
        System.setProperty(
                "javax.net.ssl.trustStore", company.trustStore(shared).toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        selfSigned = SelfSigned.make(Files.createDirectory(shared.resolve("somebody")))
                .context();
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "SMTPS"})
    void theLoginAndTheLetterGoOverTls(Security security) throws Exception {
        try (ScriptedServer server = server(trusted, security, "235 welcome")) {
            MailSender.Outcome outcome = deliver("localhost", server.port(), security);
            assertThat(outcome.problems()).isEmpty();
            assertThat(outcome.sent()).containsExactly("anna@example.com");
            assertThat(server.heard).contains("AUTH PLAIN " + LOGIN, "DATA", "Subject: a subject");
            assertThat(server.heard.contains("STARTTLS")).isEqualTo(security == Security.STARTTLS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "SMTPS"})
    void aWrongPasswordIsToldAndNotShown(Security security) throws Exception {
        try (ScriptedServer server = server(trusted, security, "535 5.7.8 not " + SECRET)) {
            assertThat(deliver("localhost", server.port(), security).problems())
                    .singleElement()
                    .asString()
                    .contains("does not accept the login: 535 5.7.8 not ***")
                    .doesNotContain(SECRET, LOGIN);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "SMTPS"})
    void aCertificateThatNobodyVouchesForIsNotTrusted(Security security) throws Exception {
        try (ScriptedServer server = server(selfSigned, security, "235 welcome")) {
            assertThat(deliver("localhost", server.port(), security).problems())
                    .containsExactly("no mail to anna@example.com: the certificate of the server localhost:%d is of no"
                                    .formatted(server.port())
                            + " authority that Java trusts; the report's files are there, and the next run sends"
                            + " what is missing");
            assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        try (ScriptedServer server = server(trusted, Security.SMTPS, "235 welcome")) {
            assertThat(deliver("127.0.0.1", server.port(), Security.SMTPS).problems())
                    .singleElement()
                    .asString()
                    .contains("no TLS with the server 127.0.0.1:%d: ".formatted(server.port()), "127.0.0.1");
            assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    private static ScriptedServer server(SSLContext context, Security security, String toLogin) throws Exception {
        Script script = line -> line.startsWith("EHLO")
                ? "250-scripted\r\n250-STARTTLS\r\n250 AUTH PLAIN"
                : line.startsWith("AUTH") ? toLogin : ScriptedServer.usual(line);
        return new ScriptedServer(script, context, security == Security.SMTPS);
    }

    private MailSender.Outcome deliver(String host, int port, Security security) {
        Duration patience = Duration.ofSeconds(20);
        MailSettings settings = new MailSettings(
                "culprit@example.com",
                List.of("anna@example.com"),
                List.of(),
                Occasion.ALWAYS,
                null,
                new SmtpSettings(host, port, security, "user", SECRET, patience, patience));
        MailMessage letter = new MailMessage("anna@example.com", "a subject", "text\n", "<p>html</p>", List.of());
        return new MailSender(settings, new SentLog(folder.toString(), new Configuration(), WEEK), WEEK)
                .deliver(List.of(letter), false);
    }
}
