package dev.culprit.scrapes;

import static dev.culprit.scrapes.SeriesSyntax.skipBlanks;

import dev.culprit.model.Nullable;
import dev.culprit.scrapes.ScanOutcome.BadLine;
import dev.culprit.scrapes.SeriesTable.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * Scans bodies of one target. Text 0.0.4 and OpenMetrics 1.0 in one: bodies of a mesh's merged endpoint mix both, so
 * neither content type nor {@code # EOF} is asked, and whatever either format allows is allowed everywhere. What is
 * wrong in meaning (order, repetition, impossible values) is let pass; a line that cannot be read is left out and
 * counted, and the rest goes on.
 *
 * <p>A body mostly repeats the series of the one before in the same order. So each line is first compared with the series
 * that followed last time: where it holds, only the value is left to read.
 */
final class BodyScanner {
    /** Takes what a body holds, in its order. */
    interface Listener {
        void sample(KnownSeries series, double value);

        void type(String name, String type);
    }

    private final SeriesTable table;
    private final Listener listener;
    private final LineBuffer lines = new LineBuffer();
    private final NumberScanner number = new NumberScanner();
    private @Nullable Spelling previous;
    private long line;
    private long samples;
    private long badLines;
    private @Nullable BadLine firstBad;

    BodyScanner(SeriesTable table, Listener listener) {
        this.table = table;
        this.listener = listener;
    }

    /** @param file as archived, compressed or not; it is not closed */
    ScanOutcome scan(InputStream file) {
        line = 0;
        samples = 0;
        badLines = 0;
        firstBad = null;
        previous = null;
        try (Body body = Body.open(file)) {
            lines.open(body);
            boolean lastBad = false;
            while (lines.advance()) {
                lastBad = scanWindow();
            }
            countOverlong();
            String failure = lines.failure();
            boolean cut = failure == null && lastBad && lines.lastLineOpen();
            return new ScanOutcome(lines.offset(0), samples, badLines, firstBad, failure, cut);
        } catch (IOException damaged) {
            return new ScanOutcome(0, 0, 0, null, String.valueOf(damaged.getMessage()), false);
        }
    }

    /** @return whether the last line is bad */
    private boolean scanWindow() {
        byte[] bytes = lines.bytes();
        int end = lines.end();
        int at = lines.offset(0) == 0 ? byteOrderMark(bytes, end) : 0;
        countOverlong();
        long badBefore = badLines;
        while (at < end) {
            line++;
            badBefore = badLines;
            at = scanLine(bytes, at, end);
        }
        return badLines > badBefore;
    }

    private static int byteOrderMark(byte[] bytes, int end) {
        return end >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf ? 3 : 0;
    }

    private void countOverlong() {
        for (long left = lines.takeOverlongLines(); left > 0; left--) {
            line++;
            bad(0, "longer than %d bytes".formatted(LineBuffer.MAX_LINE));
        }
    }

    /** @return where the next line begins */
    private int scanLine(byte[] bytes, int from, int end) {
        Spelling guess = previous == null ? table.first() : previous.next;
        int lineEnd = end;
        try {
            if (guess != null && begins(bytes, from, end, guess)) {
                int seriesEnd = from + guess.bytes.length;
                lineEnd = newline(bytes, seriesEnd, end);
                if (guess.braced || isValue(bytes, seriesEnd, lineEnd)) {
                    sample(guess, value(bytes, seriesEnd, lineEnd));
                    return lineEnd + 1;
                }
            }
            lineEnd = newline(bytes, from, end);
            int start = skipBlanks(bytes, from, lineEnd);
            if (start < lineEnd && bytes[start] == '#') {
                comment(bytes, start, lineEnd);
            } else if (start < lineEnd) {
                int seriesEnd = SeriesSyntax.end(bytes, start, lineEnd);
                if (seriesEnd < 0) {
                    throw new MalformedLineException("label set does not end");
                }
                double value = value(bytes, seriesEnd, lineEnd);
                Spelling found = table.find(bytes, start, seriesEnd);
                table.follows(previous, found);
                sample(found, value);
            }
        } catch (MalformedLineException malformed) {
            bad(from, malformed.getMessage());
        }
        return lineEnd + 1;
    }

    private void bad(int from, String reason) {
        badLines++;
        if (firstBad == null) {
            firstBad = new BadLine(line, lines.offset(from), reason);
        }
    }

    private static boolean begins(byte[] bytes, int from, int end, Spelling guess) {
        int length = guess.bytes.length;
        return end - from > length && Arrays.equals(bytes, from, from + length, guess.bytes, 0, length);
    }

    /** Whether a name without braces ends here: after blanks there is no brace to come. */
    private static boolean isValue(byte[] bytes, int seriesEnd, int lineEnd) {
        int value = skipBlanks(bytes, seriesEnd, lineEnd);
        return value > seriesEnd && value < lineEnd && bytes[value] != '{';
    }

    private static int newline(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private void sample(Spelling spelling, double value) {
        previous = spelling;
        samples++;
        listener.sample(spelling.series, value);
    }

    /** Reads the value, and what may follow it: a timestamp, an exemplar. */
    private double value(byte[] bytes, int seriesEnd, int lineEnd) throws MalformedLineException {
        int from = skipBlanks(bytes, seriesEnd, lineEnd);
        if (from == lineEnd) {
            throw new MalformedLineException("no value");
        }
        int at = number.scan(bytes, from, lineEnd);
        if (at < 0) {
            throw new MalformedLineException("value is not a number");
        }
        double value = number.value();
        at = skipBlanks(bytes, at, lineEnd);
        if (at < lineEnd && bytes[at] != '#') {
            at = timestamp(bytes, at, lineEnd);
        }
        if (at < lineEnd) {
            exemplar(bytes, at, lineEnd);
        }
        return value;
    }

    private int timestamp(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int at = number.scan(bytes, from, lineEnd);
        if (at < 0 || !Double.isFinite(number.value())) {
            throw new MalformedLineException("timestamp is not a number");
        }
        return skipBlanks(bytes, at, lineEnd);
    }

    /** {@code # {trace_id="x"} value [timestamp]} */
    private void exemplar(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int brace = bytes[from] == '#' ? skipBlanks(bytes, from + 1, lineEnd) : lineEnd;
        int at = brace < lineEnd && bytes[brace] == '{' ? SeriesSyntax.endOfBraces(bytes, brace, lineEnd) : -1;
        if (at < 0) {
            throw new MalformedLineException("neither end of line nor exemplar after the value");
        }
        at = number.scan(bytes, skipBlanks(bytes, at, lineEnd), lineEnd);
        if (at < 0) {
            throw new MalformedLineException("exemplar without value");
        }
        at = skipBlanks(bytes, at, lineEnd);
        if (at < lineEnd && timestamp(bytes, at, lineEnd) < lineEnd) {
            throw new MalformedLineException("text after the exemplar");
        }
    }

    private void comment(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int at = skipBlanks(bytes, from + 1, lineEnd);
        boolean type = lineEnd - at > 5
                && bytes[at] == 'T'
                && bytes[at + 1] == 'Y'
                && bytes[at + 2] == 'P'
                && bytes[at + 3] == 'E'
                && NumberScanner.isBlank(bytes[at + 4]);
        if (!type) {
            return;
        }
        int name = skipBlanks(bytes, at + 4, lineEnd);
        if (name < lineEnd && bytes[name] == '"') {
            quotedType(bytes, name, lineEnd);
            return;
        }
        var words = new StringTokenizer(new String(bytes, name, lineEnd - name, StandardCharsets.UTF_8), " \t\r");
        if (words.countTokens() == 2) {
            listener.type(words.nextToken(), words.nextToken());
        }
    }

    /** {@code # TYPE "my.metric" counter}: the name is written like one in braces, and read like one. */
    private void quotedType(byte[] bytes, int name, int lineEnd) throws MalformedLineException {
        int end = name + 1;
        while (end < lineEnd && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        if (end >= lineEnd) {
            return;
        }
        byte[] braced = new byte[end + 3 - name];
        braced[0] = '{';
        System.arraycopy(bytes, name, braced, 1, end + 1 - name);
        braced[braced.length - 1] = '}';
        String type = new String(bytes, end + 1, lineEnd - end - 1, StandardCharsets.UTF_8).strip();
        listener.type(SeriesSyntax.parse(braced).metric(), type);
    }
}
