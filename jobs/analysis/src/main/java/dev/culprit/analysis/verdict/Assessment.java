package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.intervention.Interventions;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a unit, before it is put into words.
 *
 * @param suspects every candidate that was weighed, the likeliest first
 * @param named those that carry the verdict {@code label}
 * @param watched those that carry the verdict {@code watch}
 * @param missing what a surer verdict would need
 */
public record Assessment(
        Verdict verdict,
        double confidence,
        List<AssessedCandidate> suspects,
        List<AssessedCandidate> named,
        List<Candidate> watched,
        List<String> missing) {
    /** A second label is named beside the first when it surely carries its own part. */
    private static final double CONTRIBUTOR_SHARE = 0.08;

    private static final double CONTRIBUTOR_T = 4;

    /** A label group on trial; {@code change} is null where nothing about it changed in the period. */
    public record AssessedCandidate(
            Association association,
            EnvironmentContrast environments,
            @Nullable Intervention change,
            double probability) {
        public List<String> labels() {
            return association.candidate().group().labels();
        }
    }

    public static Assessment of(WorkloadContainer unit, List<WorkloadContainer> others) {
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
        List<AssessedCandidate> suspects = unit.associations().stream()
                .map(association -> suspect(unit, association, others))
                .sorted(Comparator.comparingDouble((AssessedCandidate suspect) -> -suspect.probability())
                        .thenComparing(suspect -> suspect.labels().toString()))
                .toList();
        addWishes(unit, others, missing);
        double likeliest = suspects.stream()
                .mapToDouble(AssessedCandidate::probability)
                .max()
                .orElse(0);
        List<AssessedCandidate> named = named(suspects);
        if (!named.isEmpty()) {
            return new Assessment(Verdict.LABEL, named.get(0).probability(), suspects, named, List.of(), missing);
        }
        if (growth.shape() == Shape.LEAK) {
            if (likeliest >= Score.UNDECIDED) {
                missing.add(0, undecided(suspects.get(0)));
                return new Assessment(Verdict.INSUFFICIENT_DATA, 0, suspects, List.of(), List.of(), missing);
            }
            double confidence = Score.withoutLabel(growth.leak(), likeliest);
            return confidence < Score.DECIDES
                    ? undecided(growth, suspects, missing)
                    : new Assessment(Verdict.NO_LABEL, confidence, suspects, List.of(), List.of(), missing);
        }
        return standing(growth, suspects, unit.growing(), missing);
    }

    private static Assessment standing(
            MemoryGrowth growth, List<AssessedCandidate> suspects, List<Candidate> growing, List<String> missing) {
        double confidence = Score.standing(growth.leak());
        return confidence < Score.STANDS
                ? undecided(growth, suspects, missing)
                : new Assessment(
                        growing.isEmpty() ? Verdict.STEADY : Verdict.WATCH,
                        confidence,
                        suspects,
                        List.of(),
                        growing,
                        missing);
    }

    private static Assessment undecided(MemoryGrowth growth, List<AssessedCandidate> suspects, List<String> missing) {
        missing.add(
                0,
                "longer or more lifetimes, to tell growth that goes on from growth that ends: by its course here it goes on with probability %.2f"
                        .formatted(growth.leak()));
        return new Assessment(Verdict.INSUFFICIENT_DATA, 0, suspects, List.of(), List.of(), missing);
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

    private static AssessedCandidate suspect(
            WorkloadContainer unit, Association association, List<WorkloadContainer> others) {
        EnvironmentContrast environments = environments(association, others);
        Intervention change = Interventions.find(
                        unit.replicas(),
                        unit.whole(),
                        unit.candidates(),
                        association.candidate().group(),
                        association.price().bytesPerSeries())
                .orElse(null);
        boolean material = association.price().perDay() > unit.growth().threshold();
        double probability = material ? Score.probability(association, environments, change) : 0;
        if (unit.inside() != null) {
            probability = withRetained(
                    unit.inside(), probability, unit.growth(), association.candidate(), environments, change);
        }
        return new AssessedCandidate(
                association,
                environments,
                change,
                unit.wholePodOnly() ? Math.min(probability, Score.MOST_WITHOUT_CONTRAST) : probability);
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

    /** The probability that a candidate carries the container's growth, with what is retained taken into account. */
    private static double withRetained(
            RetainedMemory inside,
            double outside,
            MemoryGrowth container,
            Candidate candidate,
            EnvironmentContrast environments,
            @Nullable Intervention change) {
        Association retained = inside.of(candidate);
        if (retained != null
                && inside.explains(container)
                && retained.price().perDay() > inside.growth().threshold()) {
            return Math.max(outside, Score.probability(retained, environments, change));
        }
        return inside.isFlat(container) ? Math.min(outside, Score.NOT_RETAINED) : outside;
    }

    /** Those that are likely enough; beside them whoever surely carries a part of its own. */
    private static List<AssessedCandidate> named(List<AssessedCandidate> suspects) {
        if (suspects.stream().noneMatch(Assessment::convicted)) {
            return List.of();
        }
        return suspects.stream()
                .filter(suspect -> convicted(suspect) || contributes(suspect))
                .toList();
    }

    private static boolean convicted(AssessedCandidate suspect) {
        return suspect.probability()
                >= (suspect.association().controls().replicas() == null ? Score.DECIDES_ALONE : Score.DECIDES);
    }

    private static boolean contributes(AssessedCandidate suspect) {
        Association a = suspect.association();
        return a.share().low() >= CONTRIBUTOR_SHARE
                && a.t() >= CONTRIBUTOR_T
                && a.controls().replicas() != null
                && a.controls().replicas().t() >= CONTRIBUTOR_T
                && suspect.probability() > 0;
    }

    private static String undecided(AssessedCandidate suspect) {
        return "a decision between %s and what else grows with time: both fit (probability %.2f)"
                .formatted(Format.labels(suspect.labels()), suspect.probability());
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
        if (unit.panel().lifetimes().size() < 4) {
            missing.add("more lifetimes: only %d could be measured"
                    .formatted(unit.panel().lifetimes().size()));
        }
        if (others.isEmpty()) {
            missing.add("the same container in another environment, as a control group");
        }
    }
}
