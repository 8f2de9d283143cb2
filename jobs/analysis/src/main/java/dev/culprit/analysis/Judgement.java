package dev.culprit.analysis;

import dev.culprit.analysis.Candidates.Candidate;
import dev.culprit.model.Nullable;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is said of a unit, before it is put into words.
 *
 * @param suspects every candidate that was weighed, the likeliest first
 * @param named those that carry the verdict {@code label}
 * @param watched those that carry the verdict {@code watch}
 * @param missing what a surer verdict would need
 */
record Judgement(
        Verdict verdict,
        double confidence,
        List<Suspect> suspects,
        List<Suspect> named,
        List<Candidate> watched,
        List<String> missing) {
    /** A second label is named beside the first when it surely carries its own part. */
    private static final double CONTRIBUTOR_SHARE = 0.08;

    private static final double CONTRIBUTOR_T = 4;

    /** A label group on trial; {@code change} is null where nothing about it changed in the period. */
    record Suspect(
            Association association,
            EnvironmentContrast environments,
            @Nullable Intervention change,
            double probability) {
        List<String> labels() {
            return association.candidate().group().labels();
        }
    }

    static Judgement of(Unit unit, List<Unit> others) {
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
        Growth growth = unit.growth();
        if (!unit.scraped()) {
            missing.add("scrapes: none are archived for this container, so its labels are unknown");
            return growth.shape() == Shape.LEAK
                    ? insufficient(unit, missing)
                    : standing(growth, List.of(), List.of(), missing);
        }
        List<Suspect> suspects = unit.associations().stream()
                .map(association -> suspect(unit, association, others))
                .sorted(Comparator.comparingDouble((Suspect suspect) -> -suspect.probability())
                        .thenComparing(suspect -> suspect.labels().toString()))
                .toList();
        addWishes(unit, others, missing);
        double likeliest =
                suspects.stream().mapToDouble(Suspect::probability).max().orElse(0);
        List<Suspect> named = named(suspects);
        if (!named.isEmpty()) {
            return new Judgement(Verdict.LABEL, named.get(0).probability(), suspects, named, List.of(), missing);
        }
        if (growth.shape() == Shape.LEAK) {
            if (likeliest >= Score.UNDECIDED) {
                missing.add(0, undecided(suspects.get(0)));
                return new Judgement(Verdict.INSUFFICIENT_DATA, 0, suspects, List.of(), List.of(), missing);
            }
            double confidence = Score.withoutLabel(growth.leak(), likeliest);
            return confidence < Score.DECIDES
                    ? undecided(growth, suspects, missing)
                    : new Judgement(Verdict.NO_LABEL, confidence, suspects, List.of(), List.of(), missing);
        }
        return standing(growth, suspects, unit.growing(), missing);
    }

    private static Judgement standing(
            Growth growth, List<Suspect> suspects, List<Candidate> growing, List<String> missing) {
        double confidence = Score.standing(growth.leak());
        return confidence < Score.STANDS
                ? undecided(growth, suspects, missing)
                : new Judgement(
                        growing.isEmpty() ? Verdict.STEADY : Verdict.WATCH,
                        confidence,
                        suspects,
                        List.of(),
                        growing,
                        missing);
    }

    private static Judgement undecided(Growth growth, List<Suspect> suspects, List<String> missing) {
        missing.add(
                0,
                "longer or more lifetimes, to tell growth that goes on from growth that ends: by its course here it goes on with probability %.2f"
                        .formatted(growth.leak()));
        return new Judgement(Verdict.INSUFFICIENT_DATA, 0, suspects, List.of(), List.of(), missing);
    }

    private static Judgement insufficient(Unit unit, List<String> missing) {
        if (unit.scraped() && !unit.birthsKnown()) {
            missing.add("scrapes over more than an hour: what is there in a process's first hour is its inventory");
        }
        unit.growing().stream()
                .findFirst()
                .ifPresent(candidate ->
                        missing.add("with it, %s could be judged: %.0f new series an hour are credited to it"
                                .formatted(Words.labels(candidate.group().labels()), candidate.birthsPerHour())));
        return new Judgement(Verdict.INSUFFICIENT_DATA, 0, List.of(), List.of(), List.of(), missing);
    }

    private static Suspect suspect(Unit unit, Association association, List<Unit> others) {
        EnvironmentContrast environments = EnvironmentContrast.of(association, others);
        Intervention change = Interventions.find(
                        unit.replicas(),
                        unit.whole(),
                        unit.candidates(),
                        association.candidate().group(),
                        association.bytesPerSeries())
                .orElse(null);
        boolean material = association.perDay() > unit.growth().threshold();
        double probability = material ? Score.probability(association, environments, change) : 0;
        if (unit.inside() != null) {
            probability = unit.inside()
                    .probability(probability, unit.growth(), association.candidate(), environments, change);
        }
        return new Suspect(
                association,
                environments,
                change,
                unit.wholePodOnly() ? Math.min(probability, Score.MOST_WITHOUT_CONTRAST) : probability);
    }

    /** Those that are likely enough; beside them whoever surely carries a part of its own. */
    private static List<Suspect> named(List<Suspect> suspects) {
        if (suspects.stream().noneMatch(Judgement::convicted)) {
            return List.of();
        }
        return suspects.stream()
                .filter(suspect -> convicted(suspect) || contributes(suspect))
                .toList();
    }

    private static boolean convicted(Suspect suspect) {
        return suspect.probability()
                >= (suspect.association().contrast() == null ? Score.DECIDES_ALONE : Score.DECIDES);
    }

    private static boolean contributes(Suspect suspect) {
        Association a = suspect.association();
        return a.shareLow() >= CONTRIBUTOR_SHARE
                && a.t() >= CONTRIBUTOR_T
                && a.contrast() != null
                && a.contrast().t() >= CONTRIBUTOR_T
                && suspect.probability() > 0;
    }

    private static String undecided(Suspect suspect) {
        return "a decision between %s and what else grows with time: both fit (probability %.2f)"
                .formatted(Words.labels(suspect.labels()), suspect.probability());
    }

    private static void addWishes(Unit unit, List<Unit> others, List<String> missing) {
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
        if (unit.panel().stretches().size() < 4) {
            missing.add("more lifetimes: only %d could be measured"
                    .formatted(unit.panel().stretches().size()));
        }
        if (others.isEmpty()) {
            missing.add("the same container in another environment, as a control group");
        }
    }
}
