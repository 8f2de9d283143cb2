package dev.culprit.extract.memory.source;

import java.util.Locale;

/** Prices for people. */
public final class Dollars {
    private Dollars() {}

    /** {@code $0.02}, and {@code $0.0003} where cents do not show it. */
    public static String format(double dollars) {
        return String.format(Locale.ROOT, dollars >= 0.01 || dollars == 0 ? "$%,.2f" : "$%.4f", dollars);
    }
}
