package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.toMap;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.verdict.AssessedCandidate.Term;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reasons of an assessment, and what would overturn it, as sentences with figures. */
public final class Explanation {
    private Explanation() {}

    public static List<Evidence> evidence(WorkloadContainer unit, Assessment assessment) {
        List<Evidence> evidence = new ArrayList<>();
        switch (assessment.verdict()) {
            case LABEL ->
                assessment.named().forEach(candidate -> {
                    kinds().flatMap(kind ->
                                    kind.ofCandidate(candidate.association().candidate()).stream())
                            .forEach(evidence::add);
                    evidence.addAll(byWeight(candidate, unit));
                });
            case WATCH ->
                assessment
                        .watched()
                        .forEach(candidate -> kinds().flatMap(kind -> kind.ofCandidate(candidate).stream())
                                .forEach(evidence::add));
            case NO_LABEL, INSUFFICIENT_DATA, STEADY ->
                assessment
                        .candidates()
                        .forEach(candidate -> kinds().flatMap(kind -> kind.ofAcquitted(candidate, unit).stream())
                                .forEach(evidence::add));
        }
        kinds().flatMap(kind -> kind.ofContainer(unit, assessment).stream()).forEach(evidence::add);
        return List.copyOf(evidence);
    }

    private static Stream<EvidenceKind> kinds() {
        return EvidenceKinds.ALL.stream();
    }

    /** What counts most comes first, for the label or against it. */
    private static List<Evidence> byWeight(AssessedCandidate candidate, WorkloadContainer unit) {
        Map<String, Double> weights =
                candidate.terms().stream().collect(toMap(Term::kind, term -> Math.abs(term.logOdds())));
        return kinds().sorted(Comparator.comparingDouble(kind -> -weights.getOrDefault(kind.name(), 0.0)))
                .flatMap(kind -> kind.ofNamed(candidate, unit).stream())
                .toList();
    }

    public static List<String> refutedBy(WorkloadContainer unit, Assessment assessment) {
        return switch (assessment.verdict()) {
            case LABEL -> {
                String label = assessment.named().get(0).labels().get(0);
                yield List.of(
                        "A lifetime in which %s takes no new value and memory still climbs as fast.".formatted(label),
                        "A replica, or another environment, with as many new values of %s and flat memory."
                                .formatted(label),
                        ("Memory that keeps its slope after %s is removed from the metrics and the process has started"
                                        + " anew.")
                                .formatted(label));
            }
            case NO_LABEL ->
                List.of(
                        "Births credited to a label that follow this memory block by block, in this or a longer period.",
                        "Metrics that the process keeps but does not expose in the archived scrapes.");
            case WATCH -> List.of("New values that stop coming, or memory that begins to follow them.");
            case STEADY ->
                List.of("Memory that goes on growing to the end of its lifetimes, by more than %s a day."
                        .formatted(Format.bytes(unit.growth().threshold())));
            case INSUFFICIENT_DATA -> List.of();
        };
    }
}
