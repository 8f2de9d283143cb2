package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;

/**
 * A text as Go's {@code %q} writes it, which escapes more than Prometheus' own format does.
 *
 * @param end behind it
 */
record GoText(String text, int end) {
    /** A name, up to what cannot be part of one. */
    static GoText bare(String line, int from) throws CorruptException {
        int at = from;
        while (at < line.length() && "=,{} \"".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw new CorruptException("label without name");
        }
        return new GoText(line.substring(from, at), at);
    }

    /** @param from where the quote is that opens it */
    static GoText quoted(String line, int from) throws CorruptException {
        if (from >= line.length() || line.charAt(from) != '"') {
            throw new CorruptException("label value without quotes");
        }
        StringBuilder text = new StringBuilder();
        int at = from + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            char character = line.charAt(at);
            if (character != '\\') {
                text.append(character);
                at++;
                continue;
            }
            at = escape(line, at + 1, text);
        }
        if (at >= line.length()) {
            throw new CorruptException("label value does not close");
        }
        return new GoText(text.toString(), at + 1);
    }

    /** @return behind the escape */
    private static int escape(String line, int at, StringBuilder text) throws CorruptException {
        if (at >= line.length()) {
            throw new CorruptException("label value does not close");
        }
        char kind = line.charAt(at);
        int digits = switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        if (digits > 0) {
            try {
                text.appendCodePoint(Integer.parseInt(line.substring(at + 1, at + 1 + digits), 16));
            } catch (IllegalArgumentException | IndexOutOfBoundsException none) {
                throw new CorruptException("label value has a wrong escape");
            }
            return at + 1 + digits;
        }
        switch (kind) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'v' -> text.append('\u000b');
            case '"', '\\' -> text.append(kind);
            default -> text.append('\\').append(kind); // text of scrapes leaves other backslashes alone
        }
        return at + 1;
    }
}
