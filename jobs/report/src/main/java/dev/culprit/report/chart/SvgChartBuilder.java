package dev.culprit.report.chart;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.report.chart.SvgChart.Line;
import dev.culprit.report.chart.SvgChart.LineKey;
import dev.culprit.report.chart.SvgChart.Mark;
import dev.culprit.report.chart.SvgChart.Panel;
import dev.culprit.report.chart.SvgChart.TimeTick;
import dev.culprit.report.chart.SvgChart.ValueTick;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws memory over series, a line a pod, on one time axis, with the same container's lines in other environments below. */
public final class SvgChartBuilder {
    // The sizes below are chosen by hand, by looking at pages on a phone and on a desktop.

    /** The style sheet has as many. */
    private static final int COLOURS = 6;

    private static final int MOST_KEYS = 8;
    /** What a page is wide, so that more points could not be seen; a panel's bound keeps pages of many pods small. */
    private static final int POINTS_OF_LINE = 600;

    private static final int POINTS_OF_PANEL = 6000;
    /** Pixels between panels and above the first one. */
    private static final int GAP = 34;

    private static final int HEADROOM = 22;
    /** A limit further away than this many times the highest reading would press the lines to the floor. */
    private static final double REACH = 2;

    /** Other environments that are drawn: the style sheet has as many patterns of dashes. */
    private static final int OTHERS = 4;
    /** Of the points: thin lines need no more. */
    private static final double SHARE_OF_OTHERS = 0.4;
    /** Characters of an environment's name beside the end of its line, and pixels that a character takes. */
    private static final int LONGEST_NAME = 12;

    private static final int CHARACTER = 7;
    /** From so many bytes on the axis is in GB. */
    private static final double GIGABYTES_FROM = 10e9;

    /**
     * How large a drawing is.
     *
     * @param memoryHeight of the upper panel in pixels, {@code seriesHeight} of the lower
     * @param shareOfPoints of the full number of points
     */
    public record Size(int memoryHeight, int seriesHeight, double shareOfPoints) {
        public static final Size WHOLE = new Size(230, 130, 1);
        /** For containers that need nobody, of which there are many. */
        public static final Size SMALL = new Size(100, 60, 0.25);
    }

    /** An axis of values. {@code unit} is how many bytes, or series, one on the axis stands for. */
    private record Scale(List<Double> ticks, double unit) {
        double top() {
            return ticks.get(ticks.size() - 1);
        }

        /** Pixels from the panel's top. */
        double down(double value, int height) {
            return height - value / unit / top() * height;
        }
    }

    private final Period period;
    private final ContainerLines own;
    private final List<ContainerLines> others;
    /** Other environments that have something to draw, and find a place. */
    private final List<ContainerLines> drawnOthers;

    private final Scale memoryScale;
    private final Scale seriesScale;

    /** @param containers the one that is drawn, then its counterparts in other environments; all on the same scale */
    public SvgChartBuilder(ReportData data, List<ReplicatedContainer> containers) {
        List<ContainerLines> lines = containers.stream()
                .map(container -> new ContainerLines(data, container))
                .toList();
        this.period = data.period();
        this.own = lines.get(0);
        this.others = lines.subList(1, lines.size());
        this.drawnOthers = others.stream()
                .filter(other -> other.hasMemory() || other.hasSeries())
                .limit(OTHERS)
                .toList();
        double highest = highest(lines.stream().map(ContainerLines::memory));
        double limit = lines.stream()
                .map(ContainerLines::limitBytes)
                .filter(bytes -> bytes != null && bytes <= highest * REACH)
                .mapToDouble(bytes -> bytes)
                .max()
                .orElse(0);
        double top = Math.max(highest, limit);
        double unit = top >= GIGABYTES_FROM ? 1e9 : 1e6;
        this.memoryScale = new Scale(Axis.ticks(top / unit), unit);
        this.seriesScale = new Scale(Axis.ticks(highest(lines.stream().map(ContainerLines::series))), 1);
    }

    private static double highest(Stream<SortedMap<String, PodSamples>> lines) {
        return lines.flatMap(pods -> pods.values().stream())
                .mapToDouble(PodSamples::max)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    public SvgChart draw(Size size) {
        SortedMap<String, PodSamples> memory = ContainerLines.highest(own.memory());
        SortedMap<String, PodSamples> series = ContainerLines.highest(own.series());
        SortedMap<String, String> styles = new TreeMap<>();
        Stream.concat(memory.keySet().stream(), series.keySet().stream())
                .sorted()
                .distinct()
                .forEach(pod -> styles.put(pod, "c" + styles.size() % COLOURS));
        List<Panel> panels = new ArrayList<>();
        int top = HEADROOM;
        if (!memory.isEmpty()) {
            panels.add(panel(
                    (own.isOfWholePods() ? "Memory of the whole pod, " : "Memory, ")
                            + (memoryScale.unit() == 1e9 ? "GB" : "MB"),
                    top,
                    size.memoryHeight,
                    memoryScale,
                    ContainerLines::memory,
                    styles,
                    size.shareOfPoints,
                    limitLine(size.memoryHeight)));
            top += size.memoryHeight + GAP;
        }
        if (!series.isEmpty()) {
            panels.add(panel(
                    "Series shown to the scraper",
                    top,
                    size.seriesHeight,
                    seriesScale,
                    ContainerLines::series,
                    styles,
                    size.shareOfPoints,
                    null));
            top += size.seriesHeight + GAP;
        }
        return new SvgChart(
                "Memory and series of %s in %s".formatted(name(own.container()), environment(own)),
                description(memory, series),
                top - GAP + 1,
                drawnOthers.isEmpty()
                        ? 0
                        : CHARACTER
                                * all().map(SvgChartBuilder::shortEnvironment)
                                        .mapToInt(String::length)
                                        .max()
                                        .orElse(0),
                panels,
                times(),
                restarts(),
                keys(styles),
                note(styles.size()),
                period.from().toEpochMilli(),
                period.to().toEpochMilli());
    }

    /** The container, then the others that are drawn. */
    private Stream<ContainerLines> all() {
        return Stream.concat(Stream.of(own), drawnOthers.stream());
    }

    private Panel panel(
            String name,
            int top,
            int height,
            Scale scale,
            Function<ContainerLines, SortedMap<String, PodSamples>> pods,
            Map<String, String> styles,
            double share,
            @Nullable ValueTick limit) {
        List<Line> lines = linesOfOthers(pods, scale, height, share);
        lines.addAll(lines(own, ContainerLines.highest(pods.apply(own)), styles, scale, height, share));
        return new Panel(
                name,
                top,
                height,
                valueTicks(scale, height),
                lines,
                environmentNames(pods, scale, height),
                limit,
                BigDecimal.valueOf(scale.top()).toPlainString(),
                scale.unit() == 1 ? "series" : scale.unit() == 1e9 ? "GB" : "MB");
    }

    /** Of the first of the others on top. */
    private List<Line> linesOfOthers(
            Function<ContainerLines, SortedMap<String, PodSamples>> pods, Scale scale, int height, double share) {
        List<Line> lines = new ArrayList<>();
        for (int i = drawnOthers.size() - 1; i >= 0; i--) {
            ContainerLines other = drawnOthers.get(i);
            SortedMap<String, PodSamples> theirs = ContainerLines.highest(pods.apply(other));
            SortedMap<String, String> styles = new TreeMap<>();
            String style = "else e" + i;
            theirs.keySet().forEach(pod -> styles.put(pod, style));
            lines(other, theirs, styles, scale, height, share * SHARE_OF_OTHERS).stream()
                    .map(line -> new Line(line.path(), line.style(), environment(other) + ": " + line.name()))
                    .forEach(lines::add);
        }
        return lines;
    }

    private List<Line> lines(
            ContainerLines container,
            SortedMap<String, PodSamples> pods,
            Map<String, String> styles,
            Scale scale,
            int height,
            double share) {
        int points = (int) Math.min(POINTS_OF_LINE * share, POINTS_OF_PANEL * share / pods.size());
        LinePath path = new LinePath(period, scale.top() * scale.unit(), height, points);
        return pods.entrySet().stream()
                .map(pod -> new Line(
                        path.draw(pod.getValue(), container.lifetimeStarts(pod.getKey())),
                        styles.get(pod.getKey()),
                        DisplayText.name(pod.getKey())))
                .toList();
    }

    /** Beside the ends of the environments' highest lines; none where there is one environment only. */
    private List<ValueTick> environmentNames(
            Function<ContainerLines, SortedMap<String, PodSamples>> pods, Scale scale, int height) {
        List<LineEndNames.End> ends = new ArrayList<>();
        if (!drawnOthers.isEmpty()) {
            all().forEach(container -> pods.apply(container).values().stream()
                    .mapToDouble(samples -> samples.value(samples.size() - 1))
                    .filter(Double::isFinite)
                    .max()
                    .ifPresent(end -> ends.add(new LineEndNames.End(
                            shortEnvironment(container), height - end / (scale.top() * scale.unit()) * height))));
        }
        return LineEndNames.place(ends, height);
    }

    private static List<ValueTick> valueTicks(Scale scale, int height) {
        return scale.ticks().stream()
                .map(tick -> new ValueTick(pixels(height - tick / scale.top() * height), Format.number(tick)))
                .toList();
    }

    private @Nullable ValueTick limitLine(int height) {
        Double limit = own.limitBytes();
        return limit == null || limit / memoryScale.unit() > memoryScale.top()
                ? null
                : new ValueTick(pixels(memoryScale.down(limit, height)), "limit " + Format.bytes(limit));
    }

    private List<TimeTick> times() {
        List<Instant> times = Axis.times(period.from(), period.to());
        return IntStream.range(0, times.size())
                .mapToObj(i -> new TimeTick(
                        across(times.get(i)),
                        Axis.label(times.get(i)),
                        anchor(share(times.get(i))),
                        i % 2 == 1 && times.size() > 4))
                .toList();
    }

    /** Labels at the ends of the axis must not stick out of the drawing. */
    private static String anchor(double share) {
        return share < 0.03 ? "start" : share > 0.97 ? "end" : "middle";
    }

    private List<Mark> restarts() {
        Map<String, Mark> apart = new LinkedHashMap<>();
        own.restarts()
                .forEach((time, pod) -> apart.putIfAbsent(
                        across(time),
                        new Mark(
                                across(time),
                                "%s restarted %s UTC".formatted(DisplayText.name(pod), Format.time(time)))));
        return List.copyOf(apart.values());
    }

    private String across(Instant time) {
        return String.format(Locale.ROOT, "%.1f%%", share(time) * 100);
    }

    private double share(Instant time) {
        return (double) (time.toEpochMilli() - period.from().toEpochMilli())
                / period.length().toMillis();
    }

    private List<LineKey> keys(SortedMap<String, String> styles) {
        List<LineKey> keys = new ArrayList<>();
        if (styles.size() <= MOST_KEYS) {
            styles.forEach((pod, style) -> keys.add(new LineKey(style, DisplayText.name(pod))));
        }
        for (int i = 0; i < drawnOthers.size(); i++) {
            keys.add(new LineKey("else e" + i, "in " + environment(drawnOthers.get(i))));
        }
        return keys;
    }

    /** What is left out; null where nothing is. */
    private @Nullable String note(int podsDrawn) {
        List<String> notes = new ArrayList<>();
        int pods = Math.max(own.memory().size(), own.series().size());
        if (pods > ContainerLines.MOST_PODS) {
            notes.add("%,d pods, of which the %d highest are drawn.".formatted(pods, podsDrawn));
        } else if (podsDrawn > MOST_KEYS) {
            notes.add("%,d pods, a line each.".formatted(podsDrawn));
        }
        int undrawn = others.size() - drawnOthers.size();
        if (undrawn > 0) {
            notes.add(Format.count(undrawn, "other environment is", "other environments are") + " not drawn.");
        }
        return notes.isEmpty() ? null : String.join(" ", notes);
    }

    private String description(SortedMap<String, PodSamples> memory, SortedMap<String, PodSamples> series) {
        List<String> ofPods = new ArrayList<>();
        memory.forEach((pod, samples) -> ofPods.add("%s: memory %s to %s."
                .formatted(DisplayText.name(pod), Format.bytes(samples.min()), Format.bytes(samples.max()))));
        series.forEach((pod, samples) -> ofPods.add("%s: %s to %s series."
                .formatted(DisplayText.name(pod), Format.number(samples.min()), Format.number(samples.max()))));
        List<String> sentences = new ArrayList<>(ofPods.subList(0, Math.min(ofPods.size(), 2 * MOST_KEYS)));
        for (ContainerLines other : drawnOthers) {
            sentences.add("In %s: memory up to %s, up to %s series."
                    .formatted(
                            environment(other),
                            Format.bytes(highest(Stream.of(other.memory()))),
                            Format.number(highest(Stream.of(other.series())))));
        }
        return String.join(" ", sentences);
    }

    private static String shortEnvironment(ContainerLines lines) {
        return Text.printable(lines.container().environment(), LONGEST_NAME);
    }

    private static String environment(ContainerLines lines) {
        return DisplayText.name(lines.container().environment());
    }

    private static String name(ReplicatedContainer container) {
        return DisplayText.name(container.workload()) + "/" + DisplayText.name(container.container());
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
