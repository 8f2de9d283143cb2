package dev.culprit.analysis.births;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The births of one process that runs thirty hours and is scraped every hour, out of what was seen when. */
final class Ledger {
    private static final int HOURS = 30;
    private static final double[] SCRAPES =
            IntStream.rangeClosed(0, HOURS).mapToDouble(hour -> 3600.0 * hour).toArray();

    private final List<SeriesRow> rows = new ArrayList<>();
    private int next;

    /** A series from this hour to the end. */
    Ledger seen(int hour, String metric, Map<String, String> labels) {
        return seen(hour, HOURS, metric, labels);
    }

    Ledger seen(int hour, int lastHour, String metric, Map<String, String> labels) {
        rows.add(Rows.series(3600.0 * hour, 3600.0 * lastHour, metric, labels));
        return this;
    }

    /** In each hour from {@code from} to before {@code to} so many series, each with a value of its own in each of the labels. */
    Ledger each(int from, int to, int values, String... labels) {
        for (int hour = from; hour < to; hour++) {
            for (int i = 0; i < values; i++) {
                String value = "v" + next++;
                Map<String, String> own = new TreeMap<>();
                for (String label : labels) {
                    own.put(label, value);
                }
                seen(hour, "m", own);
            }
        }
        return this;
    }

    ProcessBirths births() {
        return BirthCounting.perProcess(SCRAPES, List.of(new ProcessSpan(0, 0, 3600.0 * HOURS)), SeriesColumns.of(rows))
                .get(0);
    }
}
