package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.SeriesSyntax.skipBlanks;

import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** {@code # TYPE name type}, the only comments that say something. */
final class TypeLines {
    private final BodyListener listener;

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
     * {@code # HELP "my.metric" text}, {@code # UNIT}: of those that say nothing of use, only the quotes of the name matter.
     *
     * @throws MalformedLineException where they do not close
     */
    static void checkName(byte[] bytes, int from, int lineEnd) throws MalformedLineException {
        int name = skipBlanks(bytes, skipBlanks(bytes, from + 1, lineEnd) + 4, lineEnd);
        boolean quoted = name < lineEnd && bytes[name] == '"' && NumberScanner.isBlank(bytes[name - 1]);
        if (quoted && SeriesSyntax.endOfQuotes(bytes, name + 1, lineEnd) < 0 && isMetadata(bytes, from, lineEnd)) {
            throw openName();
        }
    }

    private static boolean isMetadata(byte[] bytes, int from, int lineEnd) {
        int word = skipBlanks(bytes, from + 1, lineEnd);
        String four = new String(bytes, word, 4, StandardCharsets.US_ASCII);
        return four.equals("HELP") || four.equals("UNIT");
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
            listener.type(words.nextToken(), words.nextToken());
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
        listener.type(SeriesSyntax.parse(braced).metric(), type);
    }
}
