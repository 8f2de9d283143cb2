package dev.culprit.extract.memory.source;

import org.jspecify.annotations.Nullable;

/**
 * What an environment yielded.
 *
 * @param rows of {@code container_memory}
 * @param unread records that had to be left out
 * @param ofOthers records that are none of a container's memory, as other metrics of the same stream
 * @param metricsRequested what is billed, 0 where nothing is
 * @param samplesRead what a server read that answers PromQL, null where it is not PromQL that was asked
 */
public record Outcome(
        long rows,
        long unread,
        long ofOthers,
        long metricsRequested,
        @Nullable Long samplesRead) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0, 0);

    public Outcome(long rows, long unread, long ofOthers, long metricsRequested) {
        this(rows, unread, ofOthers, metricsRequested, null);
    }

    /** Of a server that answers PromQL. */
    public static Outcome ofSamples(long rows, long unread, long samplesRead) {
        return new Outcome(rows, unread, 0, 0, samplesRead);
    }
}
