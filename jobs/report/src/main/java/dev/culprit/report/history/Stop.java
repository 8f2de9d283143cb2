package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.report.history.Change.Kind;

/** Births that stopped inside the period, and what memory's answer proves. */
record Stop(Intervention intervention, FixProof proof) {
    static Stop of(Intervention intervention) {
        return new Stop(
                intervention,
                FixProof.of(
                        intervention.seriesPerHourBefore(),
                        intervention.seriesPerHourAfter(),
                        intervention.slopeBefore(),
                        intervention.slopeAfter()));
    }

    Change fixed() {
        return new Change(
                Kind.FIXED,
                "Fixed since %s%s: %s; %s before, %s after."
                        .formatted(
                                Wording.minute(intervention.moment()),
                                intervention.atRestart() ? ", when all processes started anew" : "",
                                Wording.joined(
                                        slopes(),
                                        Wording.births(
                                                intervention.seriesPerHourBefore(), intervention.seriesPerHourAfter())),
                                lifetimes(intervention.lifetimesBefore()),
                                lifetimes(intervention.lifetimesAfter())),
                intervention.slopeBefore(),
                intervention.slopeAfter(),
                intervention.seriesPerHourBefore(),
                intervention.seriesPerHourAfter(),
                intervention.moment());
    }

    /** What to add to the comparison with earlier weeks where nothing is proven; begins with a space. */
    String sentence() {
        String since = " New values stopped on " + Wording.minute(intervention.moment());
        return proof == FixProof.STILL_GROWS
                ? since + ", but memory grows on: " + slopes() + "."
                : since
                        + "; with %s of readings after it, whether memory follows cannot be told yet: %s."
                                .formatted(Wording.duration(intervention.hoursAfter()), slopes());
    }

    private String slopes() {
        return Wording.slopes(intervention.slopeBefore(), intervention.slopeAfter());
    }

    private static String lifetimes(long count) {
        return count == 1 ? "1 lifetime" : count + " lifetimes";
    }
}
