package dev.culprit.scrapes.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that is whole and something else than a body, told by its first bytes; the message says what, and what to do. */
public final class ForeignFormat extends IOException {
    private static final long serialVersionUID = 1L;

    /** As many as tell a tar, or two lines of most series. */
    static final int PEEKED = 4096;

    private static final int TAR_MAGIC = 257;
    private static final String UNPACK = ": unpack it, or archive it as gzip or zstd";
    private static final String NOT_A_SCRAPE = ", and no scrape: archive what the target answers";
    private static final String ALL_TIMES = ", which holds all times at once" + NOT_A_SCRAPE
            + ", or give it, or Prometheus' data folder, with --prometheus";
    /** The first bytes of what packs a file and is not read here: LZ4, Snappy and 7-Zip by their frame formats, compress by POSIX. */
    private static final Map<String, String> PACKED = Map.of(
            "\u00fd7zXZ\0", "xz",
            "\u0004\"M\u0018", "LZ4",
            "\u00ff\u0006\0\0sNaPpY", "Snappy",
            "7z\u00bc\u00af'\u001c", "7-Zip",
            "\u001f\u009d", "compress");

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
        for (Map.Entry<String, String> packed : PACKED.entrySet()) {
            if (text.startsWith(packed.getKey())) {
                return "compressed with " + packed.getValue() + UNPACK;
            }
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
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff") || isWide(bytes, length)) {
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
            return "a dump of promtool" + ALL_TIMES;
        }
        if (isSeriesByTime(text)) {
            return "samples series by series, as promtool tsdb dump-openmetrics or an export writes them" + ALL_TIMES;
        }
        if (!text.startsWith("[") && !isJsonObject(text)) {
            return null;
        }
        if (text.contains("\"resulttype\"") || text.startsWith("{\"status\":\"success\"")) {
            return "an answer of Prometheus' API" + ALL_TIMES;
        }
        if (text.startsWith("{\"resourcemetrics\"")) {
            return "what an OpenTelemetry collector writes" + ALL_TIMES;
        }
        return text.startsWith("{\"metric\":{") ? "an export of VictoriaMetrics" + ALL_TIMES : "JSON" + NOT_A_SCRAPE;
    }

    /** Four characters of ASCII in UTF-16, without a byte order mark. */
    private static boolean isWide(byte[] bytes, int length) {
        if (length < 8) {
            return false;
        }
        boolean little = true;
        boolean big = true;
        for (int i = 0; i < 8; i += 2) {
            little &= bytes[i] > 0 && bytes[i + 1] == 0;
            big &= bytes[i] == 0 && bytes[i + 1] > 0;
        }
        return little || big;
    }

    /** Seconds or milliseconds since 1970; examples begin there. */
    private static final Pattern TIME = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

    /** Two lines of one series with two times: a body shows a series once. */
    private static boolean isSeriesByTime(String text) {
        int first = text.indexOf('\n');
        int second = first < 0 ? -1 : text.indexOf('\n', first + 1);
        if (second < 0 || text.startsWith("#")) {
            return false;
        }
        int oneSeries = seriesEnd(text, 0, first);
        int otherSeries = seriesEnd(text, first + 1, second);
        return oneSeries > 0
                && otherSeries > 0
                && text.substring(0, oneSeries).equals(text.substring(first + 1, otherSeries))
                && !time(text, first).equals(time(text, second));
    }

    /** Where the series ends in a line of series, value and time; -1 where it is no such line. */
    private static int seriesEnd(String text, int from, int lineEnd) {
        int value = text.lastIndexOf(' ', text.lastIndexOf(' ', lineEnd - 1) - 1);
        boolean isTime = TIME.matcher(time(text, lineEnd)).matches();
        return value > from && isTime && isWhole(text.substring(from, value)) ? value : -1;
    }

    /** A blank within a value of a label parts no series from its value. */
    private static boolean isWhole(String series) {
        long quotes = series.chars().filter(character -> character == '"').count();
        return series.indexOf('{') < 0 || (series.endsWith("}") && quotes % 2 == 0);
    }

    private static String time(String text, int lineEnd) {
        return text.substring(text.lastIndexOf(' ', lineEnd - 1) + 1, lineEnd);
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
