package dev.culprit.report.data;

import dev.culprit.model.finding.LabelValues;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a redacted report shows of a pattern. A pattern holds the letters that values have in common, and these are a person's where
 * few values have them ({@code Jane Doe <n>}). Letters stay only in patterns of many values, and there only in what is a path's or a
 * host's and does not look like a name; wildcards always stay.
 */
final class SharedPattern {
    /** How many different values must have a pattern before any of its letters are shown. */
    private static final int SHARED_BY = 10;

    private static final Pattern WILDCARD = Pattern.compile(
            "\\*|<(?:uuid|e-mail|ip|time|date|version|epoch-ms|epoch-s|epoch-min|replicaset|pod|hex|n|id|word|host|text)>");
    /** Letters or digits before the at sign; {@code *@example.org} has none. */
    private static final Pattern MAIL_OF_SOMEBODY = Pattern.compile("[\\p{L}\\p{N}][^@/ ]{0,80}(?:@|%40)");

    private static final Pattern HOST = Pattern.compile("\\*(?:\\.(?:\\*|[a-z0-9-]{1,63})){2,}(?::(?:\\d+|<n>))?");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");
    /** One word in lower case: a name of a person mostly has two, or a capital letter. */
    private static final Pattern PLAIN_SEGMENT = Pattern.compile("[a-z][a-z0-9]{0,23}");
    /** What stands behind these in a path is somebody's. */
    private static final Set<String> PEOPLE = Set.of(
            "user",
            "users",
            "u",
            "people",
            "person",
            "persons",
            "member",
            "members",
            "customer",
            "customers",
            "client",
            "clients",
            "account",
            "accounts",
            "profile",
            "profiles",
            "author",
            "authors",
            "login",
            "name",
            "names",
            "mail",
            "email",
            "emails",
            "contact",
            "contacts",
            "employee",
            "employees",
            "patient",
            "patients",
            "home",
            "by");

    private SharedPattern() {}

    static String redacted(LabelValues values) {
        String pattern = values.valuePattern();
        Long count = values.patternValues();
        if (count == null || count < SHARED_BY) {
            return masked(pattern);
        }
        if (HOST.matcher(pattern).matches()) {
            return pattern;
        }
        return PATH.matcher(pattern).matches() ? path(pattern) : masked(pattern);
    }

    /**
     * For readers of values that look personal: the pattern as it is, but its outline where what its values share is somebody's
     * ({@code Jane Doe <n>}, {@code jane.doe-<n>@example.com}, whatever a label such as {@code user} holds).
     */
    static String withoutPersons(List<String> labels, LabelValues values) {
        String pattern = values.valuePattern();
        String letters = WILDCARD.matcher(pattern).replaceAll("");
        boolean personal = PersonalValues.areOfPeople(labels)
                || !PersonalValues.masked(List.of(), pattern).equals(pattern)
                || MAIL_OF_SOMEBODY.matcher(letters).find();
        return personal && letters.codePoints().anyMatch(Character::isLetterOrDigit) ? redacted(values) : pattern;
    }

    private static String path(String pattern) {
        String[] segments = pattern.split("/", -1);
        String before = "";
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean isPlain = PLAIN_SEGMENT.matcher(segment).matches() && !PEOPLE.contains(before);
            before = segment;
            segments[i] = isPlain ? segment : masked(segment);
        }
        return String.join("/", segments);
    }

    /** Wildcards as they are, all else as {@link Redaction#mask} has it. */
    private static String masked(String pattern) {
        StringBuilder out = new StringBuilder();
        Matcher wildcard = WILDCARD.matcher(pattern);
        int at = 0;
        while (wildcard.find()) {
            out.append(Redaction.mask(pattern.substring(at, wildcard.start()))).append(wildcard.group());
            at = wildcard.end();
        }
        return out.append(Redaction.mask(pattern.substring(at))).toString();
    }
}
