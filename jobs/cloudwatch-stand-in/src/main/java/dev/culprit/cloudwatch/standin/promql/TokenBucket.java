package dev.culprit.cloudwatch.standin.promql;

/** So many requests in a second, and no more at once than in one. */
final class TokenBucket {
    private final double perSecond;
    private double left;
    private long at = System.nanoTime();

    TokenBucket(double perSecond) {
        this.perSecond = perSecond;
        this.left = perSecond;
    }

    synchronized boolean take() {
        long now = System.nanoTime();
        left = Math.min(perSecond, left + (now - at) / 1e9 * perSecond);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
