package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.ByColumn;
import dev.culprit.analysis.memory.Design;
import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RateChangePoint;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a label group's births must stop in one replica until {@link Interventions} sees it and its memory says whether they were the
 * growth. From this replica's own noise: the innovations and the autocorrelation of its memory's regression, the swings of its
 * births, and its restarts.
 */
public final class ExperimentForecast {
    /** By hand: a quarter of a day is as exact as anybody plans. */
    private static final double STEP_HOURS = 6;
    /** By hand: four weeks; whoever would have to wait longer tries something else. */
    private static final double LONGEST_HOURS = 672;
    /**
     * From the rules of {@link Interventions}: the lower end of a 90 % interval above 0.4 of what is expected, or the upper end below
     * 0.5. An estimate falls short of its truth by 1.645 standard errors in one case of twenty, and so does its interval's end: both
     * are told apart when twice that is less than half of what is expected.
     */
    private static final double STANDARD_ERROR = 0.5 / (2 * 1.645);

    private ExperimentForecast() {}

    /**
     * @param replica in which births stop; {@code panel} its memory
     * @param bytesPerHour what the births cost if they are the growth
     * @return hours from the stop; null where too little is known, or four weeks would not do
     */
    public static @Nullable Double hours(
            Replica replica, Panel panel, Candidates candidates, Group group, double bytesPerHour) {
        NewValues arrivals = NewValues.of(List.of(replica), candidates.groups(), group);
        Noise noise = arrivals.isEmpty() || !panel.birthsKnown() ? null : Noise.of(panel, candidates, group);
        if (noise == null || bytesPerHour <= InterruptedTimeSeries.visible(panel)) {
            return null;
        }
        NewValues.Bins bins = arrivals.bins();
        double typical = RobustStatistics.median(panel.lifetimes().stream()
                .mapToDouble(lifetime -> lifetime.times().length)
                .toArray());
        double before = noise.variance(rowsOf(panel));
        return DoubleStream.iterate(STEP_HOURS, hours -> hours <= LONGEST_HOURS, hours -> hours + STEP_HOURS)
                .filter(hours -> Math.sqrt(before + noise.variance(rowsIn(hours, panel.blockSeconds(), typical)))
                        <= STANDARD_ERROR * bytesPerHour)
                .filter(hours -> isSeen(bins, (int) hours))
                .boxed()
                .findFirst()
                .orElse(null);
    }

    private static boolean isSeen(NewValues.Bins bins, int silence) {
        int watched = bins.values().length;
        double[] values = Arrays.copyOf(bins.values(), watched + silence);
        double[] hours = Arrays.copyOf(bins.hours(), watched + silence);
        Arrays.fill(hours, watched, hours.length, 1);
        return RateChangePoint.find(values, hours, edge -> 1) != null;
    }

    private static List<Integer> rowsOf(Panel panel) {
        return panel.lifetimes().stream()
                .map(LifetimePanel::usable)
                .map(rows -> rows.length)
                .toList();
    }

    /** Lifetimes as long as those before, of which the first hour says nothing. */
    private static List<Integer> rowsIn(double hours, double blockSeconds, double typical) {
        int lost = (int) Math.ceil(3600 / blockSeconds);
        List<Integer> rows = new ArrayList<>();
        double left = hours * 3600 / blockSeconds;
        while (left > 0) {
            rows.add((int) Math.max(0, Math.min(left - lost, typical)));
            left -= typical + lost;
        }
        return rows;
    }

    /**
     * Of memory in blocks.
     *
     * @param innovation standard deviation of what is new in each block's error; {@code rho} what is left of the last one's
     * @param hours of a block
     */
    private record Noise(double innovation, double rho, double hours) {
        /** Without the bursts of the births themselves, as the change is held against these. */
        static @Nullable Noise of(Panel panel, Candidates candidates, Group group) {
            Term births = new Term(
                    DesignColumn.atLeastZero("births of " + group.labels(), Kind.GROWTH)
                            .atMost(Association.MOST_BYTES),
                    lifetime -> lifetime.births(group, candidates.groups(), false));
            Ar1Regression regression = Ar1Regression.of(Design.of(
                    panel,
                    Stream.concat(Stream.of(births), GrowthTerms.of(panel).stream())
                            .toList()));
            if (regression == null) {
                return null;
            }
            ByColumn fit = regression.normalEquations().pooled().fit();
            int free = regression.rows() - regression.columns().size() - regression.lifetimesUsed().length;
            return free <= 0
                    ? null
                    : new Noise(
                            Math.sqrt(Vectors.sumOfSquares(regression.residuals(fit)) / free),
                            regression.rho(),
                            panel.blockSeconds() / 3600);
        }

        /** Of a slope in bytes an hour over lifetimes of so many rows, cut into pieces as {@link InterruptedTimeSeries} cuts them. */
        double variance(List<Integer> lifetimes) {
            double information = InterruptedTimeSeries.pieceLengths(lifetimes, 3600 * hours)
                    .map(rows -> (rows - 1.0) * ((rows - 1.0) * (rows - 1.0) - 1) / 12)
                    .sum();
            double perRow = (1 - rho) * hours;
            return information == 0
                    ? Double.POSITIVE_INFINITY
                    : innovation * innovation / (perRow * perRow * information);
        }
    }
}
