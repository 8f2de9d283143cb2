package dev.culprit.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Floats as Prometheus reads and writes them in label values: the syntax of Go's {@code strconv.ParseFloat}, and the text of
 * {@code labels.FormatOpenMetricsFloat}. Java's own syntax is another: it takes {@code 1d} and blanks around a number, and no underscores.
 */
final class GoFloat {
    private static final String DIGITS = "[0-9](?:_?[0-9])*+";
    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?(?:%s(?:\\.(?:%s)?)?|\\.%s)(?:[eE][+-]?%s)?".formatted(DIGITS, DIGITS, DIGITS, DIGITS));
    private static final String HEX_DIGITS = "[0-9a-fA-F](?:_?[0-9a-fA-F])*+";
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "[+-]?0[xX](?:_?%s(?:\\.(?:%s)?)?|\\.%s)[pP][+-]?%s".formatted(HEX_DIGITS, HEX_DIGITS, HEX_DIGITS, DIGITS));
    private static final Pattern INFINITY = Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);
    /** Longer texts are no bounds that anybody writes. Go reads them; the time for that is what a hostile label would cost. */
    private static final int LONGEST = 800;

    /** Decimals of so many digits are told apart by every double that is not subnormal (DBL_DIG of IEEE 754). */
    private static final int DISTINCT_DIGITS = 15;

    /** Go's shortest {@code %g} has an exponent below and from these powers of ten on. */
    private static final int SMALLEST_PLAIN = -4;

    private static final int SMALLEST_LARGE = 6;

    private GoFloat() {}

    /** The number that a text is to Go; empty where it is none, or none that a double can hold. */
    static Optional<Double> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        if (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            double value = Double.parseDouble(text.indexOf('_') < 0 ? text : text.replace("_", ""));
            return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
        }
        if (text.equalsIgnoreCase("nan")) {
            return Optional.of(Double.NaN);
        }
        if (INFINITY.matcher(text).matches()) {
            return Optional.of(text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return Optional.empty();
    }

    /** Go's shortest {@code %g}, with {@code .0} where neither point nor exponent shows. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < SMALLEST_PLAIN || exponent >= SMALLEST_LARGE) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            int power = Math.abs(exponent);
            return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power < 10 ? "0" : "") + power;
        }
        String plain = shortest.toPlainString();
        return sign + (plain.contains(".") ? plain : plain + ".0");
    }

    /**
     * The decimal of the fewest digits that is read as this number, and of those the nearest. {@link Double#toString} is
     * neither on JDK 17 (JDK-4511638), and has two digits where one would do on every JDK.
     *
     * @param value finite, above 0
     */
    private static BigDecimal shortest(double value) {
        BigDecimal given = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (given.precision() <= DISTINCT_DIGITS && value >= Double.MIN_NORMAL) {
            return given;
        }
        int precision = given.precision();
        while (precision > 1
                && (isRead(given, precision - 1, RoundingMode.DOWN, value)
                        || isRead(given, precision - 1, RoundingMode.UP, value))) {
            precision--;
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal below = exact.round(new MathContext(precision, RoundingMode.DOWN));
        BigDecimal above = exact.round(new MathContext(precision, RoundingMode.UP));
        boolean isBelow = below.doubleValue() == value
                && (above.doubleValue() != value || exact.subtract(below).compareTo(above.subtract(exact)) <= 0);
        return (isBelow ? below : above).stripTrailingZeros();
    }

    private static boolean isRead(BigDecimal decimal, int precision, RoundingMode rounding, double value) {
        return decimal.round(new MathContext(precision, rounding)).doubleValue() == value;
    }
}
