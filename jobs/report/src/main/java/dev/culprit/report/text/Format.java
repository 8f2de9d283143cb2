package dev.culprit.report.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them: decimal units (1 MB is a million bytes), UTC, no locale. */
public final class Format {
    public static final String UNKNOWN = "-";
    /** Instead of a confidence where nothing is said that one could be confident of. */
    public static final String UNDECIDED = "undecided";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter SHORT_MINUTE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private Format() {}

    /** Three digits or so. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        if (size >= 99.95 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        String format = size >= 9.995 ? "%.1f" : size >= 0.0995 ? "%.2f" : "%.3g";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
    }

    /** {@code 0.61 MB/h}'s number, of fixed precision so that columns line up. */
    public static String megabytesPerHour(@Nullable Double bytesPerHour) {
        if (bytesPerHour == null || !Double.isFinite(bytesPerHour)) {
            return UNKNOWN;
        }
        double megabytes = bytesPerHour / 1e6;
        String text = String.format(Locale.ROOT, Math.abs(megabytes) >= 99.95 ? "%,.0f" : "%.2f", megabytes);
        return text.equals("-0.00") ? "0.00" : text;
    }

    public static String perHour(@Nullable Double rate) {
        if (rate == null || !Double.isFinite(rate)) {
            return UNKNOWN;
        }
        return String.format(Locale.ROOT, Math.abs(rate) >= 9.95 ? "%,.0f" : "%.1f", rate);
    }

    public static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (!Double.isFinite(bytes)) {
            return UNKNOWN;
        }
        if (size >= 9.995e9) {
            return atMostOneDecimal(bytes / 1e9) + " GB";
        }
        if (size >= 0.9995e6) {
            return atMostOneDecimal(bytes / 1e6) + " MB";
        }
        return size >= 999.5 ? atMostOneDecimal(bytes / 1e3) + " kB" : number(Math.rint(bytes)) + " B";
    }

    private static String atMostOneDecimal(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 99.95 ? "%,.0f" : "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    public static String duration(@Nullable Double hours) {
        if (hours == null || !Double.isFinite(hours)) {
            return UNKNOWN;
        }
        return hours < 72 ? number(Math.rint(hours)) + " h" : number(Math.rint(hours / 24)) + " days";
    }

    /** {@code 40 min}; from two hours on as {@link #duration}. */
    public static String shortDuration(double hours) {
        return hours < 2 ? Math.round(hours * 60) + " min" : duration(hours);
    }

    public static String percent(double share) {
        return Double.isFinite(share) ? Math.round(share * 100) + " %" : UNKNOWN;
    }

    /** Two digits: what is more would promise more than a probability keeps. */
    public static String probability(double probability) {
        return Double.isFinite(probability) ? String.format(Locale.ROOT, "%.2f", probability) : UNKNOWN;
    }

    /** Without the year, which the report's period tells. */
    public static String shortTime(Instant time) {
        return SHORT_MINUTE.format(time.atZone(ZoneOffset.UTC));
    }

    public static String time(Instant time) {
        return MINUTE.format(time.atZone(ZoneOffset.UTC));
    }

    /** {@code 1 label leak}, {@code 2 label leaks}. */
    public static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
