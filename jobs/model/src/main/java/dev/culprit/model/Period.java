package dev.culprit.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A span of time, start inclusive, end exclusive, read in UTC. */
public record Period(Instant from, Instant to) implements Serializable {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("period ends at %s, not after its start %s".formatted(to, from));
        }
    }

    /** The {@code days} whole UTC days before the day that {@code now} is in. */
    public static Period lastWholeDays(int days, Instant now) {
        LocalDate today = dateOf(now);
        return new Period(startOf(today.minusDays(days)), startOf(today));
    }

    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    /** The whole UTC days that the period has a part in: what extract jobs read, as they replace whole days. */
    public Period wholeDays() {
        return new Period(startOf(dateOf(from)), startOf(lastDay().plusDays(1)));
    }

    /** The last day that has a part in the period; analysis tables carry it as their date. */
    public LocalDate lastDay() {
        return dateOf(to.minusNanos(1));
    }

    /** Every day that has a part in the period, in order. */
    public List<LocalDate> days() {
        return dateOf(from).datesUntil(lastDay().plusDays(1)).toList();
    }

    public static LocalDate dateOf(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    public static Instant startOf(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
