package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.files.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as tools write them: ISO 8601, extended or basic, with {@code T} or a blank before the clock, seconds optional, with a
 * zone ({@code Z}, {@code UTC}, {@code +01:00}) or without; or what has passed since 1970, by its digits: up to 10 are seconds, up
 * to 13 milliseconds, 16 microseconds, 19 nanoseconds.
 */
final class CsvTime {
    private static final Pattern SINCE_1970 = Pattern.compile("(\\d{1,13}|\\d{16}|\\d{19})(?:\\.(\\d{1,18}))?");
    private static final Pattern ISO = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})[Tt ](\\d{2})[:-]?(\\d{2})"
            + "(?:[:-]?(\\d{2})(?:[.,](\\d{1,9})\\d*)?)? ?(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?");

    private CsvTime() {}

    /** @param zone of times without one; where its clocks are put back, the earlier of the two times is meant */
    static Instant parse(String text, ZoneId zone) throws UnreadableException {
        try {
            Matcher since = SINCE_1970.matcher(text);
            if (since.matches()) {
                return since1970(since.group(1), since.group(2));
            }
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return iso(iso, zone);
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException none) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static UnreadableException unreadable() {
        return new UnreadableException("time is neither ISO 8601 nor a number of seconds or milliseconds since 1970");
    }

    private static Instant since1970(String digits, String fraction) {
        long number = Long.parseLong(digits);
        if (digits.length() <= 10) {
            return Instant.ofEpochSecond(number, fraction == null ? 0 : nanos(fraction));
        }
        ChronoUnit unit = digits.length() <= 13
                ? ChronoUnit.MILLIS
                : digits.length() == 16 ? ChronoUnit.MICROS : ChronoUnit.NANOS;
        return Instant.EPOCH.plus(number, unit);
    }

    private static Instant iso(Matcher iso, ZoneId zone) {
        LocalDateTime local = LocalDateTime.of(
                number(iso, 1),
                number(iso, 2),
                number(iso, 3),
                number(iso, 4),
                number(iso, 5),
                iso.group(6) == null ? 0 : number(iso, 6),
                iso.group(7) == null ? 0 : nanos(iso.group(7)));
        String offset = iso.group(8);
        if (offset == null) {
            return local.atZone(zone).toInstant();
        }
        boolean named = Character.isLetter(offset.charAt(0));
        return local.toInstant(named ? ZoneOffset.UTC : ZoneOffset.of(offset));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int nanos(String fraction) {
        return Integer.parseInt((fraction + "00000000").substring(0, 9));
    }
}
