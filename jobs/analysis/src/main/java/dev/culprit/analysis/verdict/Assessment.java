package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.model.finding.Verdict;
import java.util.List;

/**
 * What is said of a container, before it is put into words.
 *
 * @param candidates all that were weighed, the likeliest first
 * @param named those that carry the verdict {@code label}
 * @param watched those that carry the verdict {@code watch}
 * @param missing what a surer verdict would need
 */
public record Assessment(
        Verdict verdict,
        double confidence,
        List<AssessedCandidate> candidates,
        List<AssessedCandidate> named,
        List<Candidate> watched,
        List<String> missing) {}
