package dev.culprit.prometheus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.culprit.prometheus.server.KeyStoreFile;
import dev.culprit.prometheus.server.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was reached is told so, and is not asked again what it will not answer. */
final class TlsFaultTest {
    @TempDir
    private Path folder;

    /** Go's servers answer so, Prometheus among them. */
    @Test
    void aServerWithoutTlsIsToldAsSuch() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(plain), "plain");
            answering.setDaemon(true);
            answering.start();
            assertRefused(
                    "https://%s:%d".formatted(plain.getInetAddress().getHostAddress(), plain.getLocalPort()),
                    "vector(1): it speaks no TLS there: is it http://, or another port?");
        }
    }

    private static void answer(ServerSocket plain) {
        try (Socket asked = plain.accept()) {
            asked.getOutputStream()
                    .write("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void aCertificateOfNobodysAndOneOfAnotherHost() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            server.setHttpsConfigurator(
                    new HttpsConfigurator(new KeyStoreFile(selfSigned().toString(), "geheim").context()));
            server.start();
            String url = "https://%s:%d"
                    .formatted(
                            server.getAddress().getAddress().getHostAddress(),
                            server.getAddress().getPort());
            assertRefused(
                    url,
                    "vector(1): its certificate is of nobody whom this Java trusts: put its authority into a key store"
                            + " (keytool -importcert -keystore prometheus.p12 -file authority.pem), and name that by"
                            + " key-store");
        } finally {
            server.stop(0);
        }
        assertThat(TlsFault.of(new IOException(new CertificateException("No name matching localhost found"))))
                .isEqualTo(
                        "its certificate is for another host (No name matching localhost found): give the URL that is in it");
        assertThat(TlsFault.of(new IOException("Connection reset"))).isNull();
    }

    private static void assertRefused(String url, String message) {
        PrometheusClient client = PrometheusClient.of(PrometheusServer.open("prod", url));
        assertThatThrownBy(() -> client.query("vector(1)", 0, AnswerSink.NONE)).hasMessage(message);
        assertThat(client.cost().requests()).isEqualTo(1);
    }

    private Path selfSigned() throws IOException, InterruptedException {
        Path store = folder.resolve("self.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "self",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "geheim",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return store;
    }
}
