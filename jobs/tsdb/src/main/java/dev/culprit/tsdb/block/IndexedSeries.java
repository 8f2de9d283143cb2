package dev.culprit.tsdb.block;

/** What a block's index says of one series, its texts as numbers. Good until the next one is told. */
public interface IndexedSeries {
    int labels();

    /** Of the i-th label the name's number at {@code 2 * i}, and its value's behind it. */
    long symbol(int place);

    int chunks();

    /** Of a chunk's first sample, in milliseconds since 1970; {@code lastTime} of its last. */
    long firstTime(int chunk);

    long lastTime(int chunk);
}
