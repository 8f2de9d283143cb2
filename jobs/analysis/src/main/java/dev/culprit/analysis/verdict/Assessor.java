package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.intervention.Interventions;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.analysis.verdict.AssessedCandidate.Term;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what is known of a container to the verdict on it. */
public final class Assessor {
    /**
     * By hand: a second label is named beside the first when it surely carries its own part, so much of the growth at least, by
     * {@link #CONTRIBUTOR_T} within lifetimes and between replicas. A t of four leaves one in ten thousand to chance.
     */
    private static final double CONTRIBUTOR_SHARE = 0.08;

    private static final double CONTRIBUTOR_T = 4;

    /** By hand: below so many lifetimes the finding asks for more, as resampling them says little. */
    private static final int FEW_LIFETIMES = 4;

    private Assessor() {}

    /** @param others the same container in other environments */
    public static Assessment assess(WorkloadContainer unit, List<WorkloadContainer> others) {
        List<String> missing = new ArrayList<>();
        if (!unit.measured()) {
            missing.add("memory: there are no readings for this container in the period");
            return insufficient(unit, missing);
        }
        if (!unit.growth().known()) {
            missing.add(
                    ("memory: no lifetime has enough usable blocks of half an hour (of %d lifetimes; after the first hour,"
                                    + " at least eight blocks with readings%s are needed)")
                            .formatted(unit.lifetimes(), unit.scraped() ? " and a scrape near by" : ""));
            return insufficient(unit, missing);
        }
        MemoryGrowth growth = unit.growth();
        if (!unit.scraped()) {
            missing.add("scrapes: none are archived for this container, so its labels are unknown");
            return growth.shape() == Shape.LEAK
                    ? insufficient(unit, missing)
                    : standing(growth, List.of(), List.of(), missing);
        }
        List<AssessedCandidate> candidates = unit.associations().stream()
                .map(association -> weigh(unit, evidence(unit, association, others)))
                .sorted(Comparator.comparingDouble((AssessedCandidate candidate) -> -candidate.probability())
                        .thenComparing(candidate -> candidate.labels().toString()))
                .toList();
        addWishes(unit, others, missing);
        double likeliest = candidates.stream()
                .mapToDouble(AssessedCandidate::probability)
                .max()
                .orElse(0);
        List<AssessedCandidate> named = named(candidates);
        if (!named.isEmpty()) {
            return new Assessment(Verdict.LABEL, named.get(0).probability(), candidates, named, List.of(), missing);
        }
        if (growth.shape() == Shape.LEAK) {
            if (likeliest >= Score.UNDECIDED) {
                missing.add(0, undecided(candidates.get(0)));
                return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
            }
            double confidence = Score.withoutLabel(growth.leak(), likeliest);
            return confidence < Score.DECIDES
                    ? undecided(growth, candidates, missing)
                    : new Assessment(Verdict.NO_LABEL, confidence, candidates, List.of(), List.of(), missing);
        }
        return standing(growth, candidates, unit.growing(), missing);
    }

    private static Assessment standing(
            MemoryGrowth growth, List<AssessedCandidate> candidates, List<Candidate> growing, List<String> missing) {
        double confidence = Score.standing(growth.leak());
        return confidence < Score.STANDS
                ? undecided(growth, candidates, missing)
                : new Assessment(
                        growing.isEmpty() ? Verdict.STEADY : Verdict.WATCH,
                        confidence,
                        candidates,
                        List.of(),
                        growing,
                        missing);
    }

    private static Assessment undecided(MemoryGrowth growth, List<AssessedCandidate> candidates, List<String> missing) {
        missing.add(
                0,
                "longer or more lifetimes, to tell growth that goes on from growth that ends: by its course here it goes on with probability %.2f"
                        .formatted(growth.leak()));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
    }

    private static Assessment insufficient(WorkloadContainer unit, List<String> missing) {
        if (unit.scraped() && !unit.birthsKnown()) {
            missing.add("scrapes over more than an hour: what is there in a process's first hour is its inventory");
        }
        unit.growing().stream()
                .findFirst()
                .ifPresent(candidate ->
                        missing.add("with it, %s could be judged: %.0f new series an hour are credited to it"
                                .formatted(Format.labels(candidate.group().labels()), candidate.birthsPerHour())));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, List.of(), List.of(), List.of(), missing);
    }

    private static CandidateEvidence evidence(
            WorkloadContainer unit, Association association, List<WorkloadContainer> others) {
        Intervention change = Interventions.find(
                        unit.replicas(),
                        unit.whole(),
                        unit.candidates(),
                        association.candidate().group(),
                        association.price().bytesPerSeries())
                .orElse(null);
        return new CandidateEvidence(association, environments(association, others), change);
    }

    static EnvironmentContrast environments(Association association, List<WorkloadContainer> others) {
        List<String> labels = association.candidate().group().labels();
        return EnvironmentContrast.of(
                association,
                others.stream()
                        .map(other -> new EnvironmentContrast.ControlGroup(
                                other.environment(), other.growth(), other.birthsPerHour(labels)))
                        .toList());
    }

    private static AssessedCandidate weigh(WorkloadContainer unit, CandidateEvidence evidence) {
        List<Term> terms = Score.terms(evidence);
        boolean material =
                evidence.association().price().perDay() > unit.growth().threshold();
        double probability = material ? Score.probability(evidence, terms) : 0;
        DecidedBy decidedBy = material ? DecidedBy.SCORE : DecidedBy.COST;
        RetainedMemory inside = unit.inside();
        CandidateEvidence retained = inside == null ? null : retained(inside, unit.growth(), evidence);
        if (retained != null) {
            double ofRetained = Score.probability(retained, Score.terms(retained));
            if (ofRetained > probability) {
                probability = ofRetained;
                decidedBy = DecidedBy.SCORE;
            }
        } else if (inside != null && inside.isFlat(unit.growth()) && probability > Score.NOT_RETAINED) {
            probability = Score.NOT_RETAINED;
            decidedBy = DecidedBy.RETAINED_MEMORY;
        }
        return new AssessedCandidate(
                evidence,
                unit.wholePodOnly() ? Math.min(probability, Score.MOST_WITHOUT_CONTRAST) : probability,
                decidedBy,
                terms);
    }

    /** The same evidence with the association on what is retained; null where that cannot be the reason of the growth. */
    private static @Nullable CandidateEvidence retained(
            RetainedMemory inside, MemoryGrowth container, CandidateEvidence evidence) {
        Association retained = inside.of(evidence.association().candidate());
        boolean reason = retained != null
                && inside.explains(container)
                && retained.price().perDay() > inside.growth().threshold();
        return reason ? new CandidateEvidence(retained, evidence.environments(), evidence.change()) : null;
    }

    /** Those that are likely enough; beside them whoever surely carries a part of its own. */
    private static List<AssessedCandidate> named(List<AssessedCandidate> candidates) {
        if (candidates.stream().noneMatch(Assessor::convicted)) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> convicted(candidate) || contributes(candidate))
                .toList();
    }

    private static boolean convicted(AssessedCandidate candidate) {
        return candidate.probability()
                >= (candidate.evidence().comparesReplicas() ? Score.DECIDES : Score.DECIDES_ALONE);
    }

    private static boolean contributes(AssessedCandidate candidate) {
        Association a = candidate.association();
        return a.share().low() >= CONTRIBUTOR_SHARE
                && a.t() >= CONTRIBUTOR_T
                && a.controls().replicas() != null
                && a.controls().replicas().t() >= CONTRIBUTOR_T
                && candidate.probability() > 0;
    }

    private static String undecided(AssessedCandidate candidate) {
        return "a decision between %s and what else grows with time: both fit (probability %.2f)"
                .formatted(Format.labels(candidate.labels()), candidate.probability());
    }

    private static void addWishes(WorkloadContainer unit, List<WorkloadContainer> others, List<String> missing) {
        if (unit.wholePodOnly()) {
            missing.add("memory of the container by itself: only the pod as a whole is measured");
        }
        if (unit.scrapedWith() != null) {
            missing.add("scrapes of the container itself: the births are those in the scrapes of %s, in the same pod"
                    .formatted(unit.scrapedWith()));
        }
        if (!unit.panel().requestsKnown()) {
            missing.add("a request counter in the scrapes, to tell growth by traffic from growth by series");
        }
        if (unit.replicas().size() < 2) {
            missing.add("a second replica, whose own births could be held against its own memory");
        }
        if (unit.panel().lifetimes().size() < FEW_LIFETIMES) {
            missing.add("more lifetimes: only %d could be measured"
                    .formatted(unit.panel().lifetimes().size()));
        }
        if (others.isEmpty()) {
            missing.add("the same container in another environment, as a control group");
        }
    }
}
