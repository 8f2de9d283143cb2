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
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import dev.culprit.tsdb.targets.Targets;
import dev.culprit.tsdbfiles.BlockPlaces;
import dev.culprit.warehouse.Publication;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one folder's memory and stages it day by day. */
final class TsdbExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(TsdbExtraction.class);

    private final TsdbMemory source;
    private final Period period;
    private final Configuration hadoop;
    private final SkippedInput skipped = new SkippedInput();

    TsdbExtraction(TsdbMemory source, Period period, Configuration hadoop) {
        this.source = source;
        this.period = period;
        this.hadoop = hadoop;
    }

    /** @throws CulpritException where there is no memory of the period */
    Outcome run(Publication publication) {
        DayStager stager = new DayStager(source.environment(), TsdbMemory.ROWS, source.path(), publication, skipped);
        try {
            String path = BlockPlaces.path(source.path());
            BlockFiles files = BlockPlaces.of(path, hadoop);
            OpenFolder folder = open(files, path);
            folder.skipped().forEach(this::tell);
            List<SeriesSource> all = folder.sources(files);
            PodOwners owners = PodOwners.find(all);
            Targets targets = Targets.find(all, source.labels());
            int unnamed = 0;
            for (LocalDate day : period.days()) {
                long from = Period.startOf(day).toEpochMilli();
                long to = Period.startOf(day.plusDays(1)).toEpochMilli() - 1;
                DayMemory memory = new DayMemory(
                        new DaySeries(folder.between(from, to).sources(files), from, to),
                        source.labels(),
                        owners,
                        skipped,
                        stager);
                memory.read(targets);
                unnamed = Math.max(unnamed, memory.unnamed());
                stager.endOfDay(day);
            }
            if (stager.rows() == 0) {
                String scrapes = targets.hasScrapes()
                        ? "scrapes are from %s to %s"
                                .formatted(Instant.ofEpochMilli(targets.first()), Instant.ofEpochMilli(targets.last()))
                        : "there is no series up, so nothing was scraped into it";
                throw failed("has no container memory for %s to %s: %s, and %s"
                        .formatted(period.days().get(0), period.lastDay(), scrapes, DayMemory.wanted(unnamed)));
            }
        } catch (IllegalArgumentException elsewhere) {
            throw failed(String.valueOf(elsewhere.getMessage()));
        } catch (IOException failure) {
            throw failed(reason(failure));
        }
        publication.write(Table.UNREAD_MEMORY, new Partition(source.environment(), period.lastDay()), skipped.rows());
        return new Outcome(stager.rows(), skipped.count(), 0, 0);
    }

    /** Of a bucket, which may have years, what the period needs; of this machine all, so that what is damaged is told. */
    private OpenFolder open(BlockFiles files, String path) throws IOException {
        boolean all = files.isLocal();
        return OpenFolder.open(
                files,
                path,
                source.blocks(),
                all ? Long.MIN_VALUE : Period.startOf(period.days().get(0)).toEpochMilli(),
                all
                        ? Long.MAX_VALUE
                        : Period.startOf(period.lastDay().plusDays(1)).toEpochMilli());
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
