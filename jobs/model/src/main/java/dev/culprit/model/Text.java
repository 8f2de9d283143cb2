package dev.culprit.model;

import java.util.Locale;

/** Words for people: label values, paths and other foreign texts safe to print, and how many there are of something. */
public final class Text {
    private Text() {}

    /**
     * The text on one line of at most {@code limit} characters: control, format (bidirectional marks among them), private
     * and unpaired characters as {@code \\u{hex}} escapes, the rest cut with an ellipsis.
     */
    public static String printable(String text, int limit) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            String shown = isPlain(point) ? Character.toString(point) : escape(point);
            boolean last = at + Character.charCount(point) >= text.length();
            if (out.length() + shown.length() > (last ? limit : limit - 1)) {
                return out.append('…').toString();
            }
            out.append(shown);
            at += Character.charCount(point);
        }
        return out.toString();
    }

    /** "1 file", "2,000 files". */
    public static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u{%x}".formatted(point);
        };
    }
}
