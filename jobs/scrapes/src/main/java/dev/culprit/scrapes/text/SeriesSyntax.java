package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.NumberScanner.isBlank;

import dev.culprit.model.LabelSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a sample line that names the series: {@code name}, {@code name{label="value",...}} or, with names in UTF-8,
 * {@code {"name","label"="value",...}}. Commas may be missing or trail, blanks may stand between tokens.
 */
final class SeriesSyntax {
    private final byte[] bytes;
    private final int to;
    private int at;
    private @Nullable String metric;
    private final SortedMap<String, String> labels = new TreeMap<>();

    private SeriesSyntax(byte[] bytes) {
        this.bytes = bytes;
        this.to = bytes.length;
    }

    /** What {@link #end} says where what there is ends within quotes. */
    static final int OPEN = -2;

    /** The name of a series and what tells it from others of the name. */
    record Name(String metric, LabelSet labels) {}

    /**
     * Where the series ends that begins at {@code from}, told by quotes and braces alone; -1 where it does not end, {@link #OPEN}
     * where it may behind {@code to}: Prometheus' lexer for text reads on within quotes over ends of lines.
     */
    static int end(byte[] bytes, int from, int to) {
        int nameEnd = from;
        while (nameEnd < to && bytes[nameEnd] != '{' && !isBlank(bytes[nameEnd])) {
            nameEnd++;
        }
        int brace = skipBlanks(bytes, nameEnd, to);
        return brace < to && bytes[brace] == '{' ? endOfBraces(bytes, brace, to) : nameEnd;
    }

    /**
     * Where the series likely ends, told from the line's end: behind a closing brace that only a number follows; -1 where
     * there is none. The brace may stand in a label's value.
     */
    static int likelyEnd(byte[] bytes, int from, int lineEnd) {
        int at = lineEnd - 1;
        while (at > from && bytes[at] != '}' && bytes[at] != '"' && bytes[at] != '#') {
            at--;
        }
        return at > from && bytes[at] == '}' ? at + 1 : -1;
    }

    /**
     * Where the braces end that open at {@code from}: behind the closing one; -1 where they do not close, {@link #OPEN} where they
     * may behind {@code to}. Backslashes have a meaning within quotes alone, and none before the end of a line. So of two
     * neighbouring lines that end within quotes, each taken for itself, one cannot be the inside of the other's value: looking for
     * the end of every such line reads no byte more than twice.
     */
    static int endOfBraces(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to) {
            byte character = bytes[i++];
            if (character == '}') {
                return i;
            }
            if (character == '\n' || character == '\\') {
                return -1;
            }
            if (character == '"') {
                i = endOfQuotes(bytes, i, to);
                if (i < 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Where the text in quotes ends that begins at {@code from}: behind the closing one; else as for braces. */
    static int endOfQuotes(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte character = bytes[i++];
            if (character == '"') {
                return i;
            }
            if (character == '\\') {
                if (i < to && bytes[i] == '\n') {
                    return -1;
                }
                i++;
            }
        }
        return OPEN;
    }

    /** Whether a text that {@link #end} cut out has a label or name in quotes. */
    static boolean hasQuotes(byte[] series, int from, int to) {
        int at = from;
        while (at < to && series[at] != '"') {
            at++;
        }
        return at < to;
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** @param series as {@link #end} cut it out */
    static Name parse(byte[] series) throws MalformedLineException {
        return new SeriesSyntax(series).parse();
    }

    private Name parse() throws MalformedLineException {
        if (to > 0 && bytes[0] != '{') {
            metric = bareName(true);
        }
        skipBlanks();
        if (at < to) {
            if (bytes[at] != '{') {
                throw new MalformedLineException("bad metric name");
            }
            at++;
            for (skipBlanks(); bytes[at] != '}'; skipBlanks()) {
                element();
            }
        }
        if (metric == null) {
            metric = labels.get("__name__");
            if (metric == null || metric.isEmpty()) {
                throw new MalformedLineException("no metric name");
            }
        } else if (labels.containsKey("__name__")) {
            throw new MalformedLineException("two metric names");
        }
        labels.remove("__name__");
        return new Name(metric, new LabelSet(labels));
    }

    private void element() throws MalformedLineException {
        boolean quotedName = bytes[at] == '"';
        String name = quotedName ? quoted() : bareName(false);
        skipBlanks();
        if (bytes[at] == '=') {
            at++;
            skipBlanks();
            if (bytes[at] != '"') {
                throw new MalformedLineException("label value without quotes");
            }
            if (name.isEmpty()) {
                throw new MalformedLineException("no label name");
            }
            // The same label twice is a fault of meaning, and no reason to lose the series: the first counts.
            labels.putIfAbsent(name, quoted());
        } else if (!quotedName) {
            throw new MalformedLineException("label without value");
        } else if (metric != null) {
            throw new MalformedLineException("two metric names");
        } else if (name.isEmpty()) {
            throw new MalformedLineException("no metric name");
        } else {
            metric = name;
        }
        skipBlanks();
        if (bytes[at] == ',') {
            at++;
        }
    }

    private void skipBlanks() {
        at = skipBlanks(bytes, at, to);
    }

    private String bareName(boolean colons) throws MalformedLineException {
        int from = at;
        while (at < to && isNameCharacter(bytes[at], at > from, colons)) {
            at++;
        }
        boolean ended = at == to || bytes[at] == '{' || bytes[at] == '=' || bytes[at] == ',' || isBlank(bytes[at]);
        if (at == from || !ended) {
            throw new MalformedLineException(colons ? "bad metric name" : "bad label name");
        }
        return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    }

    private static boolean isNameCharacter(byte character, boolean inside, boolean colons) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_'
                || (inside && character >= '0' && character <= '9')
                || (colons && character == ':');
    }

    /** Backslash escapes quote, backslash and newline; before anything else it stands for itself ({@code domain\\user}). */
    private String quoted() throws MalformedLineException {
        int from = ++at;
        boolean escapes = false;
        while (bytes[at] != '"') {
            escapes |= bytes[at] == '\\';
            at += bytes[at] == '\\' ? 2 : 1;
        }
        String text = decode(from, at++);
        return escapes ? unescape(text) : text;
    }

    private String decode(int from, int end) throws MalformedLineException {
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, end))) {
            throw new MalformedLineException("not UTF-8");
        }
        return text;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\' || i + 1 == text.length()) {
                plain.append(character);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> plain.append('\n');
                case '"', '\\' -> plain.append(escaped);
                default -> plain.append('\\').append(escaped);
            }
        }
        return plain.toString();
    }
}
