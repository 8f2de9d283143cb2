package dev.culprit.extract.memory;

import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an environment's readings by day and stages a day's rows as soon as the day is complete. */
final class DayBook implements ReadingListener {
    private static final Logger LOG = LoggerFactory.getLogger(DayBook.class);

    private final String environment;
    private final String source;
    private final String path;
    private final int periodSeconds;
    private final Publication publication;
    private final Unread unread;
    private final TreeMap<LocalDate, DayReadings> open = new TreeMap<>();
    private long rows;

    /**
     * @param source for the rows' column of that name
     * @param path what readings are laid to that give no bytes
     * @param periodSeconds what a reading stands for
     */
    DayBook(String environment, String source, String path, int periodSeconds, Publication publication, Unread unread) {
        this.environment = environment;
        this.source = source;
        this.path = path;
        this.periodSeconds = periodSeconds;
        this.publication = publication;
        this.unread = unread;
    }

    @Override
    public void reading(Reading reading) {
        open.computeIfAbsent(
                        Period.dateOf(reading.time()), day -> new DayReadings(environment, day, source, periodSeconds))
                .add(reading);
    }

    @Override
    public void endOfDay(LocalDate day) {
        while (!open.isEmpty() && !open.firstKey().isAfter(day)) {
            LocalDate complete = open.firstKey();
            stage(complete, open.remove(complete));
        }
    }

    private void stage(LocalDate day, DayReadings readings) {
        readings.withoutBytes().forEach((reason, count) -> unread.add(path, null, reason, count));
        long before = rows;
        // A day without a row keeps what the table has of it: a stream's folders are often expired long before the
        // tables.
        if (readings.rows().findAny().isPresent()) {
            publication.write(
                    Table.CONTAINER_MEMORY,
                    new Partition(environment, day),
                    () -> counted(readings.rows().iterator()));
        }
        LOG.info("{}: {}: {} memory rows", environment, day, "%,d".formatted(rows - before));
    }

    private Iterator<MemoryRow> counted(Iterator<MemoryRow> each) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public MemoryRow next() {
                rows++;
                return each.next();
            }
        };
    }

    /** Rows staged so far. */
    long rows() {
        return rows;
    }
}
