package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.Chart.Line;
import dev.culprit.report.Chart.LineKey;
import dev.culprit.report.Chart.Mark;
import dev.culprit.report.Chart.Panel;
import dev.culprit.report.Chart.TimeTick;
import dev.culprit.report.Chart.ValueTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws memory over series, a line a pod, on one time axis, with the same container's lines in other environments below. */
final class ChartBuilder {
    private static final int COLOURS = 6;
    private static final int MOST_LINES = 24;
    private static final int MOST_KEYS = 8;
    private static final int POINTS_OF_LINE = 600;
    private static final int POINTS_OF_PANEL = 6000;
    private static final int GAP = 34;
    private static final int HEADROOM = 22;
    /** A limit further away than this many times the highest reading would press the lines to the floor. */
    private static final double REACH = 2;

    /** Other environments that are drawn: there are as many patterns of dashes. */
    private static final int OTHERS = 4;
    /** Of the points; thin lines need no more. */
    private static final double SHARE_OF_OTHERS = 0.4;
    /** Of an environment's name beside the end of its line, and pixels that a character takes. */
    private static final int LONGEST_NAME = 12;

    private static final int CHARACTER = 7;

    private final ReportData data;
    private final List<Double> memoryTicks;
    private final List<Double> seriesTicks;
    private final double unit;
    private final String unitName;

    /** @param subjects all that will be compared */
    ChartBuilder(ReportData data, Collection<ReplicatedContainer> subjects) {
        this.data = data;
        double highest = highest(subjects.stream().map(this::memory));
        double limit = subjects.stream()
                .map(this::limit)
                .filter(bytes -> bytes != null && bytes <= highest * REACH)
                .mapToDouble(bytes -> bytes)
                .max()
                .orElse(0);
        double top = Math.max(highest, limit);
        this.unit = top >= 10e9 ? 1e9 : 1e6;
        this.unitName = top >= 10e9 ? "GB" : "MB";
        this.memoryTicks = Axis.ticks(top / unit);
        this.seriesTicks = Axis.ticks(highest(subjects.stream().map(this::series)));
    }

    private static double highest(Stream<SortedMap<String, Readings>> lines) {
        return lines.flatMap(pods -> pods.values().stream())
                .mapToDouble(Readings::max)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    boolean hasMemory(ReplicatedContainer subject) {
        return !memory(subject).isEmpty();
    }

    boolean hasSeries(ReplicatedContainer subject) {
        return !series(subject).isEmpty();
    }

    /** Whether memory is known of the pod as a whole only. */
    boolean isWholePod(ReplicatedContainer subject) {
        return data.traces(subject).memory().isEmpty() && hasMemory(subject);
    }

    SortedMap<String, Readings> memory(ReplicatedContainer subject) {
        SortedMap<String, Readings> own = data.traces(subject).memory();
        return own.isEmpty() ? data.traces(subject.wholePod()).memory() : own;
    }

    private SortedMap<String, Readings> series(ReplicatedContainer subject) {
        return data.traces(subject).series();
    }

    @Nullable
    Double limit(ReplicatedContainer subject) {
        return data.traces(data.traces(subject).memory().isEmpty() ? subject.wholePod() : subject)
                .limitBytes();
    }

    /**
     * @param others the same container elsewhere
     * @param memoryHeight of the upper panel in pixels, {@code seriesHeight} of the lower
     * @param share of the full number of points
     */
    Chart draw(ReplicatedContainer subject, List<ReplicatedContainer> others, int memoryHeight, int seriesHeight, double share) {
        SortedMap<String, Readings> memory = drawn(memory(subject));
        SortedMap<String, Readings> series = drawn(series(subject));
        SortedMap<String, String> styles = new TreeMap<>();
        Stream.concat(memory.keySet().stream(), series.keySet().stream())
                .sorted()
                .distinct()
                .forEach(pod -> styles.put(pod, "c" + styles.size() % COLOURS));
        List<ReplicatedContainer> below = others.stream()
                .filter(other -> hasMemory(other) || hasSeries(other))
                .limit(OTHERS)
                .toList();
        List<Panel> panels = new ArrayList<>();
        int top = HEADROOM;
        if (!memory.isEmpty()) {
            double scale = memoryTicks.get(memoryTicks.size() - 1);
            List<Line> lines = beneath(below, this::memory, scale * unit, memoryHeight, share);
            lines.addAll(lines(subject, memory, styles, scale * unit, memoryHeight, share));
            panels.add(new Panel(
                    (isWholePod(subject) ? "Memory of the whole pod, " : "Memory, ") + unitName,
                    top,
                    memoryHeight,
                    valueTicks(memoryTicks, memoryHeight),
                    lines,
                    names(subject, below, this::memory, scale * unit, memoryHeight),
                    limitLine(subject, scale, memoryHeight)));
            top += memoryHeight + GAP;
        }
        if (!series.isEmpty()) {
            double scale = seriesTicks.get(seriesTicks.size() - 1);
            List<Line> lines = beneath(below, this::series, scale, seriesHeight, share);
            lines.addAll(lines(subject, series, styles, scale, seriesHeight, share));
            panels.add(new Panel(
                    "Series shown to the scraper",
                    top,
                    seriesHeight,
                    valueTicks(seriesTicks, seriesHeight),
                    lines,
                    names(subject, below, this::series, scale, seriesHeight),
                    null));
            top += seriesHeight + GAP;
        }
        return new Chart(
                "Memory and series of %s in %s".formatted(name(subject), shown(subject.environment())),
                description(memory, series, below),
                top - GAP + 1,
                concat(subject, below).stream()
                                .mapToInt(each -> brief(each).length())
                                .max()
                                .orElse(0)
                        * (below.isEmpty() ? 0 : CHARACTER),
                panels,
                times(),
                restarts(subject),
                keys(styles, below),
                note(subject, styles.size(), others.size() - below.size()));
    }

    /** The others' lines, those of the first on top. */
    private List<Line> beneath(
            List<ReplicatedContainer> others,
            Function<ReplicatedContainer, SortedMap<String, Readings>> pods,
            double max,
            int height,
            double share) {
        List<Line> lines = new ArrayList<>();
        for (int i = others.size() - 1; i >= 0; i--) {
            ReplicatedContainer other = others.get(i);
            SortedMap<String, Readings> theirs = drawn(pods.apply(other));
            SortedMap<String, String> styles = new TreeMap<>();
            String style = "else e" + i;
            theirs.keySet().forEach(pod -> styles.put(pod, style));
            lines(other, theirs, styles, max, height, share * SHARE_OF_OTHERS).stream()
                    .map(line -> new Line(line.path(), line.style(), shown(other.environment()) + ": " + line.name()))
                    .forEach(lines::add);
        }
        return lines;
    }

    /** Of all environments, beside the ends of their highest lines; none where there is one environment only. */
    private static List<ValueTick> names(
            ReplicatedContainer subject,
            List<ReplicatedContainer> others,
            Function<ReplicatedContainer, SortedMap<String, Readings>> pods,
            double max,
            int height) {
        List<LineNames.End> ends = new ArrayList<>();
        for (ReplicatedContainer each : others.isEmpty() ? List.<ReplicatedContainer>of() : concat(subject, others)) {
            pods.apply(each).values().stream()
                    .mapToDouble(readings -> readings.value(readings.size() - 1))
                    .filter(Double::isFinite)
                    .max()
                    .ifPresent(end -> ends.add(new LineNames.End(brief(each), height - end / max * height)));
        }
        return LineNames.place(ends, height);
    }

    private static List<LineKey> keys(SortedMap<String, String> styles, List<ReplicatedContainer> others) {
        List<LineKey> keys = new ArrayList<>();
        if (styles.size() <= MOST_KEYS) {
            styles.forEach((pod, style) -> keys.add(new LineKey(style, shown(pod))));
        }
        for (int i = 0; i < others.size(); i++) {
            keys.add(new LineKey("else e" + i, "in " + shown(others.get(i).environment())));
        }
        return keys;
    }

    private static List<ReplicatedContainer> concat(ReplicatedContainer subject, List<ReplicatedContainer> others) {
        return Stream.concat(Stream.of(subject), others.stream()).toList();
    }

    private static String brief(ReplicatedContainer subject) {
        return Text.printable(subject.environment(), LONGEST_NAME);
    }

    /** @param undrawn other environments that have no line */
    private @Nullable String note(ReplicatedContainer subject, int drawn, int undrawn) {
        List<String> notes = new ArrayList<>();
        int all = Math.max(memory(subject).size(), series(subject).size());
        if (all > MOST_LINES) {
            notes.add("%d pods, of which the %d highest are drawn.".formatted(all, drawn));
        } else if (drawn > MOST_KEYS) {
            notes.add("%d pods, a line each.".formatted(drawn));
        }
        if (undrawn > 0) {
            notes.add(Quantity.count(undrawn, "other environment is", "other environments are") + " not drawn.");
        }
        return notes.isEmpty() ? null : String.join(" ", notes);
    }

    static SortedMap<String, Readings> drawn(SortedMap<String, Readings> pods) {
        SortedMap<String, Readings> highest = new TreeMap<>();
        pods.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Readings> pod) ->
                                -pod.getValue().max())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_LINES)
                .forEach(pod -> highest.put(pod.getKey(), pod.getValue()));
        return highest;
    }

    private List<Line> lines(
            ReplicatedContainer subject,
            SortedMap<String, Readings> pods,
            Map<String, String> styles,
            double max,
            int height,
            double share) {
        int points = (int) Math.min(POINTS_OF_LINE * share, POINTS_OF_PANEL * share / pods.size());
        LinePath path = new LinePath(data.period(), max, height, points);
        return pods.entrySet().stream()
                .map(pod -> new Line(
                        path.draw(pod.getValue(), beginnings(subject, pod.getKey())),
                        styles.get(pod.getKey()),
                        shown(pod.getKey())))
                .toList();
    }

    SortedSet<Instant> beginnings(ReplicatedContainer subject, String pod) {
        SortedSet<Instant> beginnings = new TreeSet<>(data.traces(subject).restarts(pod));
        data.trends(subject).stream()
                .filter(lifetime -> lifetime.container().pod().equals(pod))
                .forEach(lifetime -> beginnings.add(lifetime.start()));
        return beginnings;
    }

    private static List<ValueTick> valueTicks(List<Double> ticks, int height) {
        double max = ticks.get(ticks.size() - 1);
        return ticks.stream()
                .map(tick -> new ValueTick(pixels(height - tick / max * height), Quantity.number(tick)))
                .toList();
    }

    private @Nullable ValueTick limitLine(ReplicatedContainer subject, double scale, int height) {
        Double limit = limit(subject);
        return limit == null || limit / unit > scale
                ? null
                : new ValueTick(pixels(height - limit / unit / scale * height), "limit " + Quantity.bytes(limit));
    }

    private List<TimeTick> times() {
        List<Instant> times = Axis.times(data.period().from(), data.period().to());
        return IntStream.range(0, times.size())
                .mapToObj(i -> new TimeTick(
                        across(times.get(i)),
                        Axis.label(times.get(i)),
                        anchor(share(times.get(i))),
                        i % 2 == 1 && times.size() > 4))
                .toList();
    }

    private static String anchor(double share) {
        return share < 0.03 ? "start" : share > 0.97 ? "end" : "middle";
    }

    /**
     * Within the period, and whose. A restart stands where the next lifetime of the same pod begins, or where the last one
     * ended; without memory, where scrapes tell of it.
     */
    SortedMap<Instant, String> restartTimes(ReplicatedContainer subject) {
        SortedMap<Instant, String> restarts = new TreeMap<>();
        List<TrendRow> lifetimes = data.trends(subject);
        for (int i = 0; i < lifetimes.size(); i++) {
            TrendRow lifetime = lifetimes.get(i);
            boolean goesOn =
                    i + 1 < lifetimes.size() && lifetimes.get(i + 1).container().pod().equals(lifetime.container().pod());
            if (goesOn) {
                restarts.putIfAbsent(lifetimes.get(i + 1).start(), lifetime.container().pod());
            } else if (lifetime.endReason().equals("restart")) {
                restarts.putIfAbsent(lifetime.end(), lifetime.container().pod());
            }
        }
        series(subject).keySet().stream()
                .filter(pod ->
                        lifetimes.stream().noneMatch(lifetime -> lifetime.container().pod().equals(pod)))
                .forEach(pod -> data.traces(subject).restarts(pod).forEach(time -> restarts.putIfAbsent(time, pod)));
        restarts.keySet().removeIf(time -> !data.period().contains(time));
        return restarts;
    }

    private List<Mark> restarts(ReplicatedContainer subject) {
        Map<String, Mark> apart = new LinkedHashMap<>();
        restartTimes(subject)
                .forEach((time, pod) -> apart.putIfAbsent(
                        across(time),
                        new Mark(across(time), "%s restarted %s UTC".formatted(shown(pod), Quantity.time(time)))));
        return List.copyOf(apart.values());
    }

    private String across(Instant time) {
        return String.format(Locale.ROOT, "%.1f%%", share(time) * 100);
    }

    private double share(Instant time) {
        return (double) (time.toEpochMilli() - data.period().from().toEpochMilli())
                / data.period().length().toMillis();
    }

    private String description(
            SortedMap<String, Readings> memory, SortedMap<String, Readings> series, List<ReplicatedContainer> others) {
        List<String> sentences = new ArrayList<>();
        memory.forEach((pod, readings) -> sentences.add("%s: memory %s to %s."
                .formatted(shown(pod), Quantity.bytes(readings.min()), Quantity.bytes(readings.max()))));
        series.forEach((pod, readings) -> sentences.add("%s: %s to %s series."
                .formatted(shown(pod), Quantity.number(readings.min()), Quantity.number(readings.max()))));
        List<String> told = new ArrayList<>(sentences.subList(0, Math.min(sentences.size(), 2 * MOST_KEYS)));
        for (ReplicatedContainer other : others) {
            told.add("In %s: memory up to %s, up to %s series."
                    .formatted(
                            shown(other.environment()),
                            Quantity.bytes(highest(Stream.of(memory(other)))),
                            Quantity.number(highest(Stream.of(series(other))))));
        }
        return String.join(" ", told);
    }

    private static String name(ReplicatedContainer subject) {
        return shown(subject.workload()) + "/" + shown(subject.container());
    }

    private static String shown(String name) {
        return Text.printable(name, 120);
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
