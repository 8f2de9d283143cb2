package dev.culprit.tsdb.series;

/** Takes the samples of one series. */
public interface SampleSink {
    /** What a server writes where a series is no longer shown: a NaN of its own ({@code model/value/value.go}). */
    long STALE = 0x7ff0000000000002L;

    /**
     * Takes a sample, or the mark that there is none any more.
     *
     * @param time in milliseconds since 1970
     * @param bits of the value; {@link #STALE} loses its meaning as a double
     */
    void sample(long time, long bits);

    /**
     * Takes what is known of samples that could not be decoded.
     *
     * @param first time of the first of them, {@code last} of the last
     * @param count of them, 0 where that is unknown too
     * @param reason why, for users
     */
    void undecoded(long first, long last, int count, String reason);

    /**
     * Takes the time of a sample that was deleted and is not removed from the files yet.
     *
     * @param time in milliseconds since 1970
     */
    default void deleted(long time) {}
}
