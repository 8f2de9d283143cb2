package dev.culprit.warehouse;

import dev.culprit.model.table.Table;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Says how a damaged file of a table is made anew. */
final class Remaking {
    private static final String DATE = "date=";
    /** What extract-memory notes of CloudWatch too, and does without where it is missing. */
    private static final String CATALOGUE = "metric_catalogue";

    private Remaking() {}

    /** @param file {@code .../TABLE/environment=E/date=D/FILE}, or without the environment */
    static String of(Path file) {
        Path partition = file.getParent();
        LocalDate date = partition == null ? null : dateOf(partition.getName());
        Path above = partition == null ? null : partition.getParent();
        if (date == null || above == null) {
            return "delete it, or bring it back from a copy";
        }
        Path table = above.getName().startsWith("environment=") ? above.getParent() : above;
        return of(table == null ? "" : table.getName(), date);
    }

    private static String of(String table, LocalDate date) {
        String day = "--from %s --to %s'".formatted(date, date.plusDays(1));
        if (is(table, Table.CONTAINER_MEMORY) || is(table, Table.UNREAD_MEMORY)) {
            return "make it anew with 'culprit extract-memory " + day;
        }
        if (is(table, Table.SCRAPES) || is(table, Table.SERIES) || is(table, Table.FAMILIES)) {
            return "make it anew with 'culprit extract-series " + day;
        }
        if (is(table, Table.UNREAD_SCRAPES)) {
            return "make it anew with 'culprit extract-series' for the period that ends with --to " + date.plusDays(1);
        }
        if (is(table, Table.MEMORY_TRENDS)
                || is(table, Table.LABEL_GROWTH)
                || is(table, Table.FINDINGS)
                || is(table, Table.NULL_SCORES)) {
            return "make it anew with 'culprit correlate' for the period that ends with --to " + date.plusDays(1);
        }
        if (is(table, Table.RUNS)) {
            return "delete it: it tells of one run, and nothing is made of it";
        }
        if (FetchMarks.OF_SERIES.contains(table)) {
            return "delete it, and run 'culprit extract-series " + day;
        }
        return FetchMarks.OF_MEMORY.contains(table) || table.equals(CATALOGUE)
                ? "delete it, and run 'culprit extract-memory " + day
                : "no job makes it: delete it, or bring it back from a copy";
    }

    private static boolean is(String name, Table<?> table) {
        return name.equals(table.name());
    }

    private static @Nullable LocalDate dateOf(String folder) {
        try {
            return folder.startsWith(DATE) ? LocalDate.parse(folder.substring(DATE.length())) : null;
        } catch (DateTimeException notOurs) {
            return null;
        }
    }
}
