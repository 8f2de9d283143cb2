package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/**
 * Why a scrape is not whole.
 *
 * @param kind without anything of the file at hand, so that one cause is one text
 * @param line of the first line that cannot be read, from 1; null where the fault has no place
 * @param offset of its first byte in the decompressed body
 */
public record ScrapeCause(
        String kind, @Nullable Long line, @Nullable Long offset) {
    public static ScrapeCause of(String kind) {
        return new ScrapeCause(kind, null, null);
    }
}
