package dev.culprit.extract.memory.tsdb;

import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.DaySeries;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.tsdb.LocalPath;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import dev.culprit.tsdb.targets.Targets;
import dev.culprit.warehouse.Publication;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one folder's memory and stages it day by day. */
final class TsdbExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(TsdbExtraction.class);

    private final TsdbMemory source;
    private final Period period;
    private final SkippedInput skipped = new SkippedInput();

    TsdbExtraction(TsdbMemory source, Period period) {
        this.source = source;
        this.period = period;
    }

    /** @throws CulpritException where there is no memory of the period */
    Outcome run(Publication publication) {
        DayStager stager = new DayStager(source.environment(), TsdbMemory.ROWS, source.path(), publication, skipped);
        try {
            OpenFolder folder = OpenFolder.open(LocalPath.of(source.path()));
            folder.skipped().forEach(this::tell);
            List<SeriesSource> all = folder.sources();
            PodOwners owners = PodOwners.find(all);
            Targets targets = Targets.find(all, source.labels());
            for (LocalDate day : period.days()) {
                long from = Period.startOf(day).toEpochMilli();
                long to = Period.startOf(day.plusDays(1)).toEpochMilli() - 1;
                new DayMemory(
                                new DaySeries(folder.between(from, to).sources(), from, to),
                                source.labels(),
                                owners,
                                skipped,
                                stager)
                        .read(targets);
                stager.endOfDay(day);
            }
            if (stager.rows() == 0) {
                String scrapes = targets.hasScrapes()
                        ? "scrapes are from %s to %s"
                                .formatted(Instant.ofEpochMilli(targets.first()), Instant.ofEpochMilli(targets.last()))
                        : "there is no series up, so nothing was scraped into it";
                throw failed(
                        "has no container memory for %s to %s: %s, and there must be container_memory_working_set_bytes or process_resident_memory_bytes"
                                .formatted(period.days().get(0), period.lastDay(), scrapes));
            }
        } catch (IllegalArgumentException elsewhere) {
            throw failed(String.valueOf(elsewhere.getMessage()));
        } catch (IOException failure) {
            throw failed(reason(failure));
        }
        publication.write(Table.UNREAD_MEMORY, new Partition(source.environment(), period.lastDay()), skipped.rows());
        return new Outcome(stager.rows(), skipped.count(), 0, 0);
    }

    private void tell(Skipped left) {
        skipped.add(left.file(), null, left.reason(), left.count());
        LOG.warn(
                "{}: left out {}: {}",
                source.environment(),
                Text.printable(left.file(), 300),
                Text.printable(left.reason(), 300));
    }

    private static String reason(IOException failure) {
        return failure instanceof CorruptException
                ? String.valueOf(failure.getMessage())
                : "cannot be read: " + failure;
    }

    private CulpritException failed(String what) {
        return new CulpritException("environment %s: path %s %s"
                .formatted(source.environment(), Text.printable(source.path(), 200), Text.printable(what, 700)));
    }
}
