package dev.culprit.extract.memory.cloudwatch;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Consecutive days, both ends inclusive. */
record DaySpan(LocalDate first, LocalDate last) implements Comparable<DaySpan> {
    private static final Comparator<DaySpan> ORDER =
            Comparator.comparing(DaySpan::first).thenComparing(DaySpan::last);

    /** The part that does not lie before the day, null where there is none. */
    @Nullable
    DaySpan from(LocalDate day) {
        return day.isAfter(last) ? null : day.isAfter(first) ? new DaySpan(day, last) : this;
    }

    /** The part that does not lie after the day, null where there is none. */
    @Nullable
    DaySpan to(LocalDate day) {
        return day.isBefore(first) ? null : day.isBefore(last) ? new DaySpan(first, day) : this;
    }

    @Override
    public int compareTo(DaySpan other) {
        return ORDER.compare(this, other);
    }
}
