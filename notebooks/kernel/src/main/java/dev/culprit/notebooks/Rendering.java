package dev.culprit.notebooks;

import org.apache.spark.sql.Dataset;

/** How the value of a cell is shown. */
final class Rendering {
    private Rendering() {}

    /** Data frames become tables, charts become pictures, and all else is shown as text. */
    static Output of(Object value) {
        if (value instanceof Dataset<?> frame) {
            return FrameTable.of(frame.toDF()).output();
        }
        if (value instanceof Chart chart) {
            return chart.output();
        }
        return new Output(Format.of(value), null, null);
    }
}
