package dev.culprit.extract.memory.source;

/**
 * What an environment yielded.
 *
 * @param rows of {@code container_memory}
 * @param unread records that had to be left out
 * @param ofOthers records that are none of a container's memory, as other metrics of the same stream
 * @param metricsRequested what is billed, 0 where nothing is
 */
public record Outcome(long rows, long unread, long ofOthers, long metricsRequested) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0, 0);
}
