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
