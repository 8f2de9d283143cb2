package dev.culprit.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a company of its own makes for its mail server, localhost.
 *
 * @param keys key store of the server
 * @param certificate as a file for others to import
 */
public record SelfSigned(Path keys, Path certificate) {
    private static final String PASSWORD = "changeit";

    public static SelfSigned make(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("server.p12");
        keytool(
                "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost -ext san=dns:localhost",
                "-keystore",
                keys.toString());
        Path certificate = folder.resolve("company-ca.pem");
        keytool("-exportcert -rfc -alias server", "-file", certificate.toString(), "-keystore", keys.toString());
        return new SelfSigned(keys, certificate);
    }

    /** All that Java trusts, and this too; the way that docs/report.md tells. */
    public Path trustStore(Path folder) throws IOException, InterruptedException {
        Path trust = folder.resolve("trust.p12");
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trust);
        keytool("-importcert -noprompt -alias company", "-file", certificate.toString(), "-keystore", trust.toString());
        return trust;
    }

    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String options, String... files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of(files));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
