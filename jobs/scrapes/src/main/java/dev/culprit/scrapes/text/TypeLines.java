package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.SeriesSyntax.skipBlanks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.StringTokenizer;

/** {@code # TYPE name type}, the only comments that say something. */
final class TypeLines {
    private static final Set<String> OPEN_METRICS_ONLY = Set.of("unknown", "info", "stateset", "gaugehistogram");
    private static final String TOTAL = "_total";
    private static final byte[] NOTHING = {};

    private final BodyListener listener;
    private boolean openMetrics;
    /** What a sample begins with that makes the last {@code TYPE} line OpenMetrics'. */
    private byte[] telling = NOTHING;

    TypeLines(BodyListener listener) {
        this.listener = listener;
    }

    /** @param from where the hash is */
    static boolean isOne(byte[] bytes, int from, int lineEnd) {
        int at = skipBlanks(bytes, from + 1, lineEnd);
        return lineEnd - at > 5
                && bytes[at] == 'T'
                && bytes[at + 1] == 'Y'
                && bytes[at + 2] == 'P'
                && bytes[at + 3] == 'E'
                && NumberScanner.isBlank(bytes[at + 4]);
    }

    /**
     * Whether a line so far was one that only OpenMetrics has: its own types, {@code # UNIT}, a counter that is declared without the
     * {@code _total} of its samples. Bodies of a target are written by one exporter: it stays so.
     */
    boolean areOpenMetrics() {
        return openMetrics;
    }

    /** A series that was not seen before. */
    void follow(byte[] bytes, int from, int to) {
        int end = from + telling.length;
        openMetrics |= telling.length > 0 && end <= to && Arrays.equals(bytes, from, end, telling, 0, telling.length);
        telling = NOTHING;
    }

    /**
     * {@code # HELP "my.metric" text}, {@code # UNIT}: of those that say nothing of use, only the quotes of the name matter.
     *
     * @throws MalformedLineException where they do not close
     */
    void readOther(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int word = skipBlanks(bytes, from + 1, lineEnd);
        int name = skipBlanks(bytes, word + 4, lineEnd);
        if (name >= lineEnd || name == word + 4) {
            return;
        }
        boolean isUnit = isWord(bytes, word, "UNIT");
        openMetrics |= isUnit;
        boolean isOpen = bytes[name] == '"' && SeriesSyntax.endOfQuotes(bytes, name + 1, lineEnd) < 0;
        if (isOpen && (isUnit || isWord(bytes, word, "HELP"))) {
            throw openName();
        }
    }

    private static boolean isWord(byte[] bytes, int at, String word) {
        return new String(bytes, at, word.length(), StandardCharsets.US_ASCII).equals(word);
    }

    private static MalformedLineException openName() {
        return MalformedLineException.openQuote("name in quotes does not close");
    }

    void read(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int name = skipBlanks(bytes, skipBlanks(bytes, from + 1, lineEnd) + 4, lineEnd);
        if (name < lineEnd && bytes[name] == '"') {
            quoted(bytes, name, lineEnd);
            return;
        }
        var words = new StringTokenizer(new String(bytes, name, lineEnd - name, StandardCharsets.UTF_8), " \t\r");
        if (words.countTokens() == 2) {
            declare(words.nextToken(), words.nextToken());
        }
    }

    /** {@code # TYPE "my.metric" counter}: the name is written like one in braces, and read like one. */
    private void quoted(byte[] bytes, int name, int lineEnd) throws MalformedLineException {
        int end = SeriesSyntax.endOfQuotes(bytes, name + 1, lineEnd);
        if (end < 0) {
            throw openName();
        }
        byte[] braced = new byte[end + 2 - name];
        braced[0] = '{';
        System.arraycopy(bytes, name, braced, 1, end - name);
        braced[braced.length - 1] = '}';
        String type = new String(bytes, end, lineEnd - end, StandardCharsets.UTF_8).strip();
        declare(SeriesSyntax.parse(braced).metric(), type);
    }

    private void declare(String name, String type) {
        openMetrics |= OPEN_METRICS_ONLY.contains(type);
        telling = type.equals("counter") && !name.endsWith(TOTAL)
                ? (name + TOTAL).getBytes(StandardCharsets.UTF_8)
                : NOTHING;
        listener.type(name, type);
    }
}
