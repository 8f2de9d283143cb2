package dev.culprit.notebooks;

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
}
