package dev.culprit.analysis.simulation;

import java.util.SplittableRandom;

/** What of a pod's truth can be seen: which readings and scrapes are there, and the noise on readings. */
final class Sight {
    private final Story story;
    private final boolean[] dark;
    private final boolean[] lost;
    private final double noise;
    private final double walk;

    Sight(Story story, SplittableRandom random, int steps) {
        this.story = story;
        dark = new boolean[steps];
        lost = new boolean[steps];
        for (int gap = 0; gap < story.gaps; gap++) {
            int length = (int) ((2 + 4 * random.nextDouble()) * 3600 / Paths.STEP);
            int from = random.nextInt(steps);
            for (int i = from; i < Math.min(steps, from + length); i++) {
                dark[i] = true;
            }
        }
        for (int i = 0; i < steps; i++) {
            lost[i] = random.nextDouble() < story.missing;
        }
        noise = 0.006 * (0.5 + random.nextDouble()) * story.world.noise() * story.base;
        walk = 0.0006 * (0.5 + random.nextDouble()) * story.world.walk() * story.base;
    }

    boolean memoryMissing(int step) {
        return dark[step] || (lost[step] && story.memoryStep <= Paths.STEP);
    }

    boolean scrapeMissing(int step, SplittableRandom random) {
        return dark[step] || random.nextDouble() < story.missing;
    }

    /** Autocorrelated noise, a random walk that a process cannot tell from growth, and rare spikes. */
    double[] noisy(double[] truth, SplittableRandom random) {
        double[] readings = new double[truth.length];
        double[] hum = Paths.wandering(random, truth.length, 0.4);
        double wander = 0;
        for (int i = 0; i < readings.length; i++) {
            wander += walk * random.nextGaussian();
            double spike = random.nextDouble() < 0.002 ? (0.05 + 0.15 * random.nextDouble()) * story.base : 0;
            readings[i] = Math.max(0.2 * story.base, truth[i] + noise * hum[i] + wander + spike);
        }
        return readings;
    }
}
