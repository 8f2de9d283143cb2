package dev.culprit.analysis;

import dev.culprit.analysis.Candidates.Candidate;
import dev.culprit.model.Nullable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The whole association once more, on what processes say that they retain: the lower envelope of {@link SelfReported}.
 *
 * @param panel as the unit's, with that in place of the container's memory
 */
record Inside(Panel panel, Growth growth, List<Association> associations) {
    private static final int FEWEST_ROWS = 4;
    /** What is retained must be so much of the container's growth to be the reason of it. */
    private static final double REASON = 0.25;
    /** The probability of a label whose births are not retained. */
    private static final double ACQUITTED = 0.2;

    /** What is retained stays, so a collection within hours still shows what there is now. */
    private static final double AHEAD_SECONDS = 3 * 3600;

    /** Null where processes report nothing. */
    static @Nullable Inside of(Panel panel, Candidates candidates) {
        List<Stretch> stretches = panel.stretches().stream()
                .filter(stretch -> stretch.inside() != null)
                .map(Inside::inPlaceOfMemory)
                .filter(stretch -> stretch.usable().length >= FEWEST_ROWS)
                .toList();
        if (stretches.isEmpty()) {
            return null;
        }
        Panel inside = new Panel(
                stretches, panel.blockSeconds(), panel.requestsKnown(), panel.requestsPerSecond(), panel.troughs());
        Growth growth = Growth.of(inside);
        return new Inside(inside, growth, growth.grows() ? Association.of(inside, growth, candidates) : List.of());
    }

    private static Stretch inPlaceOfMemory(Stretch stretch) {
        double[] inside = stretch.inside();
        boolean[] ok = new boolean[inside.length];
        IntStream.range(0, ok.length).forEach(i -> ok[i] = stretch.ok()[i] && !Double.isNaN(inside[i]));
        return new Stretch(
                stretch.pod(),
                stretch.life(),
                stretch.ledger(),
                stretch.times(),
                stretch.keys(),
                inside,
                ok,
                stretch.ages(),
                stretch.requests(),
                inside,
                stretch.samples());
    }

    /** Growth of what is retained, in parts of the container's. */
    double share(Growth outside) {
        return growth.risePerHour() / Math.max(1, outside.risePerHour());
    }

    /** The container grows, and what is retained does not: a heap that fills before it is collected, or fragments. */
    boolean isFlat(Growth outside) {
        return growth.known() && share(outside) < REASON;
    }

    @Nullable
    Association of(Candidate candidate) {
        return associations.stream()
                .filter(association -> association.candidate().equals(candidate))
                .findFirst()
                .orElse(null);
    }

    /** The probability that a candidate carries the container's growth, with what is retained taken into account. */
    double probability(
            double outside,
            Growth container,
            Candidate candidate,
            EnvironmentContrast environments,
            @Nullable Intervention change) {
        Association retained = of(candidate);
        if (retained != null && share(container) >= REASON && retained.perDay() > growth.threshold()) {
            return Math.max(outside, Score.probability(retained, environments, change));
        }
        return isFlat(container) ? Math.min(outside, ACQUITTED) : outside;
    }

    /** The lowest reading from {@code back} seconds before each time to hours after it, within the life; NaN without any. */
    static double[] lowerEnvelope(ContainerHistory.Readings readings, double[] times, Lifetime life, double back) {
        return Arrays.stream(times)
                .map(time -> {
                    int from = Robust.upperBound(readings.times(), Math.max(life.start(), time - back));
                    int to = Robust.upperBound(readings.times(), Math.min(life.end(), time + AHEAD_SECONDS));
                    return from < to
                            ? Arrays.stream(readings.bytes(), from, to).min().orElseThrow()
                            : Double.NaN;
                })
                .toArray();
    }
}
