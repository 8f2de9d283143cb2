package dev.culprit.prometheus.whole;

/** A condition on a label. */
record Matcher(String label, Operator operator, String value) {
    enum Operator {
        IS("="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** As PromQL has it: names with other than letters, digits and underscores in quotes, as from Prometheus 3 on. */
    @Override
    public String toString() {
        boolean plain = label.matches("[A-Za-z_][A-Za-z0-9_]*");
        return (plain ? label : quoted(label)) + operator.sign + quoted(value);
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
