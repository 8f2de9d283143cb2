package dev.culprit.scrapes.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads numbers where they lie, as Go's {@code ParseFloat} does for Prometheus: decimal floats, and {@code nan},
 * {@code inf}, {@code infinity} in any case; neither hexadecimal nor underscores. Short decimals need no strings.
 */
final class NumberScanner {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    /** Longest number that is read without looking for the end of its line first. */
    static final int LONGEST_PLAIN = 32;

    private double value;

    /** The number that {@link #scan} read. */
    double value() {
        return value;
    }

    /**
     * Reads the token that begins at {@code from} and ends before a blank or newline, or at {@code to}.
     *
     * @return where it ends, or -1 when it is not a number
     */
    int scan(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int significant = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                scale += point ? 1 : 0;
                if (significant > 0 || digit > 0) {
                    significant++;
                }
                if (significant <= 18) {
                    mantissa = mantissa * 10 + digit;
                }
            } else if (bytes[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return word(bytes, from, to);
        }
        int exponent = 0;
        if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            boolean small = at < to && bytes[at] == '-';
            if (small || (at < to && bytes[at] == '+')) {
                at++;
            }
            int exponentFrom = at;
            for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                exponent = Math.min(100_000, exponent * 10 + bytes[at] - '0');
            }
            if (at == exponentFrom) {
                return -1;
            }
            exponent = small ? -exponent : exponent;
        }
        if (at < to && !isBlank(bytes[at]) && bytes[at] != '\n') {
            return -1;
        }
        exponent -= scale;
        // Both operands are exact floats then, so that one rounding gives what a full conversion gives (Clinger 1990).
        if (significant <= 18 && mantissa <= EXACT && exponent >= -22 && exponent <= 22) {
            double magnitude = exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa * POWERS_OF_TEN[exponent];
            value = negative ? -magnitude : magnitude;
        } else {
            value = Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
        }
        return at;
    }

    private int word(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && !isBlank(bytes[end]) && end - from <= 9) {
            end++;
        }
        switch (new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> value = Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> end = -1;
        }
        return end;
    }

    /** A carriage return is one too: it stands before the newline of bodies that went through Windows. */
    static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
