package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one environment's files and stages its partitions. */
public final class FileExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(FileExtraction.class);

    private FileExtraction() {}

    /** @throws CulpritException where the files hold no memory of the period */
    public static Outcome run(FileSource source, Extraction extraction, Publication publication) {
        Period period = extraction.period();
        SkippedInput skipped = new SkippedInput();
        DayStager stager = new DayStager(source.environment(), source.rows(), source.path(), publication, skipped);
        RecordReader reader = source.reader();
        int files = new FilesReader(source, reader, extraction, skipped).read(stager);
        SourceDiagnostics diagnostics = reader.diagnostics();
        if (stager.rows() == 0) {
            throw new CulpritException("environment %s: memory.path %s has no container memory for %s to %s: %s"
                    .formatted(
                            source.environment(),
                            Text.printable(source.path(), 200),
                            period.days().get(0),
                            period.lastDay(),
                            diagnostics.explain(period, skipped)));
        }
        publication.write(Table.UNREAD_MEMORY, new Partition(source.environment(), period.lastDay()), skipped.rows());
        LOG.info(
                "{}: {}, {}, {} left out",
                source.environment(),
                Text.counted(files, "file"),
                Text.counted(stager.rows(), "memory row"),
                Text.counted(skipped.count(), "record"));
        return new Outcome(stager.rows(), skipped.count(), diagnostics.ofOthers(), 0);
    }
}
