package dev.culprit.app.capture;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The API as a pod reaches it, by the service account that Kubernetes mounts:
 * https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/.
 */
final class ServiceAccount implements Kubernetes {
    /** Where Kubernetes mounts it. */
    static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final URI api;
    private final WebClient client;

    private ServiceAccount(URI api, WebClient client) {
        this.api = api;
        this.client = client;
    }

    /** Null outside of a pod, and in one that no service account is mounted in. */
    static @Nullable ServiceAccount in(Map<String, String> environment, Path mounted, Duration timeout) {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        Path token = mounted.resolve("token");
        if (host == null || !Files.isReadable(token)) {
            return null;
        }
        return new ServiceAccount(
                URI.create("https://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port)),
                new WebClient(timeout, trust(mounted.resolve("ca.crt")), () -> secret(token)));
    }

    /** The namespace that the pod is in, null where it is not told. */
    static @Nullable String namespace(Path mounted) {
        try {
            return Files.readString(mounted.resolve("namespace")).strip();
        } catch (IOException none) {
            return null;
        }
    }

    /** The content of a file that holds a secret, masked from now on wherever something is printed. */
    static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            Secrets.add(secret);
            return secret;
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "the token in %s cannot be read: see that the file is there and yours to read"
                            .formatted(file.toAbsolutePath()));
        }
    }

    private static SSLContext trust(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ConfigurationException("%s cannot be used: %s".formatted(certificates, unusable.getMessage()));
        }
    }

    @Override
    public Reply get(String path) throws IOException, InterruptedException {
        return client.get(api.resolve(path));
    }
}
