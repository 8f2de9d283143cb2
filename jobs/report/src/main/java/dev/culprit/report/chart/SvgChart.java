package dev.culprit.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drawing as the page's template takes it: panels above each other on one time axis. Across, things lie at per cent of the
 * width, or at thousandths within paths; down, at pixels from the panel's top. So it fits any width and its text is not scaled.
 *
 * @param description what the drawing shows, for those who cannot see it
 * @param height of all, in pixels, without the labels of the time axis
 * @param names width in pixels of the column on the right that names environments; 0 where there is one only
 * @param note what is left out, or null
 * @param from the left end, in milliseconds since the epoch; {@code to} the right
 */
public record SvgChart(
        String title,
        String description,
        int height,
        int names,
        List<Panel> panels,
        List<TimeTick> times,
        List<Mark> restarts,
        List<LineKey> keys,
        @Nullable String note,
        long from,
        long to) {

    /**
     * @param environments whose lines end where, on the right
     * @param scale value at the top, in {@code unit}
     */
    record Panel(
            String name,
            int top,
            int height,
            List<ValueTick> values,
            List<Line> lines,
            List<ValueTick> environments,
            @Nullable ValueTick limit,
            String scale,
            String unit) {}

    /** @param anchor which end of the label stands at the tick, {@code minor} whether it gives way on a narrow page */
    record TimeTick(String across, String label, String anchor, boolean minor) {}

    record ValueTick(String down, String label) {}

    /** @param style of the line, for style sheets: {@code c0} and so on for a pod, {@code else e0} and so on for an environment */
    record Line(String path, String style, String name) {}

    record Mark(String across, String name) {}

    /** A line's style and whose it is. */
    record LineKey(String style, String name) {}
}
