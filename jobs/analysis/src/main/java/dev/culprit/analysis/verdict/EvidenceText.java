package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.toMap;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.DoseResponse;
import dev.culprit.analysis.evidence.EnvironmentContrast.Elsewhere;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.NegativeControl;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.verdict.Assessment.AssessedCandidate;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A judgement's reasons, and what would overturn it, as sentences with figures. */
public final class EvidenceText {
    private EvidenceText() {}

    public static List<Evidence> evidence(WorkloadContainer unit, Assessment judgement) {
        List<Evidence> evidence = new ArrayList<>();
        switch (judgement.verdict()) {
            case LABEL ->
                judgement.named().forEach(suspect -> {
                    evidence.add(births(suspect.association().candidate()));
                    evidence.addAll(byWeight(against(unit, suspect), suspect));
                });
            case NO_LABEL, INSUFFICIENT_DATA, STEADY -> {
                judgement.suspects().forEach(suspect -> acquittal(unit, suspect, evidence));
                if (unit.birthsKnown() && judgement.suspects().isEmpty()) {
                    noCandidate(unit, evidence);
                }
            }
            case WATCH -> judgement.watched().forEach(candidate -> growing(candidate, evidence));
        }
        if (unit.scrapedWith() != null && !judgement.suspects().isEmpty()) {
            evidence.add(of(
                    "owner",
                    Format.format(
                            "%s is never scraped by itself; the births are those in the scrapes of %s in the same pod, whose"
                                    + " body may hold the metrics of the whole pod.",
                            unit.identity().container(), unit.scrapedWith())));
        }
        if (judgement.suspects().isEmpty()
                && unit.inside() != null
                && unit.inside().growth().known()) {
            evidence.add(retained(unit, ""));
        }
        if (unit.growth().known()) {
            evidence.add(memory(unit));
        }
        return List.copyOf(evidence);
    }

    public static List<String> refutedBy(WorkloadContainer unit, Assessment judgement) {
        return switch (judgement.verdict()) {
            case LABEL -> {
                String label = judgement.named().get(0).labels().get(0);
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
                List.of("Growth of memory within lifetimes above %s a day."
                        .formatted(Format.bytes(unit.growth().threshold())));
            case INSUFFICIENT_DATA -> List.of();
        };
    }

    /** What counts most comes first, for the label or against it. */
    private static List<Evidence> byWeight(List<Evidence> evidence, AssessedCandidate suspect) {
        Map<String, Double> weights =
                Score.terms(suspect.association(), suspect.environments(), suspect.change()).stream()
                        .collect(toMap(Score.Term::kind, term -> Math.abs(term.logOdds())));
        return evidence.stream()
                .sorted(Comparator.comparingDouble((Evidence one) -> -weights.getOrDefault(one.kind(), 0.0)))
                .toList();
    }

    private static List<Evidence> against(WorkloadContainer unit, AssessedCandidate suspect) {
        List<Evidence> evidence = new ArrayList<>();
        Association a = suspect.association();
        String labels = Format.labels(suspect.labels());
        evidence.add(of(
                "association",
                Format.format(
                        "Within lifetimes, block by block, memory follows the births of %s: %s a series, t = %.1f with"
                                + " traffic, age, warm-up and other labels taken into account (%d lifetimes).",
                        labels, Format.bytes(a.price().bytesPerSeries()), a.t(), a.lifetimes()),
                figure("t", a.t()),
                figure("bytesPerSeries", a.price().bytesPerSeries()),
                figure("autocorrelation", a.autocorrelation()),
                figure("lifetimes", a.lifetimes())));
        evidence.add(of(
                "share",
                Format.format(
                        "%s carries %s of the growth (at least %s in 95 %% of resampled lifetimes); alone it explains %s"
                                + " of it.",
                        labels,
                        Format.percent(a.share().estimate()),
                        Format.percent(a.share().low()),
                        Format.percent(a.share().explained())),
                figure("share", a.share().estimate()),
                figure("shareLow", a.share().low()),
                figure("explained", a.share().explained()),
                figure("heaviestInResamples", a.share().heaviest())));
        if (a.controls().replicas() != null) {
            ReplicaContrast pods = a.controls().replicas();
            double agreement = Score.agreement(a.price().bytesPerSeries(), pods.bytesPerSeries());
            evidence.add(of(
                    "pod-contrast",
                    Format.format(
                            "With everything taken out that the %d replicas do at the same time, a replica's own births"
                                    + " %s its own memory: %s a series, t = %.1f.",
                            pods.pods(),
                            pods.t() > 2 ? "still explain" : "do not surely explain",
                            Format.bytes(pods.bytesPerSeries()),
                            pods.t()),
                    figure("t", pods.t()),
                    figure("bytesPerSeries", pods.bytesPerSeries()),
                    figure("agreement", agreement)));
        }
        if (suspect.change() != null) {
            evidence.add(suspect.change().evidence());
        }
        inside(unit, suspect, evidence);
        controls(a, labels, evidence);
        environments(unit, suspect, evidence);
        boolean plausible = a.price().bytesPerSeries() >= Association.FEWEST_BYTES
                && a.price().bytesPerSeries() < 0.99 * Association.MOST_BYTES;
        evidence.add(of(
                "price",
                Format.format(
                        "%s a series (95 %%: %s to %s) is %s; known clients keep 30 bytes to 16 kB.",
                        Format.bytes(a.price().bytesPerSeries()),
                        Format.bytes(a.price().low()),
                        Format.bytes(a.price().high()),
                        plausible ? "plausible" : "not plausible"),
                figure("bytesPerSeries", a.price().bytesPerSeries()),
                figure("low", a.price().low()),
                figure("high", a.price().high())));
        return evidence;
    }

    private static void inside(WorkloadContainer unit, AssessedCandidate suspect, List<Evidence> evidence) {
        RetainedMemory inside = unit.inside();
        if (inside == null || !inside.growth().known()) {
            return;
        }
        Association retained = inside.of(suspect.association().candidate());
        evidence.add(
                retained == null
                        ? retained(unit, "; it does not follow these births")
                        : retained(
                                unit,
                                Format.format(
                                        "; with the births of %s it goes at %s a series (t = %.1f)",
                                        Format.labels(suspect.labels()),
                                        Format.bytes(retained.price().bytesPerSeries()),
                                        retained.t()),
                                figure("bytesPerSeries", retained.price().bytesPerSeries()),
                                figure("t", retained.t())));
    }

    private static Evidence retained(WorkloadContainer unit, String births, Figure... figures) {
        double inside = unit.inside().growth().risePerHour();
        double outside = unit.growth().risePerHour();
        List<Figure> all =
                new ArrayList<>(List.of(figure("retainedBytesPerHour", inside), figure("bytesPerHour", outside)));
        all.addAll(List.of(figures));
        return of(
                "inside",
                Format.format(
                        "What the processes themselves say that they retain (the lower envelope of their heap) grew by %s, the"
                                + " container by %s%s.",
                        Format.perHour(inside), Format.perHour(outside), births),
                all.toArray(Figure[]::new));
    }

    /** Evidence that the replicas and the lifetimes give one against the other. */
    private static void controls(Association a, String labels, List<Evidence> evidence) {
        if (a.controls().negative() != null) {
            NegativeControl placebo = a.controls().negative();
            evidence.add(of(
                    "placebo",
                    Format.format(
                            "A negative control: with a replica's own births in the sum, births of the other replicas %s its"
                                    + " memory (t = %.1f, own births t = %.1f).",
                            placebo.othersT() > 2 ? "go with" : "tell nothing about",
                            placebo.othersT(),
                            placebo.ownT()),
                    figure("othersT", placebo.othersT()),
                    figure("ownT", placebo.ownT())));
        }
        if (a.controls().wholeLifetimes() != null) {
            DoseResponse dose = a.controls().wholeLifetimes();
            evidence.add(of(
                    "dose-response",
                    Format.format(
                            "Between whole lifetimes (%d), those with more births of %s %s more: %s a series, t = %.1f with"
                                    + " hours and requests taken into account.",
                            dose.lifetimes(),
                            labels,
                            dose.t() > 2 ? "grew" : "did not surely grow",
                            Format.bytes(dose.bytesPerSeries()),
                            dose.t()),
                    figure("t", dose.t()),
                    figure("bytesPerSeries", dose.bytesPerSeries()),
                    figure("lifetimes", dose.lifetimes())));
        }
    }

    private static void environments(WorkloadContainer unit, AssessedCandidate suspect, List<Evidence> evidence) {
        for (Elsewhere other : suspect.environments().elsewhere()) {
            double here = suspect.association().candidate().birthsPerHour();
            boolean quiet = other.birthsPerHour() < 0.05 * here;
            String text = quiet
                    ? Format.format(
                            "%s is the control: %.1f new series an hour by these labels against %.0f in %s, and memory"
                                    + " grows by %s against %s.",
                            other.environment(),
                            other.birthsPerHour(),
                            here,
                            unit.environment(),
                            Format.perHour(other.measured()),
                            Format.perHour(unit.growth().risePerHour()))
                    : Format.format(
                            "In %s these labels make %.0f new series an hour too: %s predicted, %s measured.",
                            other.environment(),
                            other.birthsPerHour(),
                            Format.perHour(other.predicted()),
                            Format.perHour(other.measured()));
            evidence.add(of(
                    "environment-contrast",
                    text,
                    figure("seriesPerHour", other.birthsPerHour()),
                    figure("predictedBytesPerHour", other.predicted()),
                    figure("measuredBytesPerHour", other.measured())));
        }
    }

    /** Why a candidate was not named: the first of the tests that it fails, with its figures. */
    private static void acquittal(WorkloadContainer unit, AssessedCandidate suspect, List<Evidence> evidence) {
        Association a = suspect.association();
        String labels = Format.labels(suspect.labels());
        String why;
        if (a.price().perDay() <= unit.growth().threshold()) {
            why = Format.format(
                    "at the fitted price it costs %s a day, too little to matter",
                    Format.bytes(a.price().perDay()));
        } else if (suspect.environments().contradiction() > 2.5) {
            why = "another environment has its births without the growth";
        } else if (suspect.environments().unexplained() > 0.5) {
            why = "memory grows in another environment too, beyond what its births there cost";
        } else if (a.share().estimate() < 0.5) {
            why = Format.format(
                    "it carries %s of the growth, age or traffic the rest",
                    Format.percent(a.share().estimate()));
        } else {
            why = Format.format(
                    "memory does not surely follow its births (t = %.1f%s)",
                    a.t(),
                    a.controls().replicas() == null
                            ? ""
                            : Format.format(
                                    ", between replicas %.1f",
                                    a.controls().replicas().t()));
        }
        if (suspect.change() != null) {
            evidence.add(suspect.change().evidence());
        }
        inside(unit, suspect, evidence);
        evidence.add(of(
                "acquittal",
                Format.format(
                        "%s grows (%.0f new series an hour), but %s: probability %.2f.",
                        labels, a.candidate().birthsPerHour(), why, suspect.probability()),
                figure("probability", suspect.probability()),
                figure("share", a.share().estimate()),
                figure("t", a.t()),
                figure("seriesPerHour", a.candidate().birthsPerHour())));
    }

    private static void noCandidate(WorkloadContainer unit, List<Evidence> evidence) {
        double combinations = unit.hours() > 0
                ? unit.ledgers().stream().mapToLong(ProcessBirths::uncredited).sum() / unit.hours()
                : 0;
        evidence.add(of(
                "births",
                Format.format(
                        "No label keeps taking new values: %.1f new series an hour after the first hour, %.1f of them old"
                                + " values in new combinations.",
                        unit.birthsPerHour(), combinations),
                figure("seriesPerHour", unit.birthsPerHour()),
                figure("newCombinationsPerHour", combinations)));
    }

    private static void growing(Candidate candidate, List<Evidence> evidence) {
        evidence.add(births(candidate));
    }

    private static Evidence births(Candidate candidate) {
        return of(
                "births",
                Format.format(
                        "%s took %d new values in %.0f hours of running time, which made %d series: %.0f an hour,"
                                + " %.1f for each value.",
                        Format.labels(candidate.group().labels()),
                        candidate.values(),
                        candidate.hours(),
                        candidate.births(),
                        candidate.birthsPerHour(),
                        (double) candidate.births() / candidate.values()),
                figure("births", (double) candidate.births()),
                figure("values", (double) candidate.values()),
                figure("hours", candidate.hours()),
                figure("seriesPerHour", candidate.birthsPerHour()));
    }

    private static Evidence memory(WorkloadContainer unit) {
        MemoryGrowth growth = unit.growth();
        String text = switch (growth.shape()) {
            case LEAK -> "grows to the end of its lifetimes and does not come back";
            case PLATEAU -> "grows and then stands";
            case EBB_AND_FLOW -> "follows traffic up and down";
            case FLAT -> "is flat";
            case SHORT -> "is known too briefly";
        };
        return of(
                "memory",
                Format.format(
                        "Memory%s %s: %s in a typical lifetime of %.1f hours around %s, slope %s (95 %%: %s to %s).",
                        unit.panel().postGcMinima() ? ", read after collections only," : "",
                        text,
                        (growth.rise() >= 0 ? "+" : "") + Format.bytes(growth.rise()),
                        growth.hours(),
                        Format.bytes(growth.level()),
                        Format.perHour(growth.slope()),
                        Format.perHour(growth.low()),
                        Format.perHour(growth.high())),
                figure("rise", growth.rise()),
                figure("riseError", growth.riseError()),
                figure("hours", growth.hours()),
                figure("level", growth.level()),
                figure("slopeBytesPerHour", growth.slope()),
                figure("leakProbability", growth.leak()));
    }

    private static Evidence of(String kind, String text, Figure... figures) {
        return new Evidence(
                kind,
                text,
                Arrays.stream(figures)
                        .filter(figure -> Double.isFinite(figure.value()))
                        .toList());
    }

    private static Figure figure(String name, double value) {
        return new Figure(name, value);
    }
}
