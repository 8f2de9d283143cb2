package dev.culprit.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summary of a finished job, printed as the last line of its log.
 *
 * @param facts numbers with their nouns, such as {@code 645 scrapes}
 * @param figures the same as numbers, null where the job does not count
 */
public record JobSummary(
        String job, List<String> facts, @Nullable Figures figures) {
    /**
     * How much a job did.
     *
     * @param inputs files, records or rows that it read
     * @param rows rows that it wrote
     * @param rejects inputs that it left out
     */
    public record Figures(long inputs, long rows, long rejects) {}

    public JobSummary(String job, List<String> facts) {
        this(job, facts, null);
    }

    /** Adds a fact. */
    public JobSummary and(String fact) {
        return new JobSummary(
                job, Stream.concat(facts.stream(), Stream.of(fact)).toList(), figures);
    }

    @Override
    public String toString() {
        return job + ": " + String.join(", ", facts);
    }
}
