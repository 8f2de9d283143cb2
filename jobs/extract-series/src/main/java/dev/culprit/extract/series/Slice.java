package dev.culprit.extract.series;

import dev.culprit.scrapes.SliceWriter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of a target's day that is too large for one core to read while others have nothing to do.
 *
 * @param seed the scrape before the day, in the first slice
 * @param number of the slice in the run
 */
record Slice(@Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeSource.Reading reading, int number)
        implements Serializable {
    /** Below that, a day is read in less time than it takes to send it about. */
    static final long MIN_BYTES = 8L << 20;

    /** Slices per core, so that one that takes long does not leave the others idle for as long. */
    private static final int PER_CORE = 2;

    /**
     * Splits a day by time, where it is more than a core's share of all.
     *
     * @param bytes of all days that the cores share
     * @param minBytes of a slice
     * @param first number of the first slice
     * @return nothing where the day is better read whole
     */
    static List<Slice> of(TargetDay day, long bytes, int cores, long minBytes, int first) {
        if (day.bytes() * cores <= bytes
                || day.bytes() < 2 * minBytes
                || cores < 2
                || day.reading().labels().any()) {
            return List.of();
        }
        long target = Math.max(minBytes, bytes / ((long) PER_CORE * cores));
        List<Slice> slices = new ArrayList<>();
        List<ScrapeFile> gathered = new ArrayList<>();
        long gatheredBytes = 0;
        for (ScrapeFile file : day.files()) {
            gathered.add(file);
            gatheredBytes += file.bytes();
            if (gatheredBytes >= target) {
                slices.add(slice(day, gathered, first + slices.size(), slices.isEmpty()));
                gathered.clear();
                gatheredBytes = 0;
            }
        }
        if (!gathered.isEmpty()) {
            slices.add(slice(day, gathered, first + slices.size(), slices.isEmpty()));
        }
        return slices.size() < 2 ? List.of() : slices;
    }

    private static Slice slice(TargetDay day, List<ScrapeFile> files, int number, boolean first) {
        return new Slice(first ? day.seed() : null, List.copyOf(files), day.reading(), number);
    }

    /**
     * Reads the slice.
     *
     * @param attempt tells apart attempts at it, of which several may run at once
     * @return the file that {@link dev.culprit.scrapes.SliceReplay} reads
     */
    String write(String staging, String attempt, Configuration configuration) {
        Path path = new Path("%s/slices/%s-%05d".formatted(staging, attempt, number));
        try (ScrapeFiles scrapes = new ScrapeFiles(configuration, reading.limits());
                SliceWriter writer = new SliceWriter(
                        path.getFileSystem(configuration).create(path, true), reading.limits(), reading.strict())) {
            if (seed != null) {
                read(seed, true, scrapes, writer);
            }
            for (ScrapeFile file : files) {
                read(file, false, scrapes, writer);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return path.toString();
    }

    private static void read(ScrapeFile file, boolean isSeed, ScrapeFiles scrapes, SliceWriter writer) {
        scrapes.open(file, in -> writer.read(file.time(), file.name(), isSeed, in));
    }
}
