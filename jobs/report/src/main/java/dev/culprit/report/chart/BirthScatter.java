package dev.culprit.report.chart;

import java.util.List;

/**
 * A drawing of births against memory, as the page's template takes it: across in per cent of the width, down in pixels.
 *
 * @param description what it shows, for those who cannot see it
 * @param block how long a block is, {@code 1 h}
 */
public record BirthScatter(
        String title,
        String description,
        String block,
        int height,
        List<Tick> across,
        List<Tick> down,
        List<Dot> dots) {

    record Tick(String at, String label) {}

    /**
     * One block.
     *
     * @param style {@code own}, or {@code else} of another environment
     * @param name whose it is, when, and its values
     */
    record Dot(String style, String across, String down, String name) {}
}
