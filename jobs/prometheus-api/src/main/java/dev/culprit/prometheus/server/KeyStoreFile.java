package dev.culprit.prometheus.server;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key store, PKCS#12 or JKS: a client's own certificate with its key, and the certificates of authorities that it trusts. It
 * may hold either or both.
 */
public record KeyStoreFile(String path, String password) implements Serializable {
    public KeyStoreFile {
        Secrets.add(password);
    }

    /** @throws CulpritException where it cannot be read */
    public SSLContext context() {
        char[] secret = password.toCharArray();
        File file = new File(path);
        if (!file.isFile()) {
            throw new CulpritException(
                    "key-store %s cannot be read: no file is there".formatted(Text.printable(path, 200)));
        }
        try {
            KeyStore store = KeyStore.getInstance(file, secret);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            if (hasAuthorities(store)) {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(store);
                context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            } else {
                context.init(keys.getKeyManagers(), null, null);
            }
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException failure) {
            throw new CulpritException(
                    "key-store %s cannot be read: %s: it must be PKCS#12 or JKS, and key-store-password its password"
                            .formatted(
                                    Text.printable(path, 200),
                                    Text.printable(String.valueOf(failure.getMessage()), 200)),
                    failure);
        }
    }

    /** Without any, those of the JDK count. */
    private static boolean hasAuthorities(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return path;
    }
}
