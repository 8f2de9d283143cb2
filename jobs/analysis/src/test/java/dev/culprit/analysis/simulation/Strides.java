package dev.culprit.analysis.simulation;

import java.util.SplittableRandom;

/**
 * A heap that a runtime takes from the system in a few strides and never gives back. It takes them while there is work, whatever is
 * retained.
 */
final class Strides {
    /** By hand: recorded heaps of G1 and V8 stood at the third to seventh stride. */
    private static final int MOST = 6;

    private final Story story;
    private final SplittableRandom random;
    private double held;
    private int taken;

    /** @param random nothing is drawn where the story has no strides */
    Strides(Story story, SplittableRandom random) {
        this.story = story;
        this.random = random;
    }

    /** Bytes after so many more hours at this traffic. */
    double after(double traffic, double hours) {
        if (story.stride > 0 && taken < MOST && random.nextDouble() < traffic * hours / story.strideHours) {
            held += story.stride * (0.5 + random.nextDouble());
            taken++;
        }
        return held;
    }
}
