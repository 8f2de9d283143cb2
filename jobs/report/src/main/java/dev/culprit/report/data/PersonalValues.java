package dev.culprit.report.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what looks personal in a label value, and leaves enough of it to see what it is: {@code anna.b@example.org} becomes
 * {@code a***@e***.org}. It looks for e-mail addresses, names of two words and more, names behind {@code user=} and the like, public IPv4 addresses,
 * telephone numbers and long numbers. It guesses, and would rather mask a version than show an address.
 */
final class PersonalValues {
    /** All that such a label holds is somebody's, whatever it looks like. */
    static final Pattern OF_PEOPLE =
            Pattern.compile("(?i)(.*[_.-])?(user|user_?name|user_?id|uid|login|e?mail|phone|msisdn)");

    static final Pattern E_MAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])([\\p{L}\\p{N}])[\\p{L}\\p{N}._%+'-]{0,80}?(@|%40)"
                    + "([\\p{L}\\p{N}])[\\p{L}\\p{N}-]{0,62}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8}?\\.(\\p{L}{2,20})(?![\\p{L}\\p{N}-]|\\.\\p{L})");
    static final Pattern USER = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}])((?:user|user_?name|user_?id|uid|login|e?mail|phone|msisdn)(?:=|%3D|: ?)[\"']?)"
                    + "([\\p{L}\\p{N}])[^&;,\\s\"'{}\\[\\]/]*");
    static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\p{L}\\p{N}.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?![\\p{L}\\p{N}]|\\.\\d)");
    static final Pattern PHONE = Pattern.compile("(?<![\\p{L}\\p{N}])(\\+?[(]?\\d)(?:"
            + "(?<=\\+\\d)(?:[ ()./-]{0,2}\\d){6,14}"
            + "|(?<=0)\\d{1,4}(?:[ /-]\\d{2,8}){1,4}"
            + "|\\d{2}[)]?[-. ]{1,2}\\d{3}[-. ]\\d{4})(?![\\p{L}\\p{N}])");
    static final Pattern LONG_NUMBER = Pattern.compile("(?<!\\d)(\\d)\\d{7,}(?!\\d)");

    /** Two to four words with capitals: {@code Jane Doe}. */
    static final Pattern NAME =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{Lu}\\p{Ll}{1,30}(?: \\p{Lu}\\p{Ll}{1,30}){1,3}(?![\\p{L}\\p{N}])");
    /** By hand: words of these alone make none; of HTTP's reasons, browsers, systems, and the JVM's pools of memory. */
    private static final Set<String> TECHNICAL = Set.of("""
            Not Found Internal Server Error Bad Request Requests Gateway Timeout Time Service
            Unavailable Moved Permanently Temporarily Redirect Other Content Partial Too Many Method
            Allowed Payload Large Entity Unsupported Media Type Version Chrome Safari Firefox Edge
            Opera Mobile Desktop Windows Linux Mac Android Eden Survivor Space Old Gen Tenured Young
            Generation Code Cache Class Compressed Humongous Allocation Evacuation Pause End Minor
            Major Full System Data Client Default Unknown Test Production Staging
            """.strip().split("\\s+", -1));

    private static final int LARGEST_OCTET = 255;
    private static final String HIDDEN = "***";

    private PersonalValues() {}

    /** @param labels that the value is one of; their names may tell that it is a person's */
    static String masked(List<String> labels, String value) {
        String masked = masked(value);
        return areOfPeople(labels) && masked.equals(value) && !value.isEmpty() ? firstOf(value) + HIDDEN : masked;
    }

    static boolean areOfPeople(List<String> labels) {
        return labels.stream().anyMatch(label -> OF_PEOPLE.matcher(label).matches());
    }

    private static String masked(String value) {
        String mails = E_MAIL.matcher(value).replaceAll("$1***$2$3***.$4");
        String users = USER.matcher(mails).replaceAll("$1$2***");
        String names = replaceAll(NAME, users, PersonalValues::name);
        String addresses = replaceAll(ADDRESS, names, PersonalValues::address);
        String phones = PHONE.matcher(addresses).replaceAll("$1***");
        return LONG_NUMBER.matcher(phones).replaceAll("$1***");
    }

    /** Reasons, browsers and pools of memory are written so, too. */
    private static String name(String whole) {
        boolean technical = Arrays.stream(whole.split(" ", -1)).allMatch(TECHNICAL::contains);
        return technical ? whole : firstOf(whole) + HIDDEN;
    }

    /** Addresses of private networks are those of pods and nodes. */
    private static String address(String whole) {
        int[] octets = Arrays.stream(whole.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        boolean isAddress = Arrays.stream(octets).allMatch(octet -> octet <= LARGEST_OCTET);
        boolean isPrivate = switch (octets[0]) {
            case 0, 10, 127 -> true;
            case 169 -> octets[1] == 254;
            case 172 -> octets[1] >= 16 && octets[1] < 32;
            case 192 -> octets[1] == 168;
            default -> false;
        };
        return isAddress && !isPrivate ? octets[0] + "." + HIDDEN : whole;
    }

    private static String firstOf(String value) {
        return Character.toString(value.codePointAt(0));
    }

    private static String replaceAll(Pattern pattern, String text, UnaryOperator<String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match.group())));
    }
}
