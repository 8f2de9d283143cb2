package dev.culprit.analysis.statistics;

import java.util.Arrays;

/**
 * Values by their place in the ascending order, without all of them being sorted (Hoare, "Algorithm 65: FIND", 1961): what is asked for
 * is put into its place, and what is smaller before it. The values are those that sorting would give.
 */
final class OrderStatistics {
    /** By hand: so few are sorted. */
    private static final int FEW = 32;

    private final double[] values;
    private final int count;

    /**
     * @param values neither NaN nor a negative zero; put into another order
     * @param count of them, those from the first on
     */
    OrderStatistics(double[] values, int count) {
        this.values = values;
        this.count = count;
    }

    int count() {
        return count;
    }

    /** The value that has so many before it. */
    double at(int place) {
        int low = 0;
        int high = count - 1;
        // A part of values in an unlucky order is sorted after all.
        int rounds = 2 * (32 - Integer.numberOfLeadingZeros(count));
        while (high - low > FEW && rounds-- > 0) {
            double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    double swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (place <= right) {
                high = right;
            } else if (place >= left) {
                low = left;
            } else {
                return values[place];
            }
        }
        Arrays.sort(values, low, high + 1);
        return values[place];
    }

    private static double middle(double one, double two, double three) {
        return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
    }

    /** As {@link RobustStatistics#median} has it; NaN when there are no values. */
    double median() {
        if (count == 0) {
            return Double.NaN;
        }
        double at = 0.5 * (count - 1);
        int below = (int) Math.floor(at);
        double lower = at(below);
        return lower + (at - below) * (at(Math.min(below + 1, count - 1)) - lower);
    }
}
