package dev.culprit.extract.memory;

import dev.culprit.model.Period;
import dev.culprit.model.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.GzipCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads delivered files, one after the other in the order of delivery, and leaves out what cannot be read. */
final class DeliveryReader {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReader.class);

    private final DeliveredMemory source;
    private final List<LocalDate> days;
    private final Configuration configuration;
    private final RecordParser parser;
    private final Sightings sightings;
    private final Unread unread;

    DeliveryReader(
            DeliveredMemory source,
            List<LocalDate> days,
            Configuration configuration,
            Sightings sightings,
            Unread unread) {
        this.source = source;
        this.days = days;
        this.configuration = configuration;
        this.parser = source instanceof PerformanceLog
                ? new PerformanceLogParser(source.cluster(), sightings)
                : new MetricStreamParser(source.cluster(), sightings);
        this.sightings = sightings;
        this.unread = unread;
    }

    /** Returns the number of files. */
    int read(ReadingListener readings) {
        List<DeliveredFile> files = new Delivery(source, days).list(configuration);
        LocalDate delivered = null;
        for (DeliveredFile file : files) {
            if (file.date() != null && !file.date().equals(delivered)) {
                delivered = file.date();
                readings.endOfDay(delivered.minusDays(Delivery.DAYS_LATE + 1));
            }
            read(file, readings);
        }
        readings.endOfDay(days.get(days.size() - 1));
        return files.size();
    }

    private void read(DeliveredFile file, ReadingListener readings) {
        String name = file.path().toString();
        try (InputStream in = open(file.path())) {
            read(new Lines(in, source instanceof PerformanceLog), file, readings);
        } catch (IOException closed) {
            unread.add(name, null, reasonOf(closed), 1);
        }
        String problems = unread.describe(name);
        if (!problems.isEmpty()) {
            LOG.warn("{}: {}: left out {}", source.environment(), Text.printable(name, 300), problems);
        }
    }

    private void read(Lines lines, DeliveredFile file, ReadingListener readings) {
        String name = file.path().toString();
        try {
            while (lines.next()) {
                readLine(lines, file, readings);
            }
            if (lines.number() == 0) {
                unread.add(name, null, "empty file", 1);
            }
        } catch (IOException broken) {
            unread.add(name, "line " + Math.max(1, lines.number()), reasonOf(broken), 1);
        }
    }

    private void readLine(Lines lines, DeliveredFile file, ReadingListener readings) {
        if (lines.isBlank()) {
            return;
        }
        try {
            if (lines.isOverlong()) {
                throw new UnreadableException("line of more than %,d bytes".formatted(lines.longest()));
            }
            parser.parse(lines.bytes(), lines.length(), new RecordParser.Sink() {
                @Override
                public void reading(Reading reading) throws UnreadableException {
                    offer(reading, file.date(), readings);
                }

                @Override
                public void unreadable(String reason) {
                    unread.add(file.path().toString(), "line " + lines.number(), reason, 1);
                }
            });
        } catch (UnreadableException bad) {
            unread.add(file.path().toString(), "line " + lines.number(), bad.getMessage(), 1);
        }
    }

    private void offer(Reading reading, @Nullable LocalDate delivered, ReadingListener readings)
            throws UnreadableException {
        sightings.reading(reading.time());
        LocalDate day = Period.dateOf(reading.time());
        if (days.contains(day)) {
            if (!Delivery.belongs(day, delivered)) {
                throw new UnreadableException("time is more than a day after or %d days before the date of the folder"
                        .formatted(Delivery.DAYS_LATE));
            }
            readings.reading(reading);
        }
    }

    /** Decompresses what begins as gzip does, whatever the file's name; Firehose joins several gzip members in a file. */
    private InputStream open(Path path) throws IOException {
        InputStream in =
                new BufferedInputStream(path.getFileSystem(configuration).open(path));
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            if (!gzip) {
                return in;
            }
            GzipCodec codec = new GzipCodec();
            codec.setConf(configuration);
            return codec.createInputStream(in);
        } catch (IOException failure) {
            in.close();
            throw failure;
        }
    }

    private static String reasonOf(IOException broken) {
        return broken instanceof EOFException
                ? "compressed data end too early"
                : "unreadable: " + Text.printable(String.valueOf(broken.getMessage()), 200);
    }
}
