package dev.culprit.warehouse;

import dev.culprit.model.table.Table;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables whose rows say that a day of another table was fetched, and need not be fetched again. Whoever replaces the day replaces its mark:
 * a mark that outlived its rows would pass another source's rows as the fetched ones.
 */
final class FetchMarks {
    /** What extract-memory notes of CloudWatch's days. */
    static final Set<String> OF_MEMORY = Set.of("memory_fetches", "promql_fetches");

    /** What extract-series notes of days of servers that send a bill. */
    static final Set<String> OF_SERIES = Set.of("promql_series_fetches");

    private FetchMarks() {}

    /** The folders of the marks of the days whose folders are replaced, as {@code TABLE/environment=E/date=D}. */
    static Set<String> of(Set<String> folders) {
        Set<String> marks = new TreeSet<>();
        for (String folder : folders) {
            int slash = folder.indexOf('/');
            String day = folder.substring(slash);
            marksOf(folder.substring(0, slash)).forEach(mark -> marks.add(mark + day));
        }
        return marks;
    }

    private static Set<String> marksOf(String table) {
        if (table.equals(Table.CONTAINER_MEMORY.name())) {
            return OF_MEMORY;
        }
        return Set.of(Table.SCRAPES.name(), Table.SERIES.name(), Table.FAMILIES.name())
                        .contains(table)
                ? OF_SERIES
                : Set.of();
    }
}
