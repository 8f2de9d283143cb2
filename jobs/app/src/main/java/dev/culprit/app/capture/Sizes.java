package dev.culprit.app.capture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([kmgt]?)(i?)b?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";
    private static final int DECIMAL = 1000;
    private static final int BINARY = 1024;

    private Sizes() {}

    /**
     * Bytes: {@code 500M} are 500,000,000, {@code 1GiB} are 1,073,741,824.
     *
     * @throws IllegalArgumentException where it is none; the message is what follows its name
     */
    public static long parse(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches() || (size.group(2).isEmpty() && !size.group(3).isEmpty())) {
            throw new IllegalArgumentException("must be a size like 500M or 2GiB");
        }
        long bytes = Long.parseLong(size.group(1));
        int steps = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
        for (int step = 0; step < steps; step++) {
            bytes *= size.group(3).isEmpty() ? DECIMAL : BINARY;
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("must be a size like 500M or 2GiB");
        }
        return bytes;
    }

    /** {@code 12.3 MB}. */
    public static String format(long bytes) {
        double size = bytes;
        int steps = 0;
        while (size >= DECIMAL && steps < UNITS.length()) {
            size /= DECIMAL;
            steps++;
        }
        return steps == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT,
                        "%.1f %sB",
                        size,
                        steps == 1 ? "k" : UNITS.substring(steps - 1, steps).toUpperCase(Locale.ROOT));
    }
}
