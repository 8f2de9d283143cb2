package dev.culprit.analysis.statistics;

import java.util.Arrays;

/** The step-up procedure that keeps the expected share of false ones among discoveries at a rate (Benjamini and Hochberg 1995). */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * @param pValues of those that would be discoveries
     * @param tests that were made in all, those of the p-values among them
     * @param rate of false discoveries
     * @return the p-value up to which they are discoveries; 0 where none is
     */
    public static double threshold(double[] pValues, int tests, double rate) {
        double[] ascending = pValues.clone();
        Arrays.sort(ascending);
        for (int k = ascending.length; k > 0; k--) {
            if (ascending[k - 1] <= rate * k / tests) {
                return ascending[k - 1];
            }
        }
        return 0;
    }
}
