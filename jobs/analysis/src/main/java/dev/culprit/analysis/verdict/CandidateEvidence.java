package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.intervention.Intervention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a candidate before it is weighed.
 *
 * @param change null where nothing about it changed in the period
 * @param objects what the program says that its objects of the same label take; null where it says nothing of the kind
 * @param usual what clients usually keep for a series of its kind
 * @param kept whether the container surely keeps more and more, and the series are its own, so that they are a part of that
 */
record CandidateEvidence(
        Association association,
        EnvironmentContrast environments,
        @Nullable Intervention change,
        @Nullable Witness objects,
        UsualPrice usual,
        boolean kept) {
    CandidateEvidence withAssociation(Association other) {
        return new CandidateEvidence(other, environments, change, objects, usual, kept);
    }

    /** As of series that may cost this container nothing. */
    CandidateEvidence withoutAccount() {
        return new CandidateEvidence(association, environments, change, objects, usual, false);
    }

    List<String> labels() {
        return association.candidate().group().labels();
    }

    /** Whether replicas can be held against each other; where not, other weights and a higher bar apply. */
    boolean comparesReplicas() {
        return association.comparesReplicas();
    }
}
