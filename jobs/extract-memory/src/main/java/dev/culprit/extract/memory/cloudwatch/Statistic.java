package dev.culprit.extract.memory.cloudwatch;

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

    String word() {
        return word;
    }
}
