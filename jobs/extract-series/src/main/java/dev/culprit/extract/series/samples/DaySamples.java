package dev.culprit.extract.series.samples;

import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.util.List;

/** The samples of one target, and of others: what a day is read out of. Times are in milliseconds since 1970, both included. */
public interface DaySamples {
    /** Of the place as a whole, for rows. */
    String name();

    /** Where the target's series {@code up} are that have samples in a time. */
    List<SeriesSource> ups(long from, long to) throws IOException;

    /** Where all its series are that have samples in a time, which is within that of {@link #ups}. */
    List<SeriesSource> all(long from, long to) throws IOException;
}
