package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the period of a command. Options win over the configuration. By default the period ends at today's midnight (UTC) and
 * starts seven days before its end.
 */
final class PeriodChoice {
    private static final int DAYS = 7;

    private PeriodChoice() {}

    static Period of(@Nullable String fromOption, @Nullable String toOption, Settings settings, Clock clock) {
        return of(option("--from", fromOption, settings.from()), option("--to", toOption, settings.to()), clock);
    }

    /** Where no setting tells it. */
    static Period of(@Nullable String fromOption, @Nullable String toOption, Clock clock) {
        return of(option("--from", fromOption, null), option("--to", toOption, null), clock);
    }

    private static Period of(@Nullable Instant givenFrom, @Nullable Instant givenTo, Clock clock) {
        Instant to = givenTo != null
                ? givenTo
                : Period.lastWholeDays(DAYS, clock.instant()).to();
        Instant from = givenFrom != null ? givenFrom : to.minus(Duration.ofDays(DAYS));
        if (!from.isBefore(to)) {
            throw new ConfigurationException(
                    "the period ends at %s, not after its start %s: correct --from and --to, or culprit.period"
                            .formatted(to, from));
        }
        return new Period(from, to);
    }

    private static @Nullable Instant option(String name, @Nullable String text, @Nullable Instant otherwise) {
        try {
            return text == null ? otherwise : parse(text);
        } catch (IllegalArgumentException unfit) {
            throw new ConfigurationException(
                    "%s %s, not '%s'".formatted(name, unfit.getMessage(), Text.printable(text, 100)));
        }
    }

    /** An ISO-8601 instant, or a date, which means its midnight in UTC. */
    static Instant parse(String text) {
        try {
            return text.length() == "2026-11-23".length() ? Period.startOf(LocalDate.parse(text)) : Instant.parse(text);
        } catch (DateTimeParseException unfit) {
            throw new IllegalArgumentException(
                    "must be a date like 2026-11-23 or a time like 2026-11-23T12:00:00Z", unfit);
        }
    }
}
