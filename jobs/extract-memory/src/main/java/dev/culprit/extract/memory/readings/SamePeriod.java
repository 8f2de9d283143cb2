package dev.culprit.extract.memory.readings;

/** What a period's value is where a source tells several of it. */
public enum SamePeriod {
    /** The one that sums up more samples, among equals the last: a source that has summed up already corrects itself. */
    FULLEST,
    /** The mean of its moments, of each of which the last reading counts: a source of single looks. */
    MEAN
}
