package dev.culprit.analysis.simulation;

import java.util.SplittableRandom;

/**
 * One environment: what all its pods have in common.
 *
 * @param production others have a twentieth of the traffic, and their shares of births and leaks
 * @param days the shape of traffic that everyone could predict, mean about 1; {@code traffic} with its noise
 * @param bursts for each label group of the story the common part of the logarithm of its rate, unit variance
 * @param hidden a cause that no scrape shows, mean 1: what the first label group's bursts have in common
 */
record Place(
        String name,
        boolean production,
        int pods,
        double load,
        double[] days,
        double[] traffic,
        double[][] bursts,
        double[] hidden) {

    static Place of(Story story, String name, int pods, int weekday) {
        boolean production = name.equals("prod");
        SplittableRandom random = story.random.split();
        int steps = story.days * Paths.STEPS_A_DAY;
        double anySwing = 0.3 + 0.4 * random.nextDouble();
        double swing = Double.isNaN(story.swing) ? anySwing : story.swing;
        double peak = 10 + 8 * random.nextDouble();
        double weekend = 0.5 + 0.4 * random.nextDouble();
        double[] noise = Paths.wandering(random, steps, 2);
        double[] days = new double[steps];
        double[] traffic = new double[steps];
        for (int i = 0; i < steps; i++) {
            double hour = i * Paths.STEP / 3600.0;
            boolean free = ((int) (hour / 24) + weekday) % 7 >= 5;
            double dayTime = 1 + swing * Math.cos(2 * Math.PI * (hour - peak) / 24);
            double rise = 1 + story.morningRise * ((hour % 24) / 24 - 0.5);
            double fixed = hour >= 24 * story.fixedOnDay ? story.trafficAfterFix : 1;
            days[i] = dayTime * rise * (free ? weekend : 1) * fixed;
            traffic[i] = days[i] * Paths.logNormal(noise[i], 0.15 * Math.sqrt(story.world.noise()));
        }
        double[][] bursts = new double[story.labels.size()][];
        for (int k = 0; k < bursts.length; k++) {
            bursts[k] = Paths.wandering(random, steps, 1 + 3 * random.nextDouble());
        }
        double[] hidden = new double[steps];
        for (int i = 0; i < steps && story.hiddenPerHour > 0; i++) {
            hidden[i] = Paths.logNormal(bursts[0][i], story.labels.get(0).deviation());
        }
        return new Place(name, production, pods, production ? 1 : 0.05, days, traffic, bursts, hidden);
    }

    /** Mean new values a step and pod that anyone could predict, before bursts. */
    double predictable(NewValues values, int step, double ageHours) {
        double share = production ? 1 : values.elsewhere();
        double decline = values.decline() == 0 ? 1 : 1.6 * Math.pow(1 + ageHours, -values.decline());
        return values.perDay() / Paths.STEPS_A_DAY * share * Math.pow(days[step], values.traffic()) * decline;
    }

    /** Factor on {@link #predictable} at this step; {@code own} is the pod's own part of the logarithm, unit variance. */
    double burst(Story story, int label, int step, double own) {
        NewValues values = story.labels.get(label);
        double noise = Math.pow(traffic[step] / days[step], values.traffic());
        return switch (values.pace()) {
            case REGULAR, HOURLY, STEP -> 1;
            case TOGETHER -> noise * Paths.logNormal(bursts[label][step], values.deviation());
            case HIDDEN, BURSTS -> {
                double normal = Math.sqrt(values.common()) * bursts[label][step] + Math.sqrt(1 - values.common()) * own;
                yield noise * Paths.logNormal(normal, values.deviation());
            }
        };
    }
}
