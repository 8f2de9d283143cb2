package dev.culprit.analysis.births;

import java.util.List;

/** What stands for a variable part in a pattern of values. */
final class Placeholders {
    static final String WORD = "<word>";
    static final String ID = "<id>";
    static final String NUMBER = "<n>";
    static final String HOST = "<host>";
    static final String TEXT = "<text>";

    /** In a host name. */
    static final String ANY = "*";

    private static final List<String> ALL = List.of(
            "<uuid>",
            "<e-mail>",
            "<ip>",
            "<time>",
            "<date>",
            "<version>",
            "<epoch-ms>",
            "<epoch-s>",
            "<epoch-min>",
            "<replicaset>",
            "<pod>",
            "<hex>",
            NUMBER,
            ID,
            WORD,
            HOST,
            TEXT);

    private Placeholders() {}

    /** Where the placeholder that begins there ends; the same place where none does. */
    static int endOf(String text, int at) {
        for (String placeholder : ALL) {
            if (text.startsWith(placeholder, at)) {
                return at + placeholder.length();
            }
        }
        return at;
    }

    static boolean isIn(String token) {
        return token.indexOf('*') >= 0 || ALL.stream().anyMatch(token::contains);
    }
}
