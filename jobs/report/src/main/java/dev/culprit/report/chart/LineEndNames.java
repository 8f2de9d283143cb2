package dev.culprit.report.chart;

import dev.culprit.report.chart.SvgChart.ValueTick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names beside the right ends of lines, none over another. */
final class LineEndNames {
    /** Pixels from one name to the next: the line height of the style sheet. */
    private static final double APART = 13;

    private LineEndNames() {}

    /** @param down where a line ends, in pixels from the panel's top */
    record End(String name, double down) {}

    /** @param height of the panel, whose bottom none of the names passes */
    static List<ValueTick> place(List<End> ends, int height) {
        List<End> sorted =
                ends.stream().sorted(Comparator.comparingDouble(End::down)).toList();
        double[] down = new double[sorted.size()];
        for (int i = 0; i < down.length; i++) {
            down[i] = Math.max(sorted.get(i).down(), i == 0 ? 0 : down[i - 1] + APART);
        }
        double lowest = height;
        List<ValueTick> names = new ArrayList<>();
        for (int i = down.length - 1; i >= 0; i--) {
            lowest = Math.min(down[i], lowest);
            names.add(
                    0,
                    new ValueTick(
                            String.format(Locale.ROOT, "%.1f", lowest),
                            sorted.get(i).name()));
            lowest -= APART;
        }
        return names;
    }
}
