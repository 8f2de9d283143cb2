package dev.culprit.app.capture;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passes a body on, and refuses what is no scrape: login pages, answers of a gateway, empty and endless bodies. */
final class BodyCheck extends FilterOutputStream {
    private static final byte[] END = "# EOF".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern MEMORY =
            Pattern.compile("(process_resident_memory_bytes|envoy_server_memory_physical_size)(?:\\{})?"
                    + " +(\\d{1,18}(?:\\.\\d+)?(?:[eE]\\+?\\d{1,2})?)(?: .*)?\r"
                    + "?");
    /** Longer lines tell no such thing. */
    private static final int LONGEST_OF_MEMORY = 120;

    private final long limit;
    private final boolean openMetrics;
    private long bytes;
    private boolean inLine;
    private boolean samples;
    private final StringBuilder line = new StringBuilder();
    private @Nullable Long resident;
    private boolean residentOfEnvoy;
    private final byte[] last = new byte[END.length + 2];

    /**
     * @param contentType as the sender claims, null where it is silent
     * @param limit bytes of the decompressed body
     * @throws IOException where the claim says that it is something else
     */
    BodyCheck(OutputStream out, @Nullable String contentType, long limit) throws IOException {
        super(out);
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            throw new IOException("answers with a page of HTML, not with metrics: see that path and port are right");
        }
        if (type.startsWith("application/json")) {
            throw new IOException("answers with JSON, not with metrics: see that path and port are right");
        }
        this.openMetrics = type.startsWith("application/openmetrics-text");
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (bytes + length > limit) {
            throw new IOException("answers with more than %,d bytes: raise --max-response".formatted(limit));
        }
        for (int at = offset; at < offset + length; at++) {
            look(buffer[at]);
        }
        bytes += length;
        remember(buffer, offset, length);
        out.write(buffer, offset, length);
    }

    /** A sample is a line that begins with a name or, where names are in quotes, with a brace. */
    private void look(byte b) throws IOException {
        if (b == '\n') {
            inLine = false;
            endLine();
        } else if (line.length() < LONGEST_OF_MEMORY) {
            line.append((char) (b & 0xff));
        }
        if (b == '\n') {
            return;
        }
        if (!inLine && b != ' ' && b != '\t' && b != '\r') {
            inLine = true;
            if (b == '<' && !samples) {
                throw new IOException(
                        "answers with a page of HTML, not with metrics: see that path and port are right");
            }
            samples |= (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == ':' || b == '{';
        }
    }

    private void endLine() {
        char first = line.isEmpty() ? '#' : line.charAt(0);
        if (first == 'p' || first == 'e') {
            Matcher memory = MEMORY.matcher(line);
            if (memory.matches() && !residentOfEnvoy) {
                residentOfEnvoy = first == 'e';
                resident = (long) Double.parseDouble(memory.group(2));
            }
        }
        line.setLength(0);
    }

    /** What the process tells of its own resident memory, null where it tells nothing. Behind one of Istio's ports that is Envoy. */
    @Nullable
    Long residentBytes() {
        return resident;
    }

    private void remember(byte[] buffer, int offset, int length) {
        int taken = Math.min(length, last.length);
        System.arraycopy(last, taken, last, 0, last.length - taken);
        System.arraycopy(buffer, offset + length - taken, last, last.length - taken, taken);
    }

    long bytes() {
        return bytes;
    }

    /** @throws IOException where what has passed is no whole scrape */
    void finish() throws IOException {
        if (!samples) {
            throw new IOException(
                    bytes == 0
                            ? "answers with nothing"
                            : "answers without a single sample: see that path and port are right");
        }
        String end = new String(last, StandardCharsets.ISO_8859_1).stripTrailing();
        if (openMetrics && !end.endsWith(new String(END, StandardCharsets.US_ASCII))) {
            throw new IOException("answers with a body that is cut off: OpenMetrics ends with # EOF");
        }
        Arrays.fill(last, (byte) 0);
    }
}
