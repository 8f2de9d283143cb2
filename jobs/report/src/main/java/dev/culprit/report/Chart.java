package dev.culprit.report;

import dev.culprit.model.Nullable;
import java.util.List;

/**
 * A drawing as the page's template takes it: panels above each other on one time axis. Across, things lie at per cent of the
 * width, or at thousandths within paths; down, at pixels from the panel's top. So it fits any width and its text is not scaled.
 *
 * @param description what the drawing shows, for those who cannot see it
 * @param height of all, in pixels, without the labels of the time axis
 * @param note what is left out, or null
 */
record Chart(
        String title,
        String description,
        int height,
        List<Panel> panels,
        List<TimeTick> times,
        List<Mark> restarts,
        List<PodKey> keys,
        @Nullable String note) {

    record Panel(
            String name,
            int top,
            int height,
            List<ValueTick> values,
            List<Line> lines,
            @Nullable ValueTick limit) {}

    /** @param anchor which end of the label stands at the tick, {@code minor} whether it gives way on a narrow page */
    record TimeTick(String across, String label, String anchor, boolean minor) {}

    record ValueTick(String down, String label) {}

    record Line(String path, int colour, String name) {}

    record Mark(String across, String name) {}

    /** A line's colour and whose it is. */
    record PodKey(int colour, String name) {}
}
