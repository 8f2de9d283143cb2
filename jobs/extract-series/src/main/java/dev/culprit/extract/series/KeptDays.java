package dev.culprit.extract.series;

import dev.culprit.extract.series.BundleResult.Counts;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which days of a server that sends a bill are in the tables and can change no more, so that they are not asked for again. */
final class KeptDays {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDays.class);

    private final Warehouse warehouse;
    private final Instant now;
    private final Map<String, String> asked = new HashMap<>();
    private int kept;

    /** @param now before anybody is asked */
    KeptDays(Warehouse warehouse, Instant now) {
        this.warehouse = warehouse;
        this.now = now;
    }

    /** What of a period is asked for, as periods without a gap. */
    List<Period> due(Archive archive, Period period) {
        @Nullable String question = archive.billed();
        if (question == null) {
            return List.of(period);
        }
        asked.put(archive.environment(), question);
        List<Period> due = new ArrayList<>();
        for (LocalDate day : period.days()) {
            Instant begin = Period.startOf(day);
            Instant end = Period.startOf(day.plusDays(1));
            if (isKept(new Partition(archive.environment(), day), question, end)) {
                kept++;
                LOG.info("{}: {} is in the tables, and is not asked for", archive.environment(), day);
                continue;
            }
            int last = due.size() - 1;
            if (last >= 0 && due.get(last).to().equals(begin)) {
                due.set(last, new Period(due.get(last).from(), end));
            } else {
                due.add(new Period(begin, end));
            }
        }
        return due;
    }

    private boolean isKept(Partition partition, String question, Instant end) {
        for (Table<?> table : List.of(Table.SCRAPES, Table.SERIES, Table.FAMILIES, SeriesFetch.TABLE)) {
            if (warehouse.files(table, partition).isEmpty() || !warehouse.isSound(table, partition)) {
                return false;
            }
        }
        long scrapes = scrapes(partition);
        return warehouse.read(SeriesFetch.TABLE, partition).stream()
                .anyMatch(each -> each.isFinal(question, end) && each.scrapes() == scrapes);
    }

    /** Files of scrapes that a hand has laid into the day are whole too, and those that are left of several. */
    private long scrapes(Partition partition) {
        long[] scrapes = {0};
        warehouse.read(ScrapeStatus.TABLE, partition, null, scrape -> scrapes[0]++);
        return scrapes[0];
    }

    /** The one column that is read to count scrapes. */
    public record ScrapeStatus(String status) {
        static final Table<ScrapeStatus> TABLE = new Table<>(Table.SCRAPES.name(), ScrapeStatus.class);
    }

    /** How many days were left as they are. */
    int kept() {
        return kept;
    }

    /** Notes what was read, to be published with it. Of a day that costs nothing, the publication removes the note of before. */
    void note(Publication publication, Partition partition, List<BundleResult> read) {
        @Nullable String question = asked.get(partition.environment());
        if (question != null) {
            long scrapes = read.stream()
                    .map(BundleResult::counts)
                    .reduce(Counts.NONE, Counts::plus)
                    .scrapes();
            publication.write(SeriesFetch.TABLE, partition, List.of(new SeriesFetch(question, now, scrapes)));
        }
    }
}
