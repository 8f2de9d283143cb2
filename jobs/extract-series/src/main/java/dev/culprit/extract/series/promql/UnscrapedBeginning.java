package dev.culprit.extract.series.promql;

import dev.culprit.model.Period;
import java.time.LocalDate;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A period at whose beginning nobody was scraped: that is also what a server looks like that keeps less, or leaves it out. */
final class UnscrapedBeginning {
    private UnscrapedBeginning() {}

    /**
     * What to say of it, null where there is nothing to say.
     *
     * @param days on which somebody was scraped
     * @param limits names of settings by which a server leaves out what is old, or null where none is known
     */
    static @Nullable String told(
            String environment, SortedMap<LocalDate, ?> days, Period period, @Nullable String limits) {
        LocalDate wanted = period.days().get(0);
        if (days.isEmpty() || !days.firstKey().isAfter(wanted)) {
            return null;
        }
        return "%s: nobody was scraped before %s, though %s is asked for: the server keeps no more, or leaves out without a word what is older than its limits%s"
                .formatted(environment, days.firstKey(), wanted, limits == null ? "" : " (" + limits + ")");
    }
}
