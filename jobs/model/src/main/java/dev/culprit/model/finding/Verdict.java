package dev.culprit.model.finding;

/** The possible conclusions on a container's memory and its labels. */
public enum Verdict {
    /** Memory leaks, and the named labels carry it. */
    LABEL("label"),
    /** Memory leaks, no label explains it. */
    NO_LABEL("no-label"),
    /** A label grows without bound, memory does not follow yet. */
    WATCH("watch"),
    /** Nothing grows. */
    STEADY("steady"),
    /** Not enough is known; the finding says what is missing. */
    INSUFFICIENT_DATA("insufficient-data");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Its spelling in tables and in report.json. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
