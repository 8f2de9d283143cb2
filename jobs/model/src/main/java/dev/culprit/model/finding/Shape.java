package dev.culprit.model.finding;

/** The course of memory within lifetimes. */
public enum Shape {
    /** Grows, does not come back, and still grows late in the lifetime. */
    LEAK("leak"),
    /** Grows, then stays level. */
    PLATEAU("plateau"),
    /** Follows traffic, up and down. */
    EBB_AND_FLOW("ebb-and-flow"),
    FLAT("flat"),
    /** Too short, or with too few readings, to say. */
    SHORT("short");

    private final String word;

    Shape(String word) {
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
