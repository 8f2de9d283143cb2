package dev.culprit.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The digest of a file's bytes, which is part of the names of the tables' files. */
final class FileDigest {
    /** How many bytes of the SHA-256 digest go into names: enough to distinguish the files of one partition, and to see damage. */
    private static final int BYTES = 8;

    private static final Pattern IN_NAME = Pattern.compile("-([0-9a-f]{%d})(\\.parquet)?$".formatted(2 * BYTES));
    private static final int BUFFER = 1 << 16;

    private FileDigest() {}

    static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** The digest that a name tells; empty in names that other tools gave. */
    static Optional<String> inName(String name) {
        Matcher matcher = IN_NAME.matcher(name);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String of(FileSystem files, Path file) throws IOException {
        MessageDigest digest = algorithm();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = files.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return text(digest);
    }
}
