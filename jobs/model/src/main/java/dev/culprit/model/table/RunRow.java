package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of one job.
 *
 * @param runId of the command: the jobs of one {@code run} share it
 * @param period that was processed
 */
public record RunRow(
        String runId,
        String job,
        Instant started,
        Instant ended,
        @Flattened Outcome outcome,
        @Flattened(prefix = "period_") Period period,
        List<String> environments,
        @Flattened Work work,
        @Flattened Build build)
        implements Serializable {
    public static final String DONE = "done";
    public static final String FAILED = "failed";

    /**
     * How it ended.
     *
     * @param status {@link #DONE} or {@link #FAILED}; a job that was killed leaves no row
     * @param failure the message that the user saw
     */
    public record Outcome(String status, @Nullable String failure) implements Serializable {}

    /**
     * How much it did.
     *
     * @param inputs files, records or rows that were read, as {@code summary} names them; null where the job does not count
     *     them
     * @param rows rows written; of report, files and letters
     * @param rejects input left out; of report, letters that could not be sent
     * @param summary last line of the job's log
     */
    public record Work(
            @Nullable Long inputs,
            @Nullable Long rows,
            @Nullable Long rejects,
            @Nullable String summary) implements Serializable {}

    /**
     * The Culprit that ran it.
     *
     * @param revision of the source that the jar was built from, null where that is not known
     */
    public record Build(String version, @Nullable String revision) implements Serializable {}
}
