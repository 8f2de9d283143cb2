package dev.culprit.scrapes.lifetime;

/**
 * A sum that is as exact as one in twice the precision, rounded once: A. Neumaier, Rundungsfehleranalyse einiger Verfahren
 * zur Summation endlicher Summen, ZAMM 54 (1974). A plain sum of fractions depends on the order of its terms; the two feeds
 * meet series in different orders, and must not differ for that.
 */
final class CompensatedSum {
    private double sum;
    /** What rounding took from the sum. */
    private double lost;

    void clear() {
        sum = 0;
        lost = 0;
    }

    /** @param term finite */
    void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    double value() {
        // Beyond the largest float there is nothing to correct, and the correction is no number.
        return Double.isInfinite(sum) ? sum : sum + lost;
    }
}
