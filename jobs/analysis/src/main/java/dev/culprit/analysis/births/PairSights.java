package dev.culprit.analysis.births;

/** First sights of pairs of a label and a value, by the pairs' numbers. */
final class PairSights {
    interface Each {
        void accept(int pair, double first);
    }

    private int[] pairs = new int[16];
    private double[] sights = new double[16];
    private int count;

    /** Keeps the earliest. */
    void see(int pair, double first) {
        if (3 * count >= 2 * pairs.length) {
            grow();
        }
        int slot = slot(pair);
        if (pairs[slot] == 0) {
            pairs[slot] = pair + 1;
            sights[slot] = first;
            count++;
        } else {
            sights[slot] = Math.min(sights[slot], first);
        }
    }

    /** Where the pair is or will be. Free slots are zero, so pairs stand there by one more than their number. */
    private int slot(int pair) {
        int mask = pairs.length - 1;
        int slot = (int) (((pair + 1) * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (pairs[slot] != 0 && pairs[slot] != pair + 1) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldPairs = pairs;
        double[] oldSights = sights;
        pairs = new int[2 * oldPairs.length];
        sights = new double[pairs.length];
        count = 0;
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != 0) {
                see(oldPairs[i] - 1, oldSights[i]);
            }
        }
    }

    /** In no order. */
    void forEach(Each each) {
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] != 0) {
                each.accept(pairs[i] - 1, sights[i]);
            }
        }
    }
}
