package dev.culprit.report.mail;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Small files that say which mails a server has accepted, {@code mail/PERIOD/HASH.sent} in the report's folder. */
public final class SentLog {
    private final String folder;
    private final Configuration configuration;
    private final Period period;

    /** @param folder of the report, any Hadoop path */
    public SentLog(String folder, Configuration configuration, Period period) {
        this.folder = folder;
        this.configuration = configuration;
        this.period = period;
    }

    /** The same for the same period and recipient. */
    static String id(Period period, String recipient) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((period.from() + " " + period.to() + " " + recipient.toLowerCase(Locale.ROOT))
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    public boolean has(String recipient) {
        try {
            return files().exists(mark(recipient));
        } catch (IOException | IllegalArgumentException failure) {
            throw new CulpritException(
                    "whether mail was sent cannot be read in %s: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    /** To be called once the server has accepted the mail. The file's being there counts, not what it says. */
    void add(MailMessage message) throws IOException {
        add(message.recipient(), message.recipient(), message.subject());
    }

    /**
     * The same of any message.
     *
     * @param recipient of which only the hash is kept
     * @param told what the file says of the recipient
     */
    public void add(String recipient, String told, String subject) throws IOException {
        try (OutputStream out = files().create(mark(recipient), true)) {
            out.write("%s%n%s%n".formatted(told, subject).getBytes(StandardCharsets.UTF_8));
        }
    }

    private FileSystem files() throws IOException {
        FileSystem files = new Path(folder).getFileSystem(configuration);
        files.setWriteChecksum(false);
        return files;
    }

    private Path mark(String recipient) {
        String span = "%s_%s".formatted(period.from(), period.to()).replace(":", "");
        return new Path(new Path(new Path(folder, "mail"), span), id(period, recipient) + ".sent");
    }
}
