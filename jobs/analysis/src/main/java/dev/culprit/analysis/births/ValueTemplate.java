package dev.culprit.analysis.births;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of one value: what varies by its nature is masked, and words stay. Masks: UUIDs, e-mail addresses, IP addresses, times,
 * versions, numbers, hexadecimal numbers, ids of letters and digits, and what Kubernetes appends to the names of its objects; in host
 * names the labels that change.
 */
final class ValueTemplate {
    /** Time in proportion to length is all that a value may cost, so the longer ones are cut: nobody reads on. */
    private static final int LONGEST = 1 << 10;

    record Mask(Pattern pattern, String name) {}

    /**
     * Values may be 64 KiB of anything. So a pattern begins only where a run of its characters does, and its unlimited repetitions are
     * possessive: it never goes back over what it has read, and takes no stack for it.
     */
    static final List<Mask> MASKS = List.of(
            new Mask(Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"), "<uuid>"),
            new Mask(Pattern.compile("(?:\\G|(?<![\\w.+-]))[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++"), "<e-mail>"),
            new Mask(Pattern.compile("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w.])"), "<ip>"),
            new Mask(
                    Pattern.compile(
                            "(?<![\\w])20\\d\\d-[01]\\d-[0-3]\\d[T _](?:[0-2]\\d[:-]?[0-5]\\d(?:[:-]?[0-6]\\d)?)(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?(?![\\w])"),
                    "<time>"),
            new Mask(
                    Pattern.compile("(?<![\\d])20\\d\\d([-/.]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])(?![\\d])"),
                    "<date>"),
            new Mask(Pattern.compile("(?<![\\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{1,4}(?![\\w:])"), "<ip>"),
            new Mask(
                    Pattern.compile(
                            "(?<![\\w.])v?\\d{1,5}\\.\\d{1,5}\\.\\d{1,9}"
                                    + "(?:[-.]?(?:rc|alpha|beta|pre|dev|SNAPSHOT|RELEASE|Final)[.\\d]{0,12})?(?:\\+[\\w.]{1,40})?(?!\\w|\\.\\d)"),
                    "<version>"),
            new Mask(Pattern.compile("(?<![\\w.])v\\d{1,5}\\.\\d{1,5}(?!\\w|\\.\\w)"), "<version>"),
            new Mask(Pattern.compile("(?<=[a-z0-9]-)(?:2[5-9]|3[0-4])\\d{6}(?!\\w)"), "<epoch-min>"),
            new Mask(Pattern.compile("(?<!\\d)1\\d{12}(?!\\d)"), "<epoch-ms>"),
            new Mask(Pattern.compile("(?<!\\d)1\\d{9}(?!\\d)"), "<epoch-s>"),
            new Mask(
                    Pattern.compile("(?<![\\w.])-?\\d++(?:\\.\\d++(?:[eE][+-]?\\d{1,3})?|[eE][+-]\\d{1,3})(?!\\.\\w)"),
                    "<n>"));

    static final Pattern HOST = Pattern.compile("[\\w*-]++(?:\\.[\\w*-]++){2,}+(?::\\d++)?");

    /**
     * What Kubernetes appends, in letters and digits that make no words ({@code SafeEncodeString} and {@code rand.String} of
     * k8s.io/apimachinery): the hash of a ReplicaSet, whose digits are a number's, and five characters of a pod. A CronJob appends
     * its time in minutes since 1970.
     */
    static final Pattern REPLICA_SET_POD = Pattern.compile("(?<=[a-z0-9]-)([a-z0-9]{6,10})-([a-z0-9]{5})(?![\\w-])");

    static final Pattern REPLICA_SET = Pattern.compile("(?<=[a-z0-9]-)[bcdf4-9]{8,10}(?![\\w-])");
    static final Pattern POD = Pattern.compile("(?<=[a-z0-9>]-)[bcdfghjklmnpqrstvwxz2456789]{5}(?![\\w-])");

    private ValueTemplate() {}

    /** {@code eebbd0f.875.myftpupload.com} becomes {@code *.*.myftpupload.com}, {@code /order/1234} {@code /order/<n>}. */
    static String of(String value) {
        String masked = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.name());
        }
        return HOST.matcher(masked).matches() ? host(masked) : words(kubernetes(masked));
    }

    private static String kubernetes(String name) {
        String masked = REPLICA_SET_POD
                .matcher(name)
                .replaceAll(match -> Matcher.quoteReplacement(
                        isRandom(match.group(1)) && isRandom(match.group(2)) ? "<replicaset>-<pod>" : match.group()));
        masked = POD.matcher(masked).replaceAll(match -> isRandom(match.group()) ? "<pod>" : match.group());
        return REPLICA_SET
                .matcher(masked)
                .replaceAll(match -> isRandom(match.group()) ? "<replicaset>" : match.group());
    }

    /** Words hold vowels, numbers no letters; what is drawn by lot mostly holds letters and digits. */
    private static boolean isRandom(String text) {
        boolean hasLetters = text.chars().filter(Character::isLetter).count() >= 2;
        return hasLetters
                && (text.chars().anyMatch(Character::isDigit) || text.chars().noneMatch(c -> "aeiouy".indexOf(c) >= 0));
    }

    /** The first label of a host name is what varies; so are further ones that hold digits, up to the last two. */
    private static String host(String host) {
        String[] parts = host.split("\\.", -1);
        for (int i = 0; i < parts.length - 2; i++) {
            if (i == 0 || parts[i].chars().anyMatch(Character::isDigit)) {
                parts[i] = "*";
            }
        }
        return String.join(".", parts);
    }

    /** Each run of letters and digits as a word, a number, or what is neither. */
    private static String words(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            if (text.charAt(at) == '<' && Placeholders.endOf(text, at) > at) {
                end = Placeholders.endOf(text, at);
                out.append(text, at, end);
            } else if (Character.isLetterOrDigit(text.charAt(at))) {
                while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                    end++;
                }
                out.append(word(text.substring(at, end)));
            } else {
                out.append(text.charAt(end++));
            }
            at = end;
        }
        return out.toString();
    }

    private static String word(String word) {
        int digits = 0;
        int hexadecimal = 0;
        int turns = 0;
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            digits += Character.isDigit(letter) ? 1 : 0;
            hexadecimal += Character.digit(letter, 16) >= 0 ? 1 : 0;
            turns += i > 0 && Character.isDigit(letter) != Character.isDigit(word.charAt(i - 1)) ? 1 : 0;
        }
        if (digits == 0) {
            return word;
        }
        if (digits == word.length()) {
            return "<n>";
        }
        if (hexadecimal == word.length() && word.length() >= 8) {
            return "<hex>";
        }
        // k2x8p, f7lg9hx4: nobody names things so; h2c and s3a are names.
        boolean isDrawn = turns >= 3 || (turns == 2 && word.length() >= 6);
        return isDrawn ? "<id>" : numbered(word);
    }

    /** {@code utf8} becomes {@code utf<n>}. */
    private static String numbered(String word) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isDigit(word.charAt(i))) {
                out.append(word.charAt(i));
            } else if (i == 0 || !Character.isDigit(word.charAt(i - 1))) {
                out.append("<n>");
            }
        }
        return out.toString();
    }
}
