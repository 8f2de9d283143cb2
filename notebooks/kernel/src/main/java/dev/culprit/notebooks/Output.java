package dev.culprit.notebooks;

import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * The output of a cell, in every form that is available: the front end shows the richest that it can.
 *
 * @param text for consoles
 * @param html safe to insert into a page
 * @param picture shown at half its size in pixels, for dense screens
 */
record Output(String text, @Nullable String html, @Nullable Picture picture) {
    /** @param width in pixels, of the PNG */
    record Picture(byte[] png, int width) {}

    /** A value as a cell shows it: data frames as tables, charts as pictures, the rest as its text. */
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
