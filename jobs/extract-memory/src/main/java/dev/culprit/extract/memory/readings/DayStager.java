package dev.culprit.extract.memory.readings;

import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an environment's readings by day and stages a day's rows as soon as the day is complete. */
public final class DayStager implements ReadingListener {
    private static final Logger LOG = LoggerFactory.getLogger(DayStager.class);

    private final String environment;
    private final RowTraits traits;
    private final String path;
    private final Publication publication;
    private final SkippedInput unread;
    private final TreeMap<LocalDate, DayReadings> open = new TreeMap<>();
    private Map<MetricSubject, Double> restartTotals = Map.of();
    private long rows;

    /** @param path what readings are laid to that give no bytes, or contradict each other */
    public DayStager(String environment, RowTraits traits, String path, Publication publication, SkippedInput unread) {
        this.environment = environment;
        this.traits = traits;
        this.path = path;
        this.publication = publication;
        this.unread = unread;
    }

    /** With the counts of restarts that the day before ended with, so that a restart at midnight is told by one of the two days. */
    public DayStager after(DayStager dayBefore) {
        restartTotals = dayBefore.restartTotals;
        return this;
    }

    @Override
    public void reading(Reading reading) {
        open.computeIfAbsent(Period.dateOf(reading.time()), day -> new DayReadings(environment, day, traits))
                .add(reading);
    }

    @Override
    public void endOfDay(LocalDate day) {
        while (!open.isEmpty() && !open.firstKey().isAfter(day)) {
            Map.Entry<LocalDate, DayReadings> complete = open.pollFirstEntry();
            stage(complete.getKey(), complete.getValue());
        }
    }

    private void stage(LocalDate day, DayReadings readings) {
        readings.lost().forEach((reason, count) -> unread.add(path, null, reason, count));
        long before = rows;
        // A day without a row keeps what the table has of it: a stream's folders are often expired long before the
        // tables.
        if (readings.rows(restartTotals).findAny().isPresent()) {
            publication.write(
                    Table.CONTAINER_MEMORY,
                    new Partition(environment, day),
                    () -> counted(readings.rows(restartTotals).iterator()));
        }
        restartTotals = readings.restartTotals();
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
    public long rows() {
        return rows;
    }
}
