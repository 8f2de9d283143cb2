package dev.culprit.report.mail;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes mail.
 *
 * @param user null: no authentication
 * @param timeout for the connection, and for every answer
 * @param limit for one mail, from the connection to the server's last word
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        Duration timeout,
        Duration limit) {

    /** How the connection is guarded. Certificates are checked against the JDK's trust store, and against the host's name. */
    public enum Security {
        NONE("none"),
        /** Demanded: a server that does not offer it gets no mail. */
        STARTTLS("starttls"),
        /** TLS from the first byte on. */
        SMTPS("smtps");

        private final String word;

        Security(String word) {
            this.word = word;
        }

        /** @throws IllegalArgumentException that names the words known */
        public static Security named(String word) {
            return Arrays.stream(values())
                    .filter(security -> security.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be "
                            + Arrays.stream(values())
                                    .map(security -> security.word)
                                    .collect(Collectors.joining(" or "))));
        }
    }

    /** Where to, and nothing secret. */
    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
