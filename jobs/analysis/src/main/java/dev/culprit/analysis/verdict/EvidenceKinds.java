package dev.culprit.analysis.verdict;

import java.util.List;

/**
 * All kinds of evidence, in the order in which sentences of equal weight stand in a report and features in {@code weights.txt}. A new
 * kind is a class and a line here; {@code EvidenceKindsTest} fails without the line.
 */
final class EvidenceKinds {
    private EvidenceKinds() {}

    static final List<EvidenceKind> ALL = List.of(
            new BirthsEvidence(),
            new AssociationEvidence(),
            new ShareEvidence(),
            new ReplicaEvidence(),
            new InterventionEvidence(),
            new RetainedMemoryEvidence(),
            new NegativeControlEvidence(),
            new DoseResponseEvidence(),
            new EnvironmentEvidence(),
            new PriceEvidence(),
            new AccountEvidence(),
            new HoldingsEvidence(),
            new AcquittalEvidence(),
            new OwnerEvidence(),
            new MemoryEvidence());
}
