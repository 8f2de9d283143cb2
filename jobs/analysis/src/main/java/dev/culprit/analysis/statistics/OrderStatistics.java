package dev.culprit.analysis.statistics;

import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values by their place in the ascending order, without all of them being sorted (Floyd and Rivest, "Algorithm 489: SELECT", 1975): what is
 * asked for is put into its place, what is smaller before it, what is greater behind it. The values are those that sorting would give.
 */
final class OrderStatistics {
    /** Of SELECT: so many are worth a sample of them. */
    private static final int WORTH_A_SAMPLE = 600;

    private final double[] values;
    private final int count;
    /** Places whose values are found: those before are no greater, those behind no smaller. */
    private final TreeSet<Integer> found = new TreeSet<>();

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
        if (found.add(place)) {
            @Nullable Integer before = found.lower(place);
            @Nullable Integer behind = found.higher(place);
            select(before == null ? 0 : before + 1, behind == null ? count - 1 : behind - 1, place);
        }
        return values[place];
    }

    private void select(int from, int to, int place) {
        int left = from;
        int right = to;
        // A part of values in an unlucky order is sorted after all.
        int rounds = 2 * (32 - Integer.numberOfLeadingZeros(to - from + 1));
        while (right > left && rounds-- > 0) {
            if (right - left > WORTH_A_SAMPLE) {
                // The value is among so few that are so placed in a sample, nearly always: they become the ends of what
                // is looked at.
                double size = right - left + 1;
                double before = place - left + 1;
                double log = Math.log(size);
                double sample = 0.5 * Math.exp(2 * log / 3);
                double spread = 0.5 * Math.sqrt(log * sample * (size - sample) / size) * Math.signum(before - size / 2);
                select(
                        (int) Math.max(left, place - before * sample / size + spread),
                        (int) Math.min(right, place + (size - before) * sample / size + spread),
                        place);
            }
            double pivot = values[place];
            int low = left;
            int high = right;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    swap(low++, high--);
                }
            }
            if (place <= high) {
                right = high;
            } else if (place >= low) {
                left = low;
            } else {
                return;
            }
        }
        if (right > left) {
            Arrays.sort(values, left, right + 1);
        }
    }

    private void swap(int one, int other) {
        double swapped = values[one];
        values[one] = values[other];
        values[other] = swapped;
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
