package dev.culprit.report.chart;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.report.chart.BirthScatter.Dot;
import dev.culprit.report.chart.BirthScatter.Tick;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws births of all labels against the memory that was gained in the same block of time, a dot for each block and replica: where
 * series carry the growth the dots rise to the right. Blocks with a restart in them and the hour after one are left out, as there
 * everything is new.
 */
public final class BirthsAgainstGrowth {
    /** As in the analysis: a process's first hour is its warm-up. */
    private static final Duration WARM_UP = Duration.ofHours(1);
    /** By hand: fewer show nothing. */
    private static final int FEWEST = 12;
    /** By hand: more cannot be told apart, and make the page large. */
    private static final int MOST = 600;

    private static final int HEIGHT = 190;
    private static final double MEGA = 1e6;

    /** One replica and block. */
    private record Block(ReplicatedContainer container, String pod, Instant from, double births, double bytes) {}

    private BirthsAgainstGrowth() {}

    /**
     * Null where too few blocks hold both.
     *
     * @param containers the one that is drawn, then its counterparts in other environments
     */
    public static @Nullable BirthScatter draw(ReportData data, List<ReplicatedContainer> containers) {
        Duration length = blockLength(data.period());
        List<Block> own = blocks(data, containers.get(0), length);
        double most = own.stream().mapToDouble(Block::births).max().orElse(0);
        if (own.size() < FEWEST || most <= 0) {
            return null;
        }
        List<Block> others = containers.stream()
                .skip(1)
                .flatMap(container -> blocks(data, container, length).stream())
                .toList();
        return scatter(thinned(own), thinned(others), length);
    }

    private static List<Block> blocks(ReportData data, ReplicatedContainer container, Duration length) {
        ContainerLines lines = new ContainerLines(data, container);
        List<Block> blocks = new ArrayList<>();
        for (Map.Entry<String, PodSamples> pod : lines.memory().entrySet()) {
            PodSamples births = data.measurements(container).births().get(pod.getKey());
            if (births != null) {
                blocks.addAll(blocks(
                        container, pod.getKey(), pod.getValue(), births, lines.lifetimeStarts(pod.getKey()), length));
            }
        }
        return blocks;
    }

    private static Duration blockLength(Period period) {
        Duration length = period.length();
        if (length.compareTo(Duration.ofHours(30)) < 0) {
            return Duration.ofMinutes(30);
        }
        return length.compareTo(Duration.ofDays(4)) < 0 ? Duration.ofHours(1) : Duration.ofHours(2);
    }

    private static List<Block> blocks(
            ReplicatedContainer container,
            String pod,
            PodSamples memory,
            PodSamples births,
            SortedSet<Instant> starts,
            Duration length) {
        List<Block> blocks = new ArrayList<>();
        long millis = length.toMillis();
        int m = 0;
        int b = 0;
        long before = Long.MAX_VALUE;
        long first = Math.floorDiv(memory.millis(0), millis) * millis;
        for (long from = first; from < memory.millis(memory.size() - 1); from += millis) {
            long to = from + millis;
            double early = 0;
            double late = 0;
            int earlyCount = 0;
            int lateCount = 0;
            for (; m < memory.size() && memory.millis(m) < to; m++) {
                long after = memory.millis(m) - from;
                if (after >= 0 && after * 3 < millis) {
                    early += memory.value(m);
                    earlyCount++;
                } else if (after * 3 >= 2 * millis) {
                    late += memory.value(m);
                    lateCount++;
                }
            }
            double born = 0;
            int scrapes = 0;
            // What comes after a gap was born in all of it.
            boolean afterGap = false;
            for (; b < births.size() && births.millis(b) < to; b++) {
                if (births.millis(b) >= from) {
                    born += births.value(b);
                    scrapes++;
                    afterGap |= births.millis(b) - before > millis;
                }
                before = births.millis(b);
            }
            Instant quietFrom = Instant.ofEpochMilli(from).minus(WARM_UP);
            boolean restarted =
                    !starts.subSet(quietFrom, Instant.ofEpochMilli(to)).isEmpty();
            if (earlyCount > 0 && lateCount > 0 && scrapes > 0 && !afterGap && !restarted) {
                // The middles of the thirds lie two thirds of a block apart.
                blocks.add(new Block(
                        container,
                        pod,
                        Instant.ofEpochMilli(from),
                        born,
                        (late / lateCount - early / earlyCount) * 1.5));
            }
        }
        return blocks;
    }

    private static List<Block> thinned(List<Block> blocks) {
        int step = (blocks.size() + MOST - 1) / MOST;
        return IntStream.range(0, blocks.size())
                .filter(i -> i % step == 0)
                .mapToObj(blocks::get)
                .toList();
    }

    private static BirthScatter scatter(List<Block> blocks, List<Block> others, Duration length) {
        ReplicatedContainer container = blocks.get(0).container();
        List<Block> all = Stream.concat(others.stream(), blocks.stream()).toList();
        List<Double> across =
                Axis.ticks(all.stream().mapToDouble(Block::births).max().orElse(1));
        double highest = all.stream().mapToDouble(Block::bytes).max().orElse(1) / MEGA;
        double lowest = Math.min(0, all.stream().mapToDouble(Block::bytes).min().orElse(0) / MEGA);
        List<Double> down = ticks(lowest, highest);
        double right = across.get(across.size() - 1);
        double top = down.get(down.size() - 1);
        double bottom = down.get(0);
        String span = length.toMinutes() < 60 ? length.toMinutes() + " min" : length.toHours() + " h";
        double correlation = rankCorrelation(blocks);
        String said =
                "%s of %s each: %s to %s births, memory %s to %s. Rank correlation %s, with nothing taken into account.%s"
                        .formatted(
                                Format.count(blocks.size(), "block", "blocks"),
                                span,
                                Format.number(blocks.stream()
                                        .mapToDouble(Block::births)
                                        .min()
                                        .orElse(0)),
                                Format.number(blocks.stream()
                                        .mapToDouble(Block::births)
                                        .max()
                                        .orElse(0)),
                                Format.bytes(blocks.stream()
                                        .mapToDouble(Block::bytes)
                                        .min()
                                        .orElse(0)),
                                Format.bytes(blocks.stream()
                                        .mapToDouble(Block::bytes)
                                        .max()
                                        .orElse(0)),
                                Double.isNaN(correlation) ? "unknown" : Format.probability(correlation),
                                others.isEmpty() ? "" : " Grey: the other environments.");
        return new BirthScatter(
                "Births against memory gained in %s"
                        .formatted(
                                DisplayText.name(container.workload()) + "/" + DisplayText.name(container.container())),
                said,
                span,
                HEIGHT,
                across.stream()
                        .map(tick -> new Tick(percent(tick / right), Format.number(tick)))
                        .toList(),
                down.stream()
                        .map(tick -> new Tick(pixels((top - tick) / (top - bottom) * HEIGHT), Format.number(tick)))
                        .toList(),
                all.stream()
                        .map(block -> new Dot(
                                block.container().equals(container) ? "own" : "else",
                                percent(block.births() / right),
                                pixels((top - block.bytes() / MEGA) / (top - bottom) * HEIGHT),
                                "%s in %s, %s UTC: %s births, %s"
                                        .formatted(
                                                DisplayText.name(block.pod()),
                                                DisplayText.name(
                                                        block.container().environment()),
                                                Format.shortTime(block.from()),
                                                Format.number(block.births()),
                                                Format.bytes(block.bytes()))))
                        .toList());
    }

    /** From the first that is not above {@code lowest} to the first that is not below {@code highest}, through zero. */
    private static List<Double> ticks(double lowest, double highest) {
        List<Double> up = Axis.ticks(Math.max(highest, -lowest));
        double step = up.get(1);
        List<Double> ticks = new ArrayList<>();
        long from = (long) Math.floor(lowest / step);
        long to = Math.max(1, (long) Math.ceil(highest / step));
        for (long i = from; i <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Spearman's: of the ranks, ties share theirs. NaN where one of the two does not vary. */
    private static double rankCorrelation(List<Block> blocks) {
        double[] births = ranks(blocks.stream().mapToDouble(Block::births).toArray());
        double[] bytes = ranks(blocks.stream().mapToDouble(Block::bytes).toArray());
        double middle = (blocks.size() - 1) / 2.0;
        double both = 0;
        double ofBirths = 0;
        double ofBytes = 0;
        for (int i = 0; i < births.length; i++) {
            both += (births[i] - middle) * (bytes[i] - middle);
            ofBirths += (births[i] - middle) * (births[i] - middle);
            ofBytes += (bytes[i] - middle) * (bytes[i] - middle);
        }
        return both / Math.sqrt(ofBirths * ofBytes);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int at = 0;
        while (at < order.length) {
            int end = at;
            while (end + 1 < order.length && values[order[end + 1]] == values[order[at]]) {
                end++;
            }
            for (int i = at; i <= end; i++) {
                ranks[order[i]] = (at + end) / 2.0;
            }
            at = end + 1;
        }
        return ranks;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
