package dev.culprit.report.history;

import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times, figures and names of labels as the sentences on changes and forecasts have them; times in UTC. */
final class Phrases {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final int LONGEST_NAME = 80;

    private Phrases() {}

    /** {@code 18 Nov, 09:40}. */
    static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneOffset.UTC));
    }

    /** {@code 18 Nov, 10:00 UTC}: to the nearest hour. */
    static String hour(Instant time) {
        Instant nearest = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond() + 1800, 3600L) * 3600);
        return minute(nearest) + " UTC";
    }

    /** {@code 18 Nov 2026}. */
    static String day(Instant time) {
        return DAY_OF_YEAR.format(time.atZone(ZoneOffset.UTC));
    }

    /** {@code the week of 9 Nov}, of other lengths {@code the period of 9 Nov to 12 Nov}; the year where it is not today's. */
    static String period(Period period, Instant today) {
        boolean thisYear = period.from().atZone(ZoneOffset.UTC).getYear()
                == today.atZone(ZoneOffset.UTC).getYear();
        DateTimeFormatter day = thisYear ? DAY : DAY_OF_YEAR;
        String from = day.format(period.from().atZone(ZoneOffset.UTC));
        return period.length().equals(Duration.ofDays(7))
                ? "the week of " + from
                : "the period of " + from + " to " + day.format(period.lastDay());
    }

    /** {@code in the week of 9 Nov}; where others lie between, {@code when last seen in the week of 2 Nov}. */
    static String when(Week last, Week today) {
        return (today.follows(last) ? "in " : "when last seen in ")
                + period(last.period(), today.period().from());
    }

    /** Begins with a space; empty where the moment is unknown. */
    static String since(@Nullable Instant moment) {
        return moment == null ? "" : " since " + minute(moment);
    }

    static String labels(List<String> labels) {
        return labels.stream().map(label -> Text.printable(label, LONGEST_NAME)).collect(Collectors.joining(", "));
    }

    /** {@code slope from 2.90 MB/h (95 %: 2.10..3.60) to 0.10 (-0.10..0.30)}; empty where either is unknown. */
    static String slopes(@Nullable Interval before, @Nullable Interval after) {
        if (before == null || after == null) {
            return "";
        }
        return "slope from %s to %s (%s..%s)"
                .formatted(slope(before), megabytes(after.estimate()), megabytes(after.low()), megabytes(after.high()));
    }

    /** {@code 2.90 MB/h (95 %: 2.10..3.60)}. */
    static String slope(Interval slope) {
        return "%s MB/h (95 %%: %s..%s)"
                .formatted(megabytes(slope.estimate()), megabytes(slope.low()), megabytes(slope.high()));
    }

    /** {@code new series from 516 to 0 an hour}; empty where either is unknown. */
    static String births(@Nullable Double before, @Nullable Double after) {
        return before == null || after == null
                ? ""
                : "new series from %s to %s an hour".formatted(rate(before), rate(after));
    }

    static String rate(double perHour) {
        double shown = Math.abs(perHour);
        return String.format(Locale.ROOT, shown >= 9.95 || shown < 0.05 ? "%,.0f" : "%.1f", shown < 0.05 ? 0 : perHour);
    }

    static String megabytes(double bytes) {
        double megabytes = bytes / 1e6;
        String text = String.format(Locale.ROOT, Math.abs(megabytes) >= 99.95 ? "%,.0f" : "%.2f", megabytes);
        return text.equals("-0.00") ? "0.00" : text;
    }

    /** {@code 31 h}, from three days on {@code 5 days}. */
    static String duration(double hours) {
        return hours < 72 ? Math.round(hours) + " h" : String.format(Locale.ROOT, "%,d days", Math.round(hours / 24));
    }

    /** What is not empty, with commas between. */
    static String joined(String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }
}
