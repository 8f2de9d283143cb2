package dev.culprit.analysis.evidence;

import dev.culprit.analysis.memory.MemoryGrowth;
import java.util.ArrayList;
import java.util.List;

/**
 * The same container elsewhere as a control group: bytes per series belong to the program, so births there predict growth
 * there, and what grows there without them has another cause, that may well be at work here too.
 *
 * @param contradiction largest z of predicted over measured growth where enough was predicted to be seen; 0 if none was
 * @param support environments whose growth was predicted right
 * @param unexplained growth elsewhere that surely goes beyond what births there predict, as a share of what the group is said to
 *     cost here: 0 to 1, the largest of all environments
 */
public record EnvironmentContrast(double contradiction, int support, double unexplained, List<Elsewhere> elsewhere) {
    private static final double LEVEL_PER_DAY_TO_BE_SEEN = 0.02;

    /**
     * @param birthsPerHour owed to the group's labels, per replica
     * @param predicted bytes per hour by those births; {@code measured} in truth
     */
    public record Elsewhere(String environment, double birthsPerHour, double predicted, double measured) {}

    /**
     * What another environment shows of the same container.
     *
     * @param birthsPerHour owed to the group's labels, per replica; NaN without scrapes
     */
    public record ControlGroup(String environment, MemoryGrowth growth, double birthsPerHour) {}

    public static EnvironmentContrast of(Association association, List<ControlGroup> others) {
        double contradiction = 0;
        int support = 0;
        double unexplained = 0;
        List<Elsewhere> elsewhere = new ArrayList<>();
        for (ControlGroup other : others) {
            MemoryGrowth growth = other.growth();
            double births = other.birthsPerHour();
            if (!growth.known() || Double.isNaN(births)) {
                continue;
            }
            double predicted = association.price().alone() * births;
            double error = Math.sqrt(
                    square(growth.errorPerHour()) + square(0.01 * growth.level() / 24) + square(0.25 * predicted));
            if (predicted * 24 > LEVEL_PER_DAY_TO_BE_SEEN * growth.level()) {
                double z = (predicted - growth.risePerHour()) / error;
                contradiction = Math.max(contradiction, z);
                support += Math.abs(z) < 2 && predicted > 2 * error ? 1 : 0;
            }
            double beyond = growth.risePerHour() - predicted - 2 * error;
            if (beyond > 0) {
                unexplained = Math.max(
                        unexplained,
                        Math.min(1, 24 * beyond / association.price().perDay()));
            }
            elsewhere.add(new Elsewhere(other.environment(), births, predicted, growth.risePerHour()));
        }
        return new EnvironmentContrast(contradiction, support, unexplained, List.copyOf(elsewhere));
    }

    private static double square(double value) {
        return value * value;
    }
}
