package dev.culprit.extract.memory.insights;

/** How CloudWatch sums up a period's samples. */
public enum Statistic {
    AVERAGE("Average"),
    SUM("Sum"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum");

    private final String word;

    Statistic(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
