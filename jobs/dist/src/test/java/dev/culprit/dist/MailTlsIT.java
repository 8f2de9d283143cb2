package dev.culprit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.DemoDay;
import dev.culprit.report.Incident;
import dev.culprit.report.mail.ScriptedServer;
import dev.culprit.report.mail.ScriptedServer.Script;
import dev.culprit.report.mail.SelfSigned;
import dev.culprit.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS by the launcher: the JVM trusts a private authority by its options, as docs/report.md tells. */
final class MailTlsIT {
    private static final String SECRET = "hunter2-secret";
    private static final String LOGIN =
            Base64.getEncoder().encodeToString(("culprit\0culprit\0" + SECRET).getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path folder;

    private static SelfSigned company;
    private static Path trust;

    /** @param output of both kinds */
    private record Ended(int status, String output) {}

    @BeforeAll
    static void publish() throws Exception {
        Incident.whole().publish(new Warehouse(folder.resolve("warehouse").toString(), new Configuration()));
        company = SelfSigned.make(folder);
        trust = company.trustStore(folder);
    }

    @Test
    void theLoginAndTheMailGoOverTlsToAServerOfAPrivateAuthority() throws Exception {
        try (ScriptedServer server = server()) {
            Ended ended = report(server);
            assertThat(ended.output()).contains("mail to sre@example.com").doesNotContain(SECRET, LOGIN);
            assertThat(ended.status()).isZero();
            assertThat(server.heard)
                    .contains("AUTH PLAIN " + LOGIN, "DATA")
                    .anyMatch(line ->
                            line.startsWith("Subject: prod: destination_service makes wp-proxy leak, 0.61 MB/h (and"));
        }
    }

    private static ScriptedServer server() throws Exception {
        Script script = line -> line.startsWith("EHLO")
                ? "250-scripted\r\n250-STARTTLS\r\n250 AUTH PLAIN"
                : line.startsWith("AUTH") ? "235 welcome" : ScriptedServer.usual(line);
        return new ScriptedServer(script, company.context(), false);
    }

    private static Ended report(ScriptedServer server) throws Exception {
        Path output = Files.createTempDirectory(folder, "report");
        Path conf = Files.writeString(output.resolve("my.conf"), """
                culprit {
                  warehouse = "%s"
                  environments = [ { name = prod }, { name = test }, { name = dev } ]
                  period { from = "%s", to = "%s" }
                  report {
                    output = "%s"
                    mail {
                      from = "culprit@example.com", to = ["sre@example.com"]
                      smtp {
                        host = localhost, port = %d, tls = starttls
                        user = ${SMTP_USER}, password = ${SMTP_PASSWORD} } } }
                }
                """.formatted(
                folder.resolve("warehouse"), Incident.PERIOD.from(), Incident.PERIOD.to(), output, server.port()));
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(Shipped.launcher().toString(), "report", "--conf", conf.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.resolve("log").toFile());
        builder.environment().put("SMTP_USER", "culprit");
        builder.environment().put("SMTP_PASSWORD", SECRET);
        builder.environment().put("CULPRIT_HOME", DemoDay.HOME.toString());
        builder.environment().put("CULPRIT_JAR", Shipped.jar().toString());
        builder.environment().put("CULPRIT_SPARK_CLASSPATH", String.join(":", Shipped.sparkJars()));
        builder.environment()
                .put(
                        "CULPRIT_JAVA_OPTS",
                        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit %s"
                                .formatted(trust, Shipped.shortLife()));
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output.resolve("log")));
    }
}
