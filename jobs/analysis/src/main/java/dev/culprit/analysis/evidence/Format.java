package dev.culprit.analysis.evidence;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Figures and names as sentences carry them. */
public final class Format {
    /** A conversion of a number that says nothing of thousands, and no sign of per cent before it. */
    private static final Pattern NUMBER = Pattern.compile("(?<!%)%((?:\\.\\d+)?[df])");

    private Format() {}

    /** {@code destination_service (with destination_service_name)}. */
    public static String labels(List<String> labels) {
        String first = labels.get(0);
        return labels.size() == 1
                ? first
                : first + labels.stream().skip(1).collect(Collectors.joining(", ", " (with ", ")"));
    }

    /** Bytes with a decimal unit. */
    public static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size >= 1e9) {
            return format("%.2f GB", bytes / 1e9);
        }
        if (size >= 1e6) {
            return format("%.1f MB", bytes / 1e6);
        }
        return size >= 1e3 ? format("%.1f kB", bytes / 1e3) : format("%.0f bytes", bytes);
    }

    public static String perHour(double bytesPerHour) {
        return Math.abs(bytesPerHour) >= 1e4
                ? format("%.2f MB/h", bytesPerHour / 1e6)
                : format("%.1f kB/h", bytesPerHour / 1e3);
    }

    public static String percent(double share) {
        return format("%.0f %%", 100 * share);
    }

    /** As {@link String#format}, with a comma between thousands of whatever number: all figures that people read come through here. */
    public static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, NUMBER.matcher(pattern).replaceAll("%,$1"), arguments);
    }
}
