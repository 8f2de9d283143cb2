package dev.culprit.analysis.verdict;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.history.Unread;
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
    /** By hand: a label that carries a quarter of the growth is worth removing, however slow the growth is. */
    private static final double PART_OF_GROWTH = 0.25;

    /** By hand: from this part of the growth on it is what the growth is. */
    private static final double MOST_OF_IT = 0.5;
    /** By hand: bytes; a runtime that tells of its heap takes more by itself, so what is said to use less is in another unit. */
    private static final double LEAST_RUNTIME = 4e6;
    /** By hand: as likely as not. */
    private static final double EVEN_ODDS = 0.5;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double CONTRADICTED = 2;

    private static final Comparator<AssessedCandidate> LIKELIEST_FIRST = Comparator.comparingDouble(
                    (AssessedCandidate candidate) -> -candidate.probability())
            .thenComparing(candidate -> candidate.labels().toString());

    private Assessor() {}

    /** @param others the same container in other environments */
    public static Assessment assess(WorkloadContainer unit, List<WorkloadContainer> others) {
        List<String> missing = new ArrayList<>();
        if (!unit.measured()) {
            missing.add("memory: there are no readings for this container in the period");
            return insufficient(unit, missing);
        }
        if (!unit.growth().known()) {
            missing.add(Format.format(
                    "memory: no lifetime has enough usable blocks of half an hour (of %d lifetimes; after the first"
                            + " hour, at least eight blocks with readings%s are needed)",
                    unit.lifetimes(), unit.scraped() ? " and a scrape near by" : ""));
            return insufficient(unit, missing);
        }
        MemoryGrowth growth = unit.growth();
        if (!unit.scraped()) {
            missing.add("scrapes: none are archived for this container, so its labels are unknown");
            return growth.shape() == Shape.LEAK
                    ? insufficient(unit, missing)
                    : standing(growth, List.of(), List.of(), missing);
        }
        double told = unit.toldBytes();
        // Gateways show heaps of others too, so that more than a container uses is no sign by itself.
        if (growth.level() < LEAST_RUNTIME && told > growth.level()) {
            missing.add(
                    0,
                    Format.format(
                            "memory of this container in bytes: its processes say that they hold %s, and it is said to use %s",
                            Format.bytes(told), Format.bytes(growth.level())));
            return insufficient(unit, missing);
        }
        List<AssessedCandidate> candidates = byAccount(
                        unit,
                        others,
                        unit.associations().stream()
                                .map(association -> weigh(unit, evidence(unit, association, others)))
                                .toList())
                .stream()
                .sorted(LIKELIEST_FIRST)
                .toList();
        missing.addAll(Wishes.of(unit, others));
        double likeliest = candidates.stream()
                .mapToDouble(AssessedCandidate::probability)
                .max()
                .orElse(0);
        // Nothing is said to leak that may as well stand.
        List<AssessedCandidate> convicted = growth.slope().low() > 0 ? Naming.convicted(candidates) : List.of();
        if (!convicted.isEmpty() && Naming.isWorthIt(unit)) {
            return new Assessment(
                    Verdict.LABEL, convicted.get(0).probability(), candidates, convicted, List.of(), missing);
        }
        if (growth.shape() == Shape.LEAK) {
            if (likeliest >= Score.UNDECIDED) {
                missing.add(0, convicted.isEmpty() ? undecided(candidates.get(0)) : Naming.tooSlow(growth));
                return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
            }
            if (birthsMayExplain(unit, candidates, others)) {
                return undecidedBirths(unit, candidates, others, missing);
            }
            Unread unread = unit.unread();
            if (unread.matters()) {
                return unread(unread, candidates, missing);
            }
            double confidence = Score.withoutLabel(growth.leak(), likeliest);
            return confidence < Score.DECIDES
                    ? undecided(growth, candidates, missing)
                    : new Assessment(Verdict.NO_LABEL, confidence, candidates, List.of(), List.of(), missing);
        }
        // Births that stand at the end of a lifetime let memory stand, which then acquits nobody.
        if (growth.shape() == Shape.PLATEAU && birthsMayExplain(unit, candidates, others)) {
            return undecidedBirths(unit, candidates, others, missing);
        }
        // A label that is as likely as not what memory grew by does not only grow beside it.
        if (growth.shape() == Shape.PLATEAU && likeliest >= EVEN_ODDS) {
            missing.add(0, convicted.isEmpty() ? undecided(candidates.get(0)) : Naming.tooSlow(growth));
            return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
        }
        List<Candidate> growing = unit.growing();
        Unread unread = unit.unread();
        return unread.matters() && growing.isEmpty()
                ? unread(unread, candidates, missing)
                : standing(growth, candidates, growing, missing);
    }

    private static List<AssessedCandidate> byAccount(
            WorkloadContainer unit, List<WorkloadContainer> others, List<AssessedCandidate> candidates) {
        BirthsAccount births = unit.question().births();
        return births == null || !births.mayExplain() || unit.question().standsInside()
                ? candidates
                : ByAccount.weighed(candidates, births, candidate -> isAcquitted(unit, candidate, others));
    }

    /** What was not read was not seen: neither "no label" nor "steady" can be said of it. */
    private static Assessment unread(Unread unread, List<AssessedCandidate> candidates, List<String> missing) {
        missing.add(
                0,
                Format.format(
                        "the lines or series of its scrapes that were not read, %s of a scrape (%s): a label in them is"
                                + " not seen",
                        unread.isKnown() ? "up to " + Format.percent(unread.share()) : "an unknown part",
                        unread.reason() == null ? "for no reason that is told" : unread.reason()));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
    }

    /**
     * The first question: whether births of all labels together may well be the growth. Where they may, "no label" would be said of
     * series that nobody has acquitted, as memory does that processes retain and that stands.
     */
    private static boolean birthsMayExplain(
            WorkloadContainer unit, List<AssessedCandidate> candidates, List<WorkloadContainer> others) {
        BirthsAccount births = unit.question().births();
        if (births == null || !births.mayExplain() || unit.question().standsInside()) {
            return false;
        }
        if (!births.labels().isEmpty()) {
            return candidates.stream()
                    .filter(candidate -> candidate.labels().equals(births.labels()))
                    .noneMatch(candidate -> isAcquitted(unit, candidate, others));
        }
        long acquitted = candidates.stream()
                .filter(candidate -> isAcquitted(unit, candidate, others))
                .mapToLong(candidate -> candidate.association().candidate().births())
                .sum();
        long all = unit.candidates().groups().groups().stream()
                .mapToLong(LabelGroups.Group::births)
                .sum();
        return acquitted <= MOST_OF_IT * all;
    }

    /**
     * By something else than the lack of proof. What its own other replicas say is asked by its own rule, as replicas are parted by
     * what is to be explained.
     */
    private static boolean isAcquitted(
            WorkloadContainer unit, AssessedCandidate candidate, List<WorkloadContainer> others) {
        return switch (candidate.decidedBy()) {
            case EXPIRY, OBJECTS, STANDING_REPLICAS, ENVIRONMENT -> true;
            case RETAINED_MEMORY -> unit.question().standsInside() || isRefuted(unit, candidate, others);
            case COST, GONE, OTHER_HOLDINGS, PRICE, NEIGHBOUR, TIME, ACCOUNT, SCORE ->
                isRefuted(unit, candidate, others);
        };
    }

    private static boolean isRefuted(
            WorkloadContainer unit, AssessedCandidate candidate, List<WorkloadContainer> others) {
        return ControlGroups.standingReplicasRefute(unit, candidate.association())
                || EnvironmentContrast.of(candidate.association(), ControlGroups.elsewhere(others, candidate.labels()))
                                .contradiction()
                        > CONTRADICTED
                || (candidate.change() != null && candidate.change().conclusion() == Intervention.Conclusion.ACQUITS);
    }

    /** Nobody is acquitted by what the fit leaves him where births and time fit equally well. */
    private static Assessment undecidedBirths(
            WorkloadContainer unit,
            List<AssessedCandidate> candidates,
            List<WorkloadContainer> others,
            List<String> missing) {
        List<AssessedCandidate> open = candidates.stream()
                .map(candidate -> mayPay(candidate) && !isAcquitted(unit, candidate, others)
                        ? candidate.leftOpen(Score.UNDECIDED)
                        : candidate)
                .sorted(LIKELIEST_FIRST)
                .toList();
        missing.add(0, undecidedBirths(unit, open));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, open, List.of(), List.of(), missing);
    }

    /** Whether its births alone would be a part of the growth worth naming, at a price that clients are known to keep. */
    private static boolean mayPay(AssessedCandidate candidate) {
        Association association = candidate.association();
        return candidate.probability() < Score.UNDECIDED
                && association.share().explained() >= PART_OF_GROWTH
                && association.price().alone() >= Association.FEWEST_BYTES
                && association.price().alone() <= Association.USUAL_BYTES;
    }

    private static String undecidedBirths(WorkloadContainer unit, List<AssessedCandidate> candidates) {
        BirthsAccount births = requireNonNull(unit.question().births());
        return Format.format(
                "variation that tells series from time: new series%s alone may be %s of the growth, at up to %s each,"
                        + " and fit it no worse than time and traffic do (%.0f of them in a lifetime, on average)%s",
                births.labels().isEmpty() ? "" : " of " + Format.labels(births.labels()),
                Format.percent(Math.min(1, births.explainedAtMost())),
                Format.bytes(births.mostPerSeries()),
                births.exposed(),
                candidates.isEmpty()
                        ? ""
                        : "; the first to be suspected is "
                                + Format.labels(candidates.get(0).labels()));
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
                Format.format(
                        "longer or more lifetimes, to tell growth that goes on from growth that ends: by its course here it goes on with probability %.2f",
                        growth.leak()));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, candidates, List.of(), List.of(), missing);
    }

    private static Assessment insufficient(WorkloadContainer unit, List<String> missing) {
        if (unit.scraped() && !unit.birthsKnown()) {
            missing.add("scrapes over more than an hour: what is there in a process's first hour is its inventory");
        }
        unit.growing().stream()
                .findFirst()
                .ifPresent(candidate -> missing.add(Format.format(
                        "with it, %s could be judged: %.0f new series an hour are credited to it",
                        Format.labels(candidate.group().labels()), candidate.birthsPerHour())));
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
        return evidence(unit, association, others, change);
    }

    /** @param change of the candidate in the period; null where nothing changed */
    static CandidateEvidence evidence(
            WorkloadContainer unit,
            Association association,
            List<WorkloadContainer> others,
            @Nullable Intervention change) {
        return new CandidateEvidence(
                association,
                ControlGroups.of(unit, association, others),
                change,
                Witness.ofObjects(
                                unit.panel(),
                                unit.replicas(),
                                association.candidate().group(),
                                unit.growth())
                        .orElse(null),
                UsualPrice.of(
                        unit.replicas(),
                        unit.candidates().groups(),
                        association.candidate().group()),
                unit.scrapedWith() == null && surelyLeaks(unit.growth()));
    }

    /** What divides growth by births must know the growth: half of it at least by its interval. */
    private static boolean surelyLeaks(MemoryGrowth growth) {
        return growth.leak() >= Score.DECIDES
                && growth.slope().low() >= MOST_OF_IT * growth.slope().estimate();
    }

    private static AssessedCandidate weigh(WorkloadContainer unit, CandidateEvidence evidence) {
        List<Term> terms = Score.terms(evidence);
        boolean material = isMaterial(evidence.association(), unit.growth());
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
        }
        for (Bounds.Bound bound : Bounds.of(unit, evidence, retained != null)) {
            if (probability > bound.most()) {
                probability = bound.most();
                decidedBy = bound.by();
            }
        }
        return new AssessedCandidate(
                evidence,
                unit.wholePodOnly() ? Math.min(probability, Score.MOST_WITHOUT_CONTRAST) : probability,
                decidedBy,
                terms);
    }

    /** Whether a candidate costs enough by itself, or is a part worth naming of growth that matters. */
    static boolean isMaterial(Association association, MemoryGrowth growth) {
        double perDay = association.price().perDay();
        return perDay > growth.threshold()
                || (growth.matters() && perDay >= PART_OF_GROWTH * 24 * growth.risePerHour());
    }

    /** The same evidence with the association on what is retained; null where that cannot be the reason of the growth. */
    private static @Nullable CandidateEvidence retained(
            RetainedMemory inside, MemoryGrowth container, CandidateEvidence evidence) {
        Association retained = inside.of(evidence.association().candidate());
        boolean reason = retained != null && inside.explains(container) && isMaterial(retained, inside.growth());
        return reason && retained != null ? evidence.withAssociation(retained) : null;
    }

    private static String undecided(AssessedCandidate candidate) {
        return Format.format(
                "a decision between %s and what else grows with time: both fit (probability %.2f)",
                Format.labels(candidate.labels()), candidate.probability());
    }
}
