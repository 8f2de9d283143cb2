package dev.culprit.extract.series;

import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.extract.series.archive.TargetDay;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reads a part of a day that is too large for one core while others have nothing to do.
 *
 * @param number of the part in the run
 */
record PartTask(DayPart part, int number) implements Serializable {
    /** Below that, a day is read in less time than it takes to send it about. */
    static final long MIN_BYTES = 8L << 20;

    /** Parts per core, so that one that takes long does not leave the others idle for as long. */
    private static final int PER_CORE = 2;

    /**
     * Splits a day by time, where it is more than a core's share of all.
     *
     * @param bytes of all days that the cores share
     * @param minBytes of a part
     * @return nothing where the day is better read whole
     */
    static List<DayPart> parts(TargetDay day, long bytes, int cores, long minBytes) {
        if (day.bytes() * cores <= bytes || day.bytes() < 2 * minBytes || cores < 2) {
            return List.of();
        }
        return day.parts(Math.max(minBytes, bytes / ((long) PER_CORE * cores)));
    }

    /**
     * Reads the part.
     *
     * @param attempt tells apart attempts at it, of which several may run at once
     * @return the file that {@link TargetDay#joined} takes
     */
    String run(String staging, String attempt, Configuration configuration) {
        Path path = new Path("%s/slices/%s-%05d".formatted(staging, attempt, number));
        try {
            part.write(path.getFileSystem(configuration).create(path, true), configuration);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return path.toString();
    }
}
