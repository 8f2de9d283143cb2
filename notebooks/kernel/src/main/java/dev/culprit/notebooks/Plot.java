package dev.culprit.notebooks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** What charts with two axes share: the library draws the plot, and our own heading stands above it. */
final class Plot {
    private Plot() {}

    /** The upright axis begins at zero. */
    static XYChart empty(int height) {
        XYChart chart = new XYChartBuilder().width(Chart.WIDTH).height(height).build();
        chart.getStyler()
                .setYAxisMin(0.0)
                .setXAxisTickMarkSpacingHint(280)
                .setYAxisTickMarkSpacingHint(80)
                .setAxisTickLabelsFont(Chart.PLAIN)
                .setAxisTickLabelsColor(Chart.SOFT)
                .setAxisTickMarksColor(Chart.RULE)
                .setAxisTitlesVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesColor(Chart.RULE)
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisTickLabelsFormattingFunction(Format::number)
                .setLocale(Locale.ENGLISH)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setPlotContentSize(1)
                .setChartPadding(8)
                .setAnnotationLineColor(Chart.SOFT)
                .setAnnotationLineStroke(
                        new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 6}, 0));
        return chart;
    }

    /** @param chart of {@link #empty} */
    static void paint(Graphics2D graphics, XYChart chart) {
        Graphics2D below = (Graphics2D) graphics.create(0, Chart.HEAD, chart.getWidth(), chart.getHeight());
        chart.paint(below, chart.getWidth(), chart.getHeight());
        below.dispose();
    }
}
