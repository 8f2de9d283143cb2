package dev.culprit.tsdb;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a folder's name says of the time of its files: a year, a month or a day, as {@code year=2026/month=11/day=29} or {@code 2026/11/29},
 * whatever stands before and behind it.
 *
 * @param from in milliseconds since 1970, inclusive; {@code to} exclusive
 */
public record FolderSpan(long from, long to) {
    /** Folders may be called by a local time, and a file by when it was uploaded. */
    private static final long APART = Duration.ofDays(1).toMillis();

    private static final Pattern DATED =
            Pattern.compile("(?:^|/)(?:year=)?(2\\d{3})(?:/(?:month=)?(\\d{1,2})(?:/(?:day=)?(\\d{1,2}))?)?(?:/|$)");

    /** Null where it says nothing. */
    static @Nullable FolderSpan of(String folder) {
        Matcher name = DATED.matcher(folder);
        if (!name.find()) {
            return null;
        }
        try {
            int year = Integer.parseInt(name.group(1));
            if (name.group(2) == null) {
                return of(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
            }
            LocalDate month = LocalDate.of(year, Integer.parseInt(name.group(2)), 1);
            if (name.group(3) == null) {
                return of(month, month.plusMonths(1));
            }
            LocalDate day = month.withDayOfMonth(Integer.parseInt(name.group(3)));
            return of(day, day.plusDays(1));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static FolderSpan of(LocalDate first, LocalDate end) {
        return new FolderSpan(
                first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(),
                end.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }

    /** Whether a file in it may be of a time, both ends included. */
    boolean isNear(long first, long last) {
        return from - APART <= last && to + APART > first;
    }
}
