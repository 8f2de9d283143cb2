package dev.culprit.notebooks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One value over another, a dot for each row. The frame's columns are x, y and the name of the dot's colour (optional).
 */
public final class ScatterChart implements Chart {
    private static final int HEIGHT = 620;
    private static final int FOOT = 50;

    private final String title;
    private final String across;
    private final Map<String, List<double[]>> dots = new TreeMap<>();

    ScatterChart(String title, Dataset<Row> frame) {
        this.title = title;
        this.across = Format.of(frame.columns()[0].replace('_', ' '));
        for (Row row : frame.collectAsList()) {
            if (!row.isNullAt(0) && !row.isNullAt(1)) {
                dots.computeIfAbsent(row.length() > 2 ? Format.of(row.get(2)) : "", name -> new ArrayList<>())
                        .add(new double[] {((Number) row.get(0)).doubleValue(), ((Number) row.get(1)).doubleValue()});
            }
        }
    }

    @Override
    public String description() {
        return "%s over %s, %,d dots"
                .formatted(
                        title,
                        across,
                        dots.values().stream().mapToInt(List::size).sum());
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void paint(Graphics2D graphics) {
        XYChart chart = Plot.empty(HEIGHT - HEAD - FOOT);
        Map<String, Color> keys = new LinkedHashMap<>();
        dots.forEach((name, points) -> {
            XYSeries series = chart.addSeries(
                    name + "\n",
                    points.stream().mapToDouble(point -> point[0]).toArray(),
                    points.stream().mapToDouble(point -> point[1]).toArray());
            Color colour = COLOURS.get(keys.size() % COLOURS.size());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(colour);
            keys.put(name, colour);
        });
        // The axis begins at zero, or below the least value where some are negative.
        double lowest = dots.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[1])
                .min()
                .orElse(0);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setYAxisMin(Math.min(0, 1.1 * lowest))
                .setMarkerSize(13)
                .setPlotContentSize(0.96);
        chart.setCustomXAxisTickLabelsFormatter(Format::number);
        keys.remove("");
        Chart.head(graphics, title, keys);
        Plot.paint(graphics, chart);
        graphics.setColor(SOFT);
        graphics.drawString(across, (WIDTH - graphics.getFontMetrics().stringWidth(across)) / 2, HEIGHT - 20);
    }
}
