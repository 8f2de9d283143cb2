package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.files.FileExtraction;
import dev.culprit.extract.memory.files.FileSource;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.warehouse.Publication;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Files of comma-separated values, a reading of a container a line, the columns named by the first: docs/sources/csv.md.
 *
 * @param path any path that Hadoop's file systems know, or a pattern of theirs; files gzip or plain
 * @param cluster the only cluster to read, and the name of it where the files have no such column; null for all of them
 * @param zone of times that name none
 */
public record CsvFiles(
        String environment, String path, @Nullable String cluster, ZoneId zone) implements FileSource {
    public static final SourceType TYPE = new SourceType("csv", CsvFiles::bind);

    /** By the minute, as the other sources: what somebody's own script measures more often is averaged. */
    private static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.MEAN);

    private static CsvFiles bind(String environment, SourceKeys keys) {
        @Nullable ZoneId zone = keys.optional("time-zone", CsvFiles::zone);
        return new CsvFiles(
                environment, keys.text("path"), keys.optionalText("cluster"), zone == null ? ZoneOffset.UTC : zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Berlin or +01:00");
        }
    }

    @Override
    public String content() {
        return "CSV";
    }

    @Override
    public RowTraits rows() {
        return ROWS;
    }

    @Override
    public RecordReader reader() {
        return new CsvReader(cluster, zone);
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return FileExtraction.run(this, extraction, publication);
    }
}
