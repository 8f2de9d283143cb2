package dev.culprit.scrapes.text;

/** Whether a line that is too long to be kept ends within quotes, told piece by piece. A comment's quotes mean nothing. */
final class QuoteParity {
    private boolean begun;
    private boolean comment;
    private boolean quoted;
    private boolean escaped;

    /** The next piece. */
    void pass(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !comment; i++) {
            byte character = bytes[i];
            comment = !begun && character == '#';
            begun |= !NumberScanner.isBlank(character);
            if (escaped) {
                escaped = false;
            } else if (character == '"') {
                quoted = !quoted;
            } else {
                escaped = quoted && character == '\\';
            }
        }
    }

    boolean isOpen() {
        return quoted && !comment;
    }
}
