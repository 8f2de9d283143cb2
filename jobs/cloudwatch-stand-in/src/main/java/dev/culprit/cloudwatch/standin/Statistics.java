package dev.culprit.cloudwatch.standin;

/** What CloudWatch keeps of the samples of a period. */
record Statistics(double sum, double samples, double minimum, double maximum) {
    static Statistics of(double value) {
        return new Statistics(value, 1, value, value);
    }

    Statistics and(Statistics more) {
        return new Statistics(
                sum + more.sum,
                samples + more.samples,
                Math.min(minimum, more.minimum),
                Math.max(maximum, more.maximum));
    }
}
