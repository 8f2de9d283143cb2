package dev.culprit.analysis;

import dev.culprit.analysis.Candidates.Candidate;
import dev.culprit.analysis.EnvironmentContrast.Elsewhere;
import dev.culprit.analysis.Judgement.Suspect;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A judgement's reasons, and what would overturn it, as sentences with figures. */
final class Reasons {
    private Reasons() {}

    static List<Evidence> evidence(Unit unit, Judgement judgement) {
        List<Evidence> evidence = new ArrayList<>();
        switch (judgement.verdict()) {
            case LABEL -> judgement.named().forEach(suspect -> against(unit, suspect, evidence));
            case NO_LABEL, INSUFFICIENT_DATA, STEADY -> {
                judgement.suspects().forEach(suspect -> acquittal(unit, suspect, evidence));
                if (unit.birthsKnown() && judgement.suspects().isEmpty()) {
                    noCandidate(unit, evidence);
                }
            }
            case WATCH -> judgement.watched().forEach(candidate -> growing(candidate, evidence));
        }
        if (unit.growth().known()) {
            evidence.add(memory(unit.growth()));
        }
        return List.copyOf(evidence);
    }

    static List<String> refutedBy(Unit unit, Judgement judgement) {
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
                        .formatted(Words.bytes(unit.growth().threshold())));
            case INSUFFICIENT_DATA -> List.of();
        };
    }

    private static void against(Unit unit, Suspect suspect, List<Evidence> evidence) {
        Association a = suspect.association();
        String labels = Words.labels(suspect.labels());
        evidence.add(births(a.candidate()));
        evidence.add(of(
                "association",
                Words.format(
                        "Within lifetimes, block by block, memory follows the births of %s: %s a series, t = %.1f with"
                                + " traffic, age, warm-up and other labels taken into account (%d lifetimes).",
                        labels, Words.bytes(a.bytesPerSeries()), a.t(), a.lifetimes()),
                figure("t", a.t()),
                figure("bytesPerSeries", a.bytesPerSeries()),
                figure("autocorrelation", a.rho()),
                figure("lifetimes", a.lifetimes())));
        evidence.add(of(
                "share",
                Words.format(
                        "%s carries %s of the growth (at least %s in 95 %% of resampled lifetimes); alone it explains %s"
                                + " of it.",
                        labels, Words.percent(a.share()), Words.percent(a.shareLow()), Words.percent(a.explained())),
                figure("share", a.share()),
                figure("shareLow", a.shareLow()),
                figure("explained", a.explained()),
                figure("heaviestInResamples", a.top())));
        if (a.contrast() != null) {
            PodContrast pods = a.contrast();
            double agreement = Score.agreement(a.bytesPerSeries(), pods);
            evidence.add(of(
                    "pod-contrast",
                    Words.format(
                            "With everything taken out that the %d replicas do at the same time, a replica's own births"
                                    + " %s its own memory: %s a series, t = %.1f.",
                            pods.pods(),
                            pods.t() > 2 ? "still explain" : "do not surely explain",
                            Words.bytes(pods.bytesPerSeries()),
                            pods.t()),
                    figure("t", pods.t()),
                    figure("bytesPerSeries", pods.bytesPerSeries()),
                    figure("agreement", agreement)));
        }
        environments(unit, suspect, evidence);
        boolean plausible =
                a.bytesPerSeries() >= Association.FEWEST_BYTES && a.bytesPerSeries() < 0.99 * Association.MOST_BYTES;
        evidence.add(of(
                "price",
                Words.format(
                        "%s a series (95 %%: %s to %s) is %s; known clients keep 30 bytes to 16 kB.",
                        Words.bytes(a.bytesPerSeries()),
                        Words.bytes(a.low()),
                        Words.bytes(a.high()),
                        plausible ? "plausible" : "not plausible"),
                figure("bytesPerSeries", a.bytesPerSeries()),
                figure("low", a.low()),
                figure("high", a.high())));
    }

    private static void environments(Unit unit, Suspect suspect, List<Evidence> evidence) {
        for (Elsewhere other : suspect.environments().elsewhere()) {
            double here = suspect.association().candidate().birthsPerHour();
            boolean quiet = other.birthsPerHour() < 0.05 * here;
            String text = quiet
                    ? Words.format(
                            "%s is the control: %.1f new series an hour by these labels against %.0f in %s, and memory"
                                    + " grows by %s against %s.",
                            other.environment(),
                            other.birthsPerHour(),
                            here,
                            unit.environment(),
                            Words.perHour(other.measured()),
                            Words.perHour(unit.growth().risePerHour()))
                    : Words.format(
                            "In %s these labels make %.0f new series an hour too: %s predicted, %s measured.",
                            other.environment(),
                            other.birthsPerHour(),
                            Words.perHour(other.predicted()),
                            Words.perHour(other.measured()));
            evidence.add(of(
                    "environment-contrast",
                    text,
                    figure("seriesPerHour", other.birthsPerHour()),
                    figure("predictedBytesPerHour", other.predicted()),
                    figure("measuredBytesPerHour", other.measured())));
        }
    }

    /** Why a candidate was not named: the first of the tests that it fails, with its figures. */
    private static void acquittal(Unit unit, Suspect suspect, List<Evidence> evidence) {
        Association a = suspect.association();
        String labels = Words.labels(suspect.labels());
        String why;
        if (a.perDay() <= unit.growth().threshold()) {
            why = Words.format("at the fitted price it costs %s a day, too little to matter", Words.bytes(a.perDay()));
        } else if (suspect.environments().contradiction() > 2.5) {
            why = "another environment has its births without the growth";
        } else if (a.share() < 0.5) {
            why = Words.format("it carries %s of the growth, age or traffic the rest", Words.percent(a.share()));
        } else {
            why = Words.format(
                    "memory does not surely follow its births (t = %.1f%s)",
                    a.t(),
                    a.contrast() == null
                            ? ""
                            : Words.format(
                                    ", between replicas %.1f", a.contrast().t()));
        }
        evidence.add(of(
                "acquittal",
                Words.format(
                        "%s grows (%.0f new series an hour), but %s: probability %.2f.",
                        labels, a.candidate().birthsPerHour(), why, suspect.probability()),
                figure("probability", suspect.probability()),
                figure("share", a.share()),
                figure("t", a.t()),
                figure("seriesPerHour", a.candidate().birthsPerHour())));
    }

    private static void noCandidate(Unit unit, List<Evidence> evidence) {
        double combinations = unit.hours() > 0
                ? unit.ledgers().stream().mapToLong(BirthLedger::uncredited).sum() / unit.hours()
                : 0;
        evidence.add(of(
                "births",
                Words.format(
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
                Words.format(
                        "%s took %d new values in %.0f hours of running time, which made %d series: %.0f an hour,"
                                + " %.1f for each value.",
                        Words.labels(candidate.group().labels()),
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

    private static Evidence memory(Growth growth) {
        String text = switch (growth.shape()) {
            case LEAK -> "grows to the end of its lifetimes and does not come back";
            case PLATEAU -> "grows and then stands";
            case EBB_AND_FLOW -> "follows traffic up and down";
            case FLAT -> "is flat";
            case SHORT -> "is known too briefly";
        };
        return of(
                "memory",
                Words.format(
                        "Memory %s: %s in a typical lifetime of %.1f hours around %s, slope %s (95 %%: %s to %s).",
                        text,
                        (growth.rise() >= 0 ? "+" : "") + Words.bytes(growth.rise()),
                        growth.hours(),
                        Words.bytes(growth.level()),
                        Words.perHour(growth.slope()),
                        Words.perHour(growth.low()),
                        Words.perHour(growth.high())),
                figure("rise", growth.rise()),
                figure("riseError", growth.riseError()),
                figure("hours", growth.hours()),
                figure("level", growth.level()),
                figure("slopeBytesPerHour", growth.slope()),
                figure("leak", growth.shape() == Shape.LEAK ? 1 : 0));
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
