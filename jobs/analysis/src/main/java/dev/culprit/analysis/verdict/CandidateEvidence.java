package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.intervention.Intervention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a candidate before it is weighed; {@code change} is null where nothing about it changed in the period. */
record CandidateEvidence(
        Association association,
        EnvironmentContrast environments,
        @Nullable Intervention change) {
    List<String> labels() {
        return association.candidate().group().labels();
    }

    /** Whether replicas could be held against each other; where not, other weights and a higher bar apply. */
    boolean comparesReplicas() {
        return association.controls().replicas() != null;
    }
}
