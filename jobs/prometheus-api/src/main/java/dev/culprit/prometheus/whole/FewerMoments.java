package dev.culprit.prometheus.whole;

/** What a look at few moments tells of the moments between them. */
public final class FewerMoments {
    private FewerMoments() {}

    /**
     * The sum over all moments, if there is never more between two of those that were looked at than at the fuller of the two, and
     * behind the last one growth goes on as before.
     *
     * @param perMoment so many moments stand for one that was looked at, itself among them
     */
    public static long sumAtMost(long[] counts, long perMoment) {
        long sum = 0;
        for (int place = 0; place < counts.length; place++) {
            long before = place == 0 ? counts[place] : Math.min(counts[place], counts[place - 1]);
            long next = place + 1 < counts.length ? counts[place + 1] : 2 * counts[place] - before;
            sum += counts[place] + (perMoment - 1) * Math.max(counts[place], next);
        }
        return sum;
    }
}
