package dev.culprit.tsdb.series;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A place that holds series: a block, or what is not in a block yet. Read by several threads at once. */
public interface SeriesSource {
    /** For messages and rows. */
    String name();

    /**
     * Which of several servers that scraped the same wrote it, each at moments of its own; empty where nothing tells. Its text says
     * nothing else.
     */
    default String replica() {
        return "";
    }

    /** In milliseconds since 1970; no sample is older. */
    long minTime();

    /** In milliseconds since 1970; all samples are older. */
    long maxTime();

    /** How many series there are. */
    long size();

    /** The values that a label has. */
    Set<String> values(String label) throws IOException;

    /** The series that have all of these labels, ascending, each by a number that is good for this place only. */
    long[] series(Map<String, String> labels) throws IOException;

    Labels labels(long series) throws IOException;

    /**
     * Reads a series' samples of a time; what holds them may have others, which are told too.
     *
     * @param from in milliseconds since 1970, inclusive, as {@code to} is
     */
    void read(long series, long from, long to, SampleSink sink) throws IOException;
}
