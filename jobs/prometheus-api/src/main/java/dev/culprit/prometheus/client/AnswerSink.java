package dev.culprit.prometheus.client;

import dev.culprit.tsdb.series.Labels;

/** Takes an answer as it comes. What was taken counts only once the call has returned. */
public interface AnswerSink {
    /** For whoever asks only whether there is an answer. */
    AnswerSink NONE = new AnswerSink() {
        @Override
        public void begin() {}

        @Override
        public void series(Labels labels) {}

        @Override
        public void sample(long time, double value) {}
    };

    /** A request begins, or begins anew: what was taken of it before is void. */
    void begin();

    /** The series that the samples after it are of. */
    void series(Labels labels);

    /**
     * A sample of the series before it.
     *
     * @param time in milliseconds since 1970
     * @param value NaN too where there is a histogram instead of a number
     */
    void sample(long time, double value);

    /**
     * A histogram of the series before it, in the place of a sample.
     *
     * @param bounds upper ones of the buckets that it tells, ascending
     */
    default void histogram(long time, double count, double sum, double[] bounds) {
        sample(time, Double.NaN);
    }

    /** One of a list of words, as names of metrics. */
    default void word(String word) {}
}
