package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.SeriesSyntax.skipBlanks;

/** Reads what follows the series in a sample's line: value, timestamp, exemplar. */
final class SampleTail {
    private final NumberScanner number = new NumberScanner();
    private double value;

    /** What {@link #scanUsual} read. */
    double value() {
        return value;
    }

    /**
     * Reads a tail as nearly all lines have it: a blank, digits, perhaps another blank and digits, a newline.
     *
     * @param end where the window ends
     * @return where the next line begins, or -1 where the tail is another
     */
    int scanUsual(byte[] bytes, int seriesEnd, int end) {
        int from = seriesEnd + 1;
        if (from + 2 * Long.BYTES > end || bytes[seriesEnd] != ' ') {
            return -1;
        }
        long word = Swar.word(bytes, from);
        int digits = Swar.digits(word);
        int at = from + digits;
        if (digits == 0) {
            return -1;
        }
        if (digits < Long.BYTES) {
            value = Swar.number(word, digits);
        } else {
            long high = Swar.number(word, digits);
            long rest = Swar.word(bytes, at);
            int more = Swar.digits(rest);
            // Up to sixteen digits are exact in a long, and round once.
            if (more == Long.BYTES) {
                return -1;
            }
            value = more == 0 ? high : high * POWERS_OF_TEN[more] + Swar.number(rest, more);
            at += more;
        }
        if (bytes[at] == '.' || bytes[at] == 'e') {
            at = number.scan(bytes, from, Math.min(end, from + NumberScanner.LONGEST_PLAIN));
            if (at < 0 || at >= end) {
                return -1;
            }
            value = number.value();
        }
        if (bytes[at] == ' ') {
            at = plainTimestamp(bytes, at + 1, end);
        }
        return at >= 0 && at < end && bytes[at] == '\n' ? at + 1 : -1;
    }

    private static final long[] POWERS_OF_TEN = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };

    private static int plainTimestamp(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? -1 : at;
    }

    /**
     * Reads any tail.
     *
     * @return the value
     */
    double scan(byte[] bytes, int seriesEnd, int lineEnd) throws MalformedLineException {
        if (lineEnd < bytes.length && scanUsual(bytes, seriesEnd, bytes.length) == lineEnd + 1) {
            return value;
        }
        int from = skipBlanks(bytes, seriesEnd, lineEnd);
        if (from == lineEnd) {
            throw new MalformedLineException("no value");
        }
        int at = number.scan(bytes, from, lineEnd);
        if (at < 0) {
            throw new MalformedLineException("value is not a number");
        }
        double read = number.value();
        at = skipBlanks(bytes, at, lineEnd);
        if (at < lineEnd && bytes[at] != '#') {
            at = timestamp(bytes, at, lineEnd);
        }
        if (at < lineEnd) {
            exemplar(bytes, at, lineEnd);
        }
        return read;
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
        if (at == SeriesSyntax.OPEN) {
            throw MalformedLineException.openQuote("label value of an exemplar does not close");
        }
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
}
