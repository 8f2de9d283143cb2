package dev.culprit.tsdb.export;

import dev.culprit.tsdb.otlp.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names as Prometheus and its exporters give them to OpenTelemetry's metrics, by the specification's page "Prometheus and OpenMetrics
 * Compatibility", and {@code prometheus/otlptranslator}: units at the end, in words or as they are, {@code _total} for sums that only rise, {@code _ratio} for gauges of no unit, and underscores for what
 * Prometheus does not allow.
 */
final class OtlpNames {
    private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9:]+");
    private static final Pattern EDGES = Pattern.compile("^_|_$");
    private static final Pattern NO_LABEL = Pattern.compile("[^a-zA-Z0-9_]");
    private static final Pattern ANNOTATION = Pattern.compile("\\{[^}]*}");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"), // so Prometheus spells it
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("m", "meters"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));

    private static final Map<String, String> PER =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    private OtlpNames() {}

    /** @param asItIs whether it was a Prometheus metric before */
    static String metric(Metric metric, boolean asItIs) {
        if (asItIs) {
            return metric.name();
        }
        List<String> words = new ArrayList<>(List.of(NO_NAME.split(metric.name())));
        words.removeIf(String::isEmpty);
        for (String unit : units(metric.unit())) {
            if (!words.contains(unit)) {
                words.add(unit);
            }
        }
        if (metric.type() == Metric.Type.SUM && metric.isMonotonic()) {
            last(words, "total");
        } else if (metric.type() == Metric.Type.GAUGE && metric.unit().equals("1")) {
            last(words, "ratio");
        }
        String name = String.join("_", words);
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static void last(List<String> words, String word) {
        words.removeIf(word::equals);
        words.add(word);
    }

    private static List<String> units(String unit) {
        String[] parts = ANNOTATION.matcher(unit).replaceAll("").split("/", 2);
        List<String> words = new ArrayList<>();
        String main = word(UNITS, parts[0]);
        if (!main.isEmpty()) {
            words.add(main);
        }
        String per = parts.length == 2 ? word(PER, parts[1]) : "";
        if (!per.isEmpty()) {
            words.add("per_" + per);
        }
        return words;
    }

    /** One that the table has not stands as it is, as far as a name may have it. */
    private static String word(Map<String, String> table, String unit) {
        String word = NO_NAME.matcher(table.getOrDefault(unit.strip(), unit)).replaceAll("_");
        return EDGES.matcher(word).replaceAll("");
    }

    static String label(String attribute) {
        String name = NO_LABEL.matcher(attribute).replaceAll("_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "key_" + name : name;
    }
}
