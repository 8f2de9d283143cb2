package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.extract.memory.readings.ReadingListener;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a source's files, one after the other in the order of delivery, and leaves out what cannot be read. */
final class FilesReader {
    private static final Logger LOG = LoggerFactory.getLogger(FilesReader.class);

    private final FileSource source;
    private final List<LocalDate> days;
    private final Configuration configuration;
    private final RecordReader reader;
    private final SkippedInput skipped;

    FilesReader(FileSource source, RecordReader reader, Extraction extraction, SkippedInput skipped) {
        this.source = source;
        this.days = extraction.period().days();
        this.configuration = extraction.configuration();
        this.reader = reader;
        this.skipped = skipped;
    }

    /** Returns the number of files. */
    int read(ReadingListener readings) {
        List<DatedFile> files = new FileListing(source, days, skipped).list(configuration);
        LocalDate delivered = null;
        for (DatedFile file : files) {
            if (file.date() != null && !file.date().equals(delivered)) {
                delivered = file.date();
                readings.endOfDay(delivered.minusDays(FileListing.DAYS_LATE + 1));
            }
            read(file, readings);
        }
        readings.endOfDay(days.get(days.size() - 1));
        return files.size();
    }

    private void read(DatedFile file, ReadingListener readings) {
        String name = file.path().toString();
        Sink sink = new Sink(file, readings);
        try (InputStream in = open(file.path())) {
            reader.read(in, sink);
        } catch (IOException broken) {
            sink.skip(null, LineRecords.reasonOf(broken));
        }
        String problems = skipped.describe(name);
        if (!problems.isEmpty()) {
            LOG.warn("{}: {}: left out {}", source.environment(), Text.printable(name, 300), problems);
        }
    }

    /** Takes what one file holds. */
    private final class Sink implements RecordSink {
        private final DatedFile file;
        private final ReadingListener readings;

        Sink(DatedFile file, ReadingListener readings) {
            this.file = file;
            this.readings = readings;
        }

        @Override
        public void reading(Reading reading) throws UnreadableException {
            reader.diagnostics().reading(reading.time());
            LocalDate day = Period.dateOf(reading.time());
            if (days.contains(day)) {
                if (!FileListing.belongs(day, file.date())) {
                    throw new UnreadableException(
                            "time is more than a day after or %d days before the date of the folder"
                                    .formatted(FileListing.DAYS_LATE));
                }
                readings.reading(reading);
            }
        }

        @Override
        public void skip(@Nullable String position, String reason) {
            skipped.add(file.path().toString(), position, reason, 1);
        }
    }

    private InputStream open(Path path) throws IOException {
        InputStream in =
                new BufferedInputStream(path.getFileSystem(configuration).open(path));
        try {
            return Unpacked.of(in, configuration);
        } catch (IOException failure) {
            in.close();
            throw failure;
        }
    }
}
