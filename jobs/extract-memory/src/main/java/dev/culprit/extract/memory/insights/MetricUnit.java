package dev.culprit.extract.memory.insights;

import dev.culprit.extract.memory.readings.Quantity;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units that CloudWatch tells with a datum, by the names of {@code StandardUnit} and by those of its OpenTelemetry output. CloudWatch
 * converts none, and a publisher may choose any. Its user guide's page "Translations with OpenTelemetry 0.7.0 format in CloudWatch" makes
 * {@code kBy} of kilobytes, in which k is a thousand (The Unified Code for Units of Measure, section 27).
 */
final class MetricUnit {
    private static final double MEBIBYTE = 1 << 20;
    private static final double BITS_A_BYTE = 8;
    private static final String MEGABYTES = "megabytes";
    private static final String MEGABYTES_OF_OPEN_TELEMETRY = "mby";

    /** What says that there is no unit. */
    private static final Set<String> NONE = Set.of("", "none", "1");

    private static final Set<String> PERCENT = Set.of("percent", "%");
    private static final Set<String> COUNT = Set.of("count", "{count}");

    private static final Map<String, Double> BYTES = Map.ofEntries(
            Map.entry("bytes", 1.0),
            Map.entry("kilobytes", 1e3),
            Map.entry(MEGABYTES, 1e6),
            Map.entry("gigabytes", 1e9),
            Map.entry("terabytes", 1e12),
            Map.entry("bits", 1 / BITS_A_BYTE),
            Map.entry("kilobits", 1e3 / BITS_A_BYTE),
            Map.entry("megabits", 1e6 / BITS_A_BYTE),
            Map.entry("gigabits", 1e9 / BITS_A_BYTE),
            Map.entry("terabits", 1e12 / BITS_A_BYTE),
            Map.entry("by", 1.0),
            Map.entry("kby", 1e3),
            Map.entry(MEGABYTES_OF_OPEN_TELEMETRY, 1e6),
            Map.entry("gby", 1e9),
            Map.entry("tby", 1e12),
            Map.entry("bit", 1 / BITS_A_BYTE),
            Map.entry("kbit", 1e3 / BITS_A_BYTE),
            Map.entry("mbit", 1e6 / BITS_A_BYTE),
            Map.entry("gbit", 1e9 / BITS_A_BYTE),
            Map.entry("tbit", 1e12 / BITS_A_BYTE));

    private static final Set<String> TIMES = Set.of("seconds", "milliseconds", "microseconds", "s", "ms", "us");

    private MetricUnit() {}

    /**
     * By what a value is multiplied to be in the quantity's unit; 1 where no unit is told, and empty where it is told in a unit of
     * something else.
     */
    static OptionalDouble scale(Quantity quantity, String told) {
        String unit = told.toLowerCase(Locale.ROOT);
        if (NONE.contains(unit)) {
            return OptionalDouble.of(1);
        }
        return switch (quantity) {
            case WORKING_SET, RESIDENT, LIMIT, SMALLEST_NODE, LARGEST_NODE -> of(BYTES.get(unit));
            // ECS's agent says megabytes where it counts mebibytes, which the quantity stands for.
            case MEGABYTES ->
                unit.equals(MEGABYTES) || unit.equals(MEGABYTES_OF_OPEN_TELEMETRY)
                        ? OptionalDouble.of(1)
                        : of(BYTES.containsKey(unit) ? (Double) (BYTES.get(unit) / MEBIBYTE) : null);
            case PERCENT_OF_LIMIT, PERCENT_OF_NODE -> only(PERCENT.contains(unit));
            case RESTARTS, RESTART_TOTAL, OOM_KILLED -> only(COUNT.contains(unit));
        };
    }

    /** Why a datum of the quantity in such a unit is of no use, of few words however many units there are. */
    static String fault(Quantity quantity, String told) {
        String expected = switch (quantity) {
            case WORKING_SET, RESIDENT, LIMIT, SMALLEST_NODE, LARGEST_NODE, MEGABYTES -> "bytes are";
            case PERCENT_OF_LIMIT, PERCENT_OF_NODE -> "a percentage is";
            case RESTARTS, RESTART_TOTAL, OOM_KILLED -> "a count is";
        };
        return "%s where %s expected".formatted(isKnown(told) ? "unit " + told : "an unknown unit", expected);
    }

    private static boolean isKnown(String told) {
        String unit = told.toLowerCase(Locale.ROOT);
        int slash = unit.indexOf('/');
        String what = slash < 0 ? unit : unit.substring(0, slash);
        boolean known = BYTES.containsKey(what) || PERCENT.contains(what) || COUNT.contains(what);
        String per = slash < 0 ? "" : unit.substring(slash);
        return per.isEmpty() ? known || TIMES.contains(what) : known && (per.equals("/second") || per.equals("/s"));
    }

    private static OptionalDouble of(@Nullable Double scale) {
        return scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale);
    }

    private static OptionalDouble only(boolean fits) {
        return fits ? OptionalDouble.of(1) : OptionalDouble.empty();
    }
}
