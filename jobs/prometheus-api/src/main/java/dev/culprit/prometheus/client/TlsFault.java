package dev.culprit.prometheus.client;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What to do where a server was reached and TLS was refused: asking again gives the same. */
final class TlsFault {
    private TlsFault() {}

    /** One line, or null where the failure is of another kind, or may pass. */
    static @Nullable String of(IOException failure) {
        boolean ofTls = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            ofTls |= at instanceof SSLException;
            if (at instanceof CertPathBuilderException) {
                return "its certificate is of nobody whom this Java trusts: put its authority into a key store"
                        + " (keytool -importcert -keystore prometheus.p12 -file authority.pem), and name that by key-store";
            }
            if (at instanceof CertificateException
                    && String.valueOf(at.getMessage()).startsWith("No ")) {
                return "its certificate is for another host (%s): give the URL that is in it"
                        .formatted(at.getMessage());
            }
        }
        return ofTls && String.valueOf(failure.getMessage()).contains("SSL message")
                ? "it speaks no TLS there: is it http://, or another port?"
                : null;
    }
}
