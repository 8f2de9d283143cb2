package dev.culprit.scrapes.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file that is whole and something else than a body, told by its first bytes; the message says what, and what to do. */
public final class ForeignFormat extends IOException {
    private static final long serialVersionUID = 1L;

    /** As many as tell a tar. */
    static final int PEEKED = 512;

    private static final int TAR_MAGIC = 257;
    private static final String UNPACK = ": unpack it, or archive it as gzip or zstd";
    private static final String NOT_A_SCRAPE = ", and no scrape: archive what the target answers";

    private ForeignFormat(String what) {
        super(what, null);
    }

    /** @throws ForeignFormat where the first bytes are known to be none of a body's */
    static void check(byte[] first, int length) throws ForeignFormat {
        String what = tell(first, length);
        if (what != null) {
            throw new ForeignFormat(what);
        }
    }

    private static @Nullable String tell(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00fd7zXZ\0")) {
            return "compressed with xz" + UNPACK;
        }
        if (text.startsWith("BZh") && text.startsWith("1AY&SY", 4)) {
            return "compressed with bzip2" + UNPACK;
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return "a zip: its name must end in .zip";
        }
        if (text.startsWith("ustar", TAR_MAGIC)) {
            return "a tar: its name must end in .tar, .tar.gz, .tgz or .tar.zst";
        }
        if (text.startsWith("PAR1")) {
            return "Parquet" + NOT_A_SCRAPE;
        }
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
            return "UTF-16, as PowerShell's > writes it: store the bytes as they came, with curl.exe -o FILE";
        }
        return isProtobuf(bytes, length)
                ? "protobuf: scrape with the header Accept: text/plain;version=0.0.4"
                : tellText(text.stripLeading().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String tellText(String text) {
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return "an HTML or XML page, such as a proxy's error" + NOT_A_SCRAPE;
        }
        if (isDump(text)) {
            return "a dump of promtool, which holds all times at once" + NOT_A_SCRAPE;
        }
        return text.startsWith("[") || isJsonObject(text) ? "JSON" + NOT_A_SCRAPE : null;
    }

    /** {@code {__name__="up", job="x"} 1 1718000000000}, a line for each sample: the blank behind the comma is promtool's. */
    private static boolean isDump(String text) {
        String name = "{__name__=\"";
        int end = text.startsWith(name) ? text.indexOf('"', name.length()) : -1;
        int value = text.indexOf(' ', end + 3);
        return end > 0
                && (text.startsWith(", ", end + 1)
                        || (text.startsWith("} ", end + 1)
                                && value > 0
                                && value + 1 < text.length()
                                && Character.isDigit(text.charAt(value + 1))));
    }

    /** A colon after the first name; where names are in quotes, a series has an equals sign, a comma or the closing brace there. */
    private static boolean isJsonObject(String text) {
        int quote = text.startsWith("{") ? 1 : text.length();
        while (quote < text.length() && Character.isWhitespace(text.charAt(quote))) {
            quote++;
        }
        int end = text.startsWith("\"", quote) ? text.indexOf('"', quote + 1) : -1;
        return end > 0 && text.substring(end + 1).stripLeading().startsWith(":");
    }

    /** Length of the first message, then its first field, a name (tag 0x0a), and behind that help or type (0x12, 0x18). */
    private static boolean isProtobuf(byte[] bytes, int length) {
        int at = 0;
        while (at < Math.min(length, 4) && bytes[at] < 0) {
            at++;
        }
        int name = at + 3;
        if (name >= length || bytes[at + 1] != 0x0a || bytes[at + 2] <= 0) {
            return false;
        }
        int end = name + bytes[at + 2];
        for (int i = name; i < Math.min(end, length); i++) {
            boolean character = bytes[i] == '_' || bytes[i] == ':' || Character.isLetterOrDigit(bytes[i]);
            if (!character) {
                return false;
            }
        }
        return end < length && (bytes[end] == 0x12 || bytes[end] == 0x18);
    }
}
