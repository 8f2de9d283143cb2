package dev.culprit.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that tell one series of a metric from another, sorted by name: empty values dropped (Prometheus and
 * VictoriaMetrics drop them too), {@code __type__} and {@code __unit__} stripped, {@code le} and {@code quantile} written
 * as Prometheus 3 writes them, so that archives from before and after an upgrade agree.
 */
public record LabelSet(SortedMap<String, String> labels) implements Serializable {
    public LabelSet {
        SortedMap<String, String> kept = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (!value.isEmpty() && !name.equals("__type__") && !name.equals("__unit__")) {
                kept.put(name, name.equals("le") || name.equals("quantile") ? canonicalFloat(value) : value);
            }
        });
        labels = Collections.unmodifiableSortedMap(kept);
    }

    public static LabelSet of(Map<String, String> labels) {
        return new LabelSet(new TreeMap<>(labels));
    }

    /**
     * A float as Prometheus 3 stores bucket bounds: Go's shortest {@code %g}, with {@code .0} where neither point nor
     * exponent shows ({@code labels.FormatOpenMetricsFloat}). What is no float stays as it is.
     */
    static String canonicalFloat(String text) {
        double value;
        try {
            value = switch (text) {
                case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException notANumber) {
            return text;
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 6) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return "%s%se%s%02d".formatted(sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = shortest.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
