package dev.culprit.analysis;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Plain correlations of a label group's live series with memory, block by block, lifetimes pooled with their means out. */
record WithinLifetimes(List<Blocks> lives) {

    /** One lifetime after its first hour: medians of memory in blocks of half an hour, or an hour where readings are hourly. */
    private record Blocks(ProcessBirths ledger, double[] middles, double[] memory) {}

    static WithinLifetimes of(List<Replica> replicas) {
        List<Blocks> lives = new ArrayList<>();
        for (Replica replica : replicas) {
            Readings readings = replica.memory();
            double block = readings.step() > 900 ? 3600 : 1800;
            for (Lifetime life : replica.lives()) {
                ProcessBirths ledger = replica.ledgerOf(life);
                double first = life.start() + ProcessBirths.WARM_UP_SECONDS;
                int count = (int) Math.max(0, Math.floor((life.end() - first) / block));
                double[] middles = new double[count];
                double[] memory = new double[count];
                for (int i = 0; i < count; i++) {
                    double from = first + i * block;
                    middles[i] = from + block / 2;
                    memory[i] = RobustStatistics.median(Arrays.copyOfRange(
                            readings.bytes(),
                            RobustStatistics.upperBound(readings.times(), Math.nextDown(from)),
                            RobustStatistics.upperBound(readings.times(), Math.nextDown(from + block))));
                }
                if (ledger != null && count > 1) {
                    lives.add(new Blocks(ledger, middles, memory));
                }
            }
        }
        return new WithinLifetimes(lives);
    }

    double levels(Group group, LabelGroups groups) {
        Sums sums = new Sums();
        for (Blocks life : lives) {
            sums.add(life.ledger.cumulative(group, groups, life.middles, true), life.memory);
        }
        return sums.correlation();
    }

    double differences(Group group, LabelGroups groups) {
        Sums sums = new Sums();
        for (Blocks life : lives) {
            sums.add(
                    RobustStatistics.differences(life.ledger.cumulative(group, groups, life.middles, true)),
                    RobustStatistics.differences(life.memory));
        }
        return sums.correlation();
    }

    private static final class Sums {
        private double xx;
        private double yy;
        private double xy;

        /** Pairs without a reading (NaN) do not count. */
        void add(double[] x, double[] y) {
            int[] known = IntStream.range(0, y.length)
                    .filter(i -> !Double.isNaN(y[i]))
                    .toArray();
            double meanX = Arrays.stream(known).mapToDouble(i -> x[i]).average().orElse(0);
            double meanY = Arrays.stream(known).mapToDouble(i -> y[i]).average().orElse(0);
            for (int i : known) {
                xx += (x[i] - meanX) * (x[i] - meanX);
                yy += (y[i] - meanY) * (y[i] - meanY);
                xy += (x[i] - meanX) * (y[i] - meanY);
            }
        }

        double correlation() {
            return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
        }
    }
}
