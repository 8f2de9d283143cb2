package dev.culprit.report;

import dev.culprit.model.Nullable;
import dev.culprit.model.Text;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.Chart.Line;
import dev.culprit.report.Chart.Mark;
import dev.culprit.report.Chart.Panel;
import dev.culprit.report.Chart.PodKey;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws memory over series, a line a pod, on one time axis; all drawings of one builder have the same scales. */
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

    private final ReportData data;
    private final List<Double> memoryTicks;
    private final List<Double> seriesTicks;
    private final double unit;
    private final String unitName;

    /** @param subjects all that will be compared */
    ChartBuilder(ReportData data, Collection<Subject> subjects) {
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
        this.seriesTicks = Axis.ticks(
                highest(subjects.stream().map(subject -> data.traces(subject).series())));
    }

    private static double highest(Stream<SortedMap<String, Readings>> lines) {
        return lines.flatMap(pods -> pods.values().stream())
                .mapToDouble(Readings::max)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    boolean hasMemory(Subject subject) {
        return !memory(subject).isEmpty();
    }

    boolean hasSeries(Subject subject) {
        return !data.traces(subject).series().isEmpty();
    }

    /** Whether memory is known of the pod as a whole only. */
    boolean isWholePod(Subject subject) {
        return data.traces(subject).memory().isEmpty() && hasMemory(subject);
    }

    SortedMap<String, Readings> memory(Subject subject) {
        SortedMap<String, Readings> own = data.traces(subject).memory();
        return own.isEmpty() ? data.traces(subject.wholePod()).memory() : own;
    }

    @Nullable
    Double limit(Subject subject) {
        return data.traces(data.traces(subject).memory().isEmpty() ? subject.wholePod() : subject)
                .limitBytes();
    }

    /**
     * @param memoryHeight of the upper panel in pixels, {@code seriesHeight} of the lower
     * @param share of the full number of points
     */
    Chart draw(Subject subject, int memoryHeight, int seriesHeight, double share) {
        SortedMap<String, Readings> memory = drawn(memory(subject));
        SortedMap<String, Readings> series = drawn(data.traces(subject).series());
        SortedMap<String, Integer> colours = new TreeMap<>();
        Stream.concat(memory.keySet().stream(), series.keySet().stream())
                .sorted()
                .distinct()
                .forEach(pod -> colours.put(pod, colours.size() % COLOURS));
        List<Panel> panels = new ArrayList<>();
        int top = HEADROOM;
        if (!memory.isEmpty()) {
            String name = isWholePod(subject) ? "Memory of the whole pod, " : "Memory, ";
            double scale = memoryTicks.get(memoryTicks.size() - 1);
            panels.add(new Panel(
                    name + unitName,
                    top,
                    memoryHeight,
                    valueTicks(memoryTicks, memoryHeight),
                    lines(subject, memory, colours, scale * unit, memoryHeight, share),
                    limitLine(subject, scale, memoryHeight)));
            top += memoryHeight + GAP;
        }
        if (!series.isEmpty()) {
            panels.add(new Panel(
                    "Series shown to the scraper",
                    top,
                    seriesHeight,
                    valueTicks(seriesTicks, seriesHeight),
                    lines(subject, series, colours, seriesTicks.get(seriesTicks.size() - 1), seriesHeight, share),
                    null));
            top += seriesHeight + GAP;
        }
        return new Chart(
                "Memory and series of %s in %s".formatted(name(subject), shown(subject.environment())),
                description(memory, series),
                top - GAP + 1,
                panels,
                times(),
                restarts(subject),
                colours.size() > MOST_KEYS
                        ? List.of()
                        : colours.entrySet().stream()
                                .map(pod -> new PodKey(pod.getValue(), shown(pod.getKey())))
                                .toList(),
                note(subject, colours.size()));
    }

    private @Nullable String note(Subject subject, int drawn) {
        int all = Math.max(memory(subject).size(), data.traces(subject).series().size());
        if (all > MOST_LINES) {
            return "%d pods, of which the %d highest are drawn.".formatted(all, drawn);
        }
        return drawn > MOST_KEYS ? "%d pods, a line each.".formatted(drawn) : null;
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
            Subject subject,
            SortedMap<String, Readings> pods,
            Map<String, Integer> colours,
            double max,
            int height,
            double share) {
        int points = (int) Math.min(POINTS_OF_LINE * share, POINTS_OF_PANEL * share / pods.size());
        LinePath path = new LinePath(data.period(), max, height, points);
        return pods.entrySet().stream()
                .map(pod -> new Line(
                        path.draw(pod.getValue(), beginnings(subject, pod.getKey())),
                        colours.get(pod.getKey()),
                        shown(pod.getKey())))
                .toList();
    }

    SortedSet<Instant> beginnings(Subject subject, String pod) {
        SortedSet<Instant> beginnings = new TreeSet<>(data.traces(subject).restarts(pod));
        data.trends(subject).stream()
                .filter(lifetime -> lifetime.pod().equals(pod))
                .forEach(lifetime -> beginnings.add(lifetime.start()));
        return beginnings;
    }

    private static List<ValueTick> valueTicks(List<Double> ticks, int height) {
        double max = ticks.get(ticks.size() - 1);
        return ticks.stream()
                .map(tick -> new ValueTick(pixels(height - tick / max * height), Quantity.number(tick)))
                .toList();
    }

    private @Nullable ValueTick limitLine(Subject subject, double scale, int height) {
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
    SortedMap<Instant, String> restartTimes(Subject subject) {
        SortedMap<Instant, String> restarts = new TreeMap<>();
        List<TrendRow> lifetimes = data.trends(subject);
        for (int i = 0; i < lifetimes.size(); i++) {
            TrendRow lifetime = lifetimes.get(i);
            boolean goesOn =
                    i + 1 < lifetimes.size() && lifetimes.get(i + 1).pod().equals(lifetime.pod());
            if (goesOn) {
                restarts.putIfAbsent(lifetimes.get(i + 1).start(), lifetime.pod());
            } else if (lifetime.endReason().equals("restart")) {
                restarts.putIfAbsent(lifetime.end(), lifetime.pod());
            }
        }
        data.traces(subject).series().keySet().stream()
                .filter(pod ->
                        lifetimes.stream().noneMatch(lifetime -> lifetime.pod().equals(pod)))
                .forEach(pod -> data.traces(subject).restarts(pod).forEach(time -> restarts.putIfAbsent(time, pod)));
        restarts.keySet().removeIf(time -> !data.period().contains(time));
        return restarts;
    }

    private List<Mark> restarts(Subject subject) {
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

    private String description(SortedMap<String, Readings> memory, SortedMap<String, Readings> series) {
        List<String> sentences = new ArrayList<>();
        memory.forEach((pod, readings) -> sentences.add("%s: memory %s to %s."
                .formatted(shown(pod), Quantity.bytes(readings.min()), Quantity.bytes(readings.max()))));
        series.forEach((pod, readings) -> sentences.add("%s: %s to %s series."
                .formatted(shown(pod), Quantity.number(readings.min()), Quantity.number(readings.max()))));
        return String.join(" ", sentences.subList(0, Math.min(sentences.size(), 2 * MOST_KEYS)));
    }

    private static String name(Subject subject) {
        return shown(subject.workload()) + "/" + shown(subject.container());
    }

    private static String shown(String name) {
        return Text.printable(name, 120);
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
