package dev.culprit.prometheus.whole;

import dev.culprit.tsdb.series.Labels;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition on a label. */
record Matcher(String label, Operator operator, String value) {
    enum Operator {
        IS("="),
        IS_NOT("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** Whether a series is one of those meant; a label that is not there is empty. */
    boolean accepts(Labels series) {
        @Nullable String told = series.get(label);
        String found = told == null ? "" : told;
        return switch (operator) {
            case IS -> found.equals(value);
            case IS_NOT -> !found.equals(value);
            case MATCHES -> matches(found);
            case MATCHES_NOT -> !matches(found);
        };
    }

    private boolean matches(String text) {
        return Pattern.compile(value, Pattern.DOTALL).matcher(text).matches();
    }

    /** As PromQL has it: names with other than letters, digits and underscores in quotes, as from Prometheus 3 on. */
    @Override
    public String toString() {
        return name(label) + operator.sign + quoted(value);
    }

    static String name(String label) {
        return label.matches("[A-Za-z_][A-Za-z0-9_]*") ? label : quoted(label);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append("\\x%02x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
