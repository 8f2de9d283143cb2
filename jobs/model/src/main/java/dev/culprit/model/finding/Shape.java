package dev.culprit.model.finding;

/** How memory runs within lifetimes. */
public enum Shape {
    /** Grows, does not come back, and still grows late in the lifetime. */
    LEAK("leak"),
    /** Grows and then stands. */
    PLATEAU("plateau"),
    /** Follows traffic, up and down. */
    EBB_AND_FLOW("ebb-and-flow"),
    FLAT("flat"),
    /** Too short or too thinly measured to say. */
    SHORT("short");

    private final String word;

    Shape(String word) {
        this.word = word;
    }

    /** As it stands in tables and in report.json. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
