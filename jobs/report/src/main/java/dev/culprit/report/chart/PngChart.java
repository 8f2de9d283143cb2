package dev.culprit.report.chart;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.text.Format;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Memory over series as a PNG for mail, which knows no SVG: the container's own pods, and those of its counterparts elsewhere, on one
 * time axis. Twice as wide as it is shown, for dense screens.
 */
public final class PngChart {
    // The sizes in pixels are chosen by hand, by looking at mail.
    static final int WIDTH = 1200;
    private static final int MEMORY = 440;
    private static final int SERIES = 360;
    private static final int HEAD = 60;
    private static final int AXIS = 130;
    private static final int POINTS = 500;
    private static final int LONGEST_NAME = 24;
    private static final Color INK = new Color(0x1d2023);
    private static final Color SOFT = new Color(0x5c636b);
    private static final Color RULE = new Color(0xe4e4de);
    private static final Color LIMIT = new Color(0xa8251c);
    private static final List<Color> ENVIRONMENTS = List.of(
            new Color(0x2b5c9e), new Color(0xc4571b), new Color(0x16806f), new Color(0x7d4cb3), new Color(0x857000));
    /** Pixels of dash and gap in the lines of the environments after the first, so that they differ without colours too. */
    private static final List<float[]> DASHES =
            List.of(new float[] {16, 8}, new float[] {4, 6}, new float[] {28, 6}, new float[] {8, 14});

    private static final float[] WHOLE = {1, 0};
    private static final BasicStroke WHOLE_STROKE = new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final float[] DASHES_OF_LIMIT = {12, 8};
    private static final float[] DASHES_OF_RESTART = {4, 6};
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 28);

    private final Period period;
    private final List<ContainerLines> containers;
    private boolean limitDrawn;

    /** @param containers the container, then its counterparts in other environments */
    public PngChart(ReportData data, List<ReplicatedContainer> containers) {
        this.period = data.period();
        this.containers = containers.stream()
                .limit(ENVIRONMENTS.size())
                .map(container -> new ContainerLines(data, container))
                .toList();
    }

    /** Null where nothing was measured. */
    public byte @Nullable [] png() {
        boolean memory = containers.stream().anyMatch(ContainerLines::hasMemory);
        boolean series = containers.stream().anyMatch(ContainerLines::hasSeries);
        if (!memory && !series) {
            return null;
        }
        int height = (memory ? HEAD + MEMORY : 0) + (series ? HEAD + SERIES : 0);
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, height);
            int top = 0;
            if (memory) {
                boolean wholePod = containers.get(0).isOfWholePods();
                panel(graphics, top, MEMORY, wholePod ? "Memory of the whole pod, MB" : "Memory, MB", memoryChart());
                top += HEAD + MEMORY;
            }
            if (series) {
                panel(graphics, top, SERIES, "Series shown to the scraper", seriesChart());
            }
            keys(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    /** What the picture shows, for those who do not see it. */
    public String description() {
        List<String> sentences = new ArrayList<>();
        for (ContainerLines container : containers) {
            List<String> ranges = new ArrayList<>();
            range(container.memory(), Format::bytes).ifPresent(range -> ranges.add("memory " + range));
            range(container.series(), Format::number).ifPresent(range -> ranges.add("series " + range));
            if (!ranges.isEmpty()) {
                sentences.add(
                        "%s: %s.".formatted(shown(container.container().environment()), String.join(", ", ranges)));
            }
        }
        int restarts = containers.get(0).restarts().size();
        return "Memory and series over time. " + String.join(" ", sentences)
                + (restarts == 0 ? "" : " " + Format.count(restarts, "restart", "restarts") + " of the first.");
    }

    private static Optional<String> range(SortedMap<String, PodSamples> pods, Function<Double, String> words) {
        return pods.isEmpty()
                ? Optional.empty()
                : Optional.of("%s to %s"
                        .formatted(
                                words.apply(pods.values().stream()
                                        .mapToDouble(PodSamples::min)
                                        .min()
                                        .orElse(0)),
                                words.apply(pods.values().stream()
                                        .mapToDouble(PodSamples::max)
                                        .max()
                                        .orElse(0))));
    }

    private void panel(Graphics2D graphics, int top, int height, String name, XYChart chart) {
        graphics.setColor(INK);
        graphics.setFont(PLAIN.deriveFont(Font.BOLD));
        graphics.drawString(name, 8, top + HEAD - 18);
        Graphics2D below = (Graphics2D) graphics.create(0, top + HEAD, WIDTH, height);
        chart.paint(below, WIDTH, height);
        below.dispose();
    }

    private XYChart memoryChart() {
        double limit = containers.stream()
                .map(ContainerLines::limitBytes)
                .filter(bytes -> bytes != null)
                .mapToDouble(bytes -> bytes / 1e6)
                .max()
                .orElse(Double.NaN);
        XYChart chart = chart(MEMORY, ContainerLines::memory, 1e6, limit);
        limitDrawn = limit <= chart.getStyler().getYAxisMax();
        if (limitDrawn) {
            XYSeries line = chart.addSeries(
                    "limit", List.of(Date.from(period.from()), Date.from(period.to())), List.of(limit, limit));
            line.setLineColor(LIMIT);
            line.setLineStyle(dashed(2, DASHES_OF_LIMIT));
            line.setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private XYChart seriesChart() {
        return chart(SERIES, ContainerLines::series, 1, Double.NaN);
    }

    private XYChart chart(
            int height, Function<ContainerLines, SortedMap<String, PodSamples>> pods, double unit, double limit) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(height).build();
        double highest = containers.stream()
                        .flatMap(container -> pods.apply(container).values().stream())
                        .mapToDouble(PodSamples::max)
                        .max()
                        .orElse(0)
                / unit;
        List<Double> ticks = Axis.ticks(limit > highest && limit <= 2 * highest ? limit : highest);
        style(chart, ticks.get(ticks.size() - 1));
        containers.get(0).restarts().keySet().forEach(time -> chart.addAnnotation(restart(time)));
        // The container's own lines lie above those of the others.
        for (int i = containers.size() - 1; i >= 0; i--) {
            ContainerLines container = containers.get(i);
            Color colour = ENVIRONMENTS.get(i);
            float[] dashes = i == 0 ? WHOLE : DASHES.get(i - 1);
            ContainerLines.highest(pods.apply(container))
                    .forEach((pod, samples) -> line(chart, container, pod, samples, unit, colour, dashes));
        }
        return chart;
    }

    private AnnotationLine restart(Instant time) {
        return new AnnotationLine(time.toEpochMilli(), true, false);
    }

    private void line(
            XYChart chart,
            ContainerLines container,
            String pod,
            PodSamples samples,
            double unit,
            Color colour,
            float[] dashes) {
        double millisPerPixel = (double) period.length().toMillis() / (WIDTH - AXIS);
        DashedLine line =
                new DashedLine(period.from().toEpochMilli(), dashes[0] * millisPerPixel, dashes[1] * millisPerPixel);
        new LinePath(period, 1, 1, POINTS)
                .trace(
                        samples,
                        container.lifetimeStarts(pod),
                        (index, begun) -> line.point(samples.millis(index), samples.value(index) / unit, begun));
        if (!line.times().isEmpty()) {
            XYSeries series =
                    chart.addSeries(container.container().environment() + "/" + pod, line.times(), line.values());
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(colour);
            series.setLineStyle(WHOLE_STROKE);
        }
    }

    private static BasicStroke stroke(int environment) {
        return environment == 0 ? WHOLE_STROKE : dashed(3, DASHES.get(environment - 1));
    }

    private static BasicStroke dashed(int width, float[] dashes) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    }

    private void style(XYChart chart, double top) {
        long days = Math.max(1, period.length().toDays());
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(top)
                .setXAxisMin((double) period.from().toEpochMilli())
                .setXAxisMax((double) period.to().toEpochMilli())
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setDatePattern(days <= 4 ? "d MMM HH:mm" : "d MMM")
                .setXAxisTickMarkSpacingHint(days <= 4 ? 300 : 180)
                .setYAxisTickMarkSpacingHint(80)
                .setAxisTickLabelsFont(PLAIN)
                .setAxisTickLabelsColor(SOFT)
                .setAxisTickMarksColor(RULE)
                .setAxisTitlesVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesColor(RULE)
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisTickLabelsFormattingFunction(Format::number)
                .setYAxisLeftWidthHint(AXIS)
                .setLocale(Locale.ENGLISH)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setPlotContentSize(1)
                .setChartPadding(8)
                .setAnnotationLineColor(SOFT)
                .setAnnotationLineStroke(dashed(2, DASHES_OF_RESTART));
    }

    /** From the right end of the first line on leftwards, so that the panel's name stays free. */
    private void keys(Graphics2D graphics) {
        graphics.setFont(PLAIN);
        int right = WIDTH - 8;
        boolean restarts = !containers.get(0).restarts().isEmpty();
        if (restarts) {
            right = key(graphics, right, "restart", SOFT, dashed(2, DASHES_OF_RESTART));
        }
        if (limitDrawn) {
            right = key(graphics, right, "limit", LIMIT, dashed(2, DASHES_OF_LIMIT));
        }
        for (int i = containers.size() - 1; i >= 0; i--) {
            right = key(
                    graphics,
                    right,
                    shown(containers.get(i).container().environment()),
                    ENVIRONMENTS.get(i),
                    stroke(i));
        }
    }

    private static int key(Graphics2D graphics, int right, String name, Color colour, BasicStroke stroke) {
        int left = right - graphics.getFontMetrics().stringWidth(name);
        graphics.setColor(SOFT);
        graphics.drawString(name, left, HEAD - 18);
        graphics.setColor(colour);
        graphics.setStroke(stroke);
        graphics.drawLine(left - 56, HEAD - 26, left - 10, HEAD - 26);
        return left - 84;
    }

    private static String shown(String name) {
        return Text.printable(name, LONGEST_NAME);
    }
}
