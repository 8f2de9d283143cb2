package dev.culprit.notebooks;

import static java.util.stream.Collectors.summarizingDouble;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Values over time. A frame's columns are the time, the value, the name of the line's colour (optional), and a name that
 * separates lines of one colour (optional): {@code select time, mb, environment, pod}.
 */
public final class LineChart implements Chart {
    private static final int HEIGHT = 520;
    /** A line is broken where two points are more than this many times the usual distance apart: nothing is known in between. */
    private static final int GAP = 6;

    private static final Color LEVEL = new Color(0xa8251c);

    private final String title;
    private final List<Row> rows;
    private final List<Instant> marks = new ArrayList<>();
    private final Map<String, Color> keysOfMarks = new LinkedHashMap<>();
    private double level = Double.NaN;

    LineChart(String title, Dataset<Row> frame) {
        this.title = title;
        this.rows = frame.orderBy(frame.columns()[0]).collectAsList();
    }

    /** Dashed upright lines, such as restarts, at the times in the frame's first column. */
    public LineChart marks(String name, Dataset<Row> times) {
        times.collectAsList().forEach(row -> marks.add(row.getInstant(0)));
        if (!marks.isEmpty()) {
            keysOfMarks.put(name, SOFT);
        }
        return this;
    }

    /** {@link #marks(String, Dataset)} of a query. */
    public LineChart marks(String name, String query) {
        return marks(name, SparkSession.active().sql(query));
    }

    /** A red line across, such as a limit; nothing where the frame's first value is null. */
    public LineChart level(String name, Dataset<Row> value) {
        Object first = value.takeAsList(1).stream()
                .filter(row -> !row.isNullAt(0))
                .map(row -> row.get(0))
                .findFirst()
                .orElse(Double.NaN);
        level = ((Number) first).doubleValue();
        if (!Double.isNaN(level)) {
            keysOfMarks.put(name, LEVEL);
        }
        return this;
    }

    /** {@link #level(String, Dataset)} of a query. */
    public LineChart level(String name, String query) {
        return level(name, SparkSession.active().sql(query));
    }

    @Override
    public String description() {
        List<String> ranges = new ArrayList<>();
        var lines = byColour();
        lines.forEach((name, parts) -> {
            DoubleSummaryStatistics all =
                    parts.values().stream().flatMap(List::stream).collect(summarizingDouble(Point::value));
            ranges.add("%s %s to %s".formatted(name, Format.number(all.getMin()), Format.number(all.getMax())));
        });
        return title + ": " + String.join("; ", ranges);
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    private record Point(Instant time, double value) {}

    /** Points by the name of the colour, then by the line. */
    private SortedMap<String, SortedMap<String, List<Point>>> byColour() {
        SortedMap<String, SortedMap<String, List<Point>>> lines = new TreeMap<>();
        for (Row row : rows) {
            if (row.isNullAt(0) || row.isNullAt(1)) {
                continue;
            }
            String colour = row.length() > 2 ? Format.of(row.get(2)) : "";
            String part = row.length() > 3 ? Format.of(row.get(3)) : "";
            lines.computeIfAbsent(colour, name -> new TreeMap<>())
                    .computeIfAbsent(part, name -> new ArrayList<>())
                    .add(new Point(row.getInstant(0), ((Number) row.get(1)).doubleValue()));
        }
        return lines;
    }

    @Override
    public void paint(Graphics2D graphics) {
        XYChart chart = Plot.empty(HEIGHT - HEAD);
        Map<String, Color> keys = new LinkedHashMap<>();
        var lines = byColour();
        lines.forEach((name, parts) -> {
            Color colour = COLOURS.get(keys.size() % COLOURS.size());
            keys.put(name, colour);
            parts.forEach((part, points) -> draw(chart, name + "\n" + part, points, colour));
        });
        marks.forEach(time -> chart.addAnnotation(new AnnotationLine(time.toEpochMilli(), true, false)));
        chart.getStyler().setTimezone(TimeZone.getTimeZone("UTC")).setDatePattern("d MMM HH:mm");
        levelOn(
                chart,
                lines.values().stream()
                        .flatMap(parts -> parts.values().stream())
                        .flatMap(List::stream)
                        .toList());
        keys.remove("");
        keys.putAll(keysOfMarks);
        Chart.head(graphics, title, keys);
        Plot.paint(graphics, chart);
    }

    private void levelOn(XYChart chart, List<Point> points) {
        double highest = points.stream().mapToDouble(Point::value).max().orElse(0);
        boolean isKnown = !Double.isNaN(level) && !points.isEmpty();
        chart.getStyler().setYAxisMax(1.05 * Math.max(highest, isKnown ? level : 0));
        if (isKnown) {
            List<Instant> times = points.stream().map(Point::time).sorted().toList();
            XYSeries line = chart.addSeries(
                    "\n",
                    List.of(Date.from(times.get(0)), Date.from(times.get(times.size() - 1))),
                    List.of(level, level));
            line.setMarker(SeriesMarkers.NONE);
            line.setLineColor(LEVEL);
            line.setLineStyle(
                    new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {12, 8}, 0));
        }
    }

    private static void draw(XYChart chart, String name, List<Point> points, Color colour) {
        List<Date> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        Duration gap = usualDistance(points).multipliedBy(GAP);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (i > 0
                    && Duration.between(points.get(i - 1).time(), point.time()).compareTo(gap) > 0) {
                times.add(Date.from(point.time()));
                values.add(Double.NaN);
            }
            times.add(Date.from(point.time()));
            values.add(point.value());
        }
        XYSeries series = chart.addSeries(name, times, values);
        series.setMarker(points.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setLineStyle(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static Duration usualDistance(List<Point> points) {
        List<Duration> distances = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            distances.add(
                    Duration.between(points.get(i - 1).time(), points.get(i).time()));
        }
        return distances.stream()
                .sorted()
                .skip(distances.size() / 2)
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
