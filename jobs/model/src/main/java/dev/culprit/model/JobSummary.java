package dev.culprit.model;

import java.util.List;

/**
 * What a job says when it is done, for the one line that closes its log.
 *
 * @param facts figures with their nouns, {@code 645 scrapes}
 */
public record JobSummary(String job, List<String> facts) {
    @Override
    public String toString() {
        return job + ": " + String.join(", ", facts);
    }
}
