package dev.culprit.model;

/**
 * The label whose values are numbers to Prometheus, by the type of the family: bounds of buckets, ranks of summaries. Prometheus 3
 * writes these, and no others, in one way ({@code normalizeFloatsInLabelValues}), so that archives from before and after an upgrade agree.
 */
public enum FloatLabel {
    /** Families of other types: a label of that name is a text. */
    NONE(""),
    LE("le"),
    QUANTILE("quantile");

    private final String label;

    FloatLabel(String label) {
        this.label = label;
    }

    /** @param type in OpenMetrics' words and lower case */
    public static FloatLabel of(String type) {
        return switch (type) {
            case "histogram", "gaugehistogram" -> LE;
            case "summary" -> QUANTILE;
            default -> NONE;
        };
    }

    /** Whether a label of this name holds numbers in families of some type. */
    public static boolean isPossible(String label) {
        return LE.is(label) || QUANTILE.is(label);
    }

    public boolean is(String name) {
        return this != NONE && name.equals(label);
    }

    /** Its name; empty for none. */
    public String label() {
        return label;
    }

    /** A float as Prometheus 3 stores bounds of buckets; what is no float to it stays as it is. */
    public static String canonical(String value) {
        return GoFloat.parse(value).map(GoFloat::format).orElse(value);
    }
}
