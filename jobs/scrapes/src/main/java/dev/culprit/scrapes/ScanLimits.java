package dev.culprit.scrapes;

import java.io.Serializable;

/**
 * How much of the machine a body may take. Real bodies stay far below all of these. What goes beyond is left out and reported,
 * by the name of the limit.
 *
 * @param lineBytes longest line
 * @param labels labels of one series
 * @param labelBytes longest label value, as written
 * @param bodyBytes largest decompressed body; it breaks off there
 * @param expansion by how much a body of more than 64 MiB may have been compressed; it breaks off there
 * @param series distinct series that one target may show in one process lifetime
 */
public record ScanLimits(int lineBytes, int labels, int labelBytes, long bodyBytes, int expansion, int series)
        implements Serializable {
    /** Chosen by hand: many times what the largest recorded bodies take, and less than harms a machine of a few gigabytes. */
    public static final ScanLimits DEFAULT = new ScanLimits(1 << 20, 256, 1 << 16, 1L << 30, 2_000, 10_000_000);

    /** Longest text that a reader can keep, in bytes; a power of two. */
    public static final int LONGEST_TEXT = 1 << 20;

    public ScanLimits {
        within("line-bytes", lineBytes, 256, LONGEST_TEXT);
        within("labels", labels, 1, 65_536);
        within("label-bytes", labelBytes, 16, LONGEST_TEXT);
        within("body-bytes", bodyBytes, 1024, 1L << 40);
        within("expansion", expansion, 10, 1_000_000);
        within("series", series, 1_000, 20_000_000);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d".formatted(name, least, most));
        }
    }
}
