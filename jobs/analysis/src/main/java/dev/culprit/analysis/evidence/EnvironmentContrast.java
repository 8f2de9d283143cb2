package dev.culprit.analysis.evidence;

import dev.culprit.analysis.memory.MemoryGrowth;
import java.util.ArrayList;
import java.util.List;

/**
 * The same container elsewhere as a control group: bytes per series belong to the program, so births there predict growth
 * there, and what grows there without them has another cause, that may well be at work here too.
 *
 * @param contradiction largest z of growth that series which stay predict over that measured, where enough was predicted to be seen;
 *     0 if none was
 * @param support environments whose growth was predicted right
 * @param unexplained growth elsewhere that surely goes beyond what births there predict, as a share of what the group is said to
 *     cost here: 0 to 1, the largest of all environments
 */
public record EnvironmentContrast(double contradiction, int support, double unexplained, List<Elsewhere> elsewhere) {
    /** By hand: growth of less of the level a day drowns in a day's ups and downs. */
    private static final double LEVEL_PER_DAY_TO_BE_SEEN = 0.02;

    /** By hand: what growth of any cause may differ by from one environment to another, in parts of the level a day. */
    private static final double LEVEL_PER_DAY_IN_DOUBT = 0.01;

    /** By hand: values differ in length between environments, and so do bytes per series; one standard error. */
    private static final double PRICE_IN_DOUBT = 0.25;

    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double SURE = 2;

    /** By hand: with so small a part of the births here an environment is a control and no repetition. */
    private static final double QUIET = 0.05;

    /** What another environment is to the label's experiment. */
    public enum Role {
        /** Hardly any births of these labels. */
        CONTROL,
        /** Births of these labels too. */
        REPETITION
    }

    /**
     * @param predicted bytes per hour by all births; {@code kept} by those whose series stay; {@code measured} in truth
     */
    public record Elsewhere(
            String environment, Role role, Births births, double predicted, double kept, double measured) {}

    /**
     * Births owed to the group's labels, per hour and replica; NaN without scrapes.
     *
     * @param gonePerHour of these, what was gone before its process ended
     */
    public record Births(double perHour, double gonePerHour) {
        public static final Births UNKNOWN = new Births(Double.NaN, Double.NaN);

        public double keptPerHour() {
            return perHour - gonePerHour;
        }
    }

    /** What another environment shows of the same container. */
    public record ControlGroup(String environment, MemoryGrowth growth, Births births) {}

    public static EnvironmentContrast of(Association association, List<ControlGroup> others) {
        double contradiction = 0;
        int support = 0;
        double unexplained = 0;
        List<Elsewhere> elsewhere = new ArrayList<>();
        for (ControlGroup other : others) {
            MemoryGrowth growth = other.growth();
            double births = other.births().perHour();
            if (!growth.known() || Double.isNaN(births)) {
                continue;
            }
            double predicted = association.price().alone() * births;
            double error = Math.sqrt(square(growth.errorPerHour())
                    + square(LEVEL_PER_DAY_IN_DOUBT * growth.level() / 24)
                    + square(PRICE_IN_DOUBT * predicted));
            if (predicted * 24 > LEVEL_PER_DAY_TO_BE_SEEN * growth.level()) {
                double z = (predicted - growth.risePerHour()) / error;
                support += Math.abs(z) < SURE && predicted > SURE * error ? 1 : 0;
            }
            // Series that are gone there may be freed there, whatever is kept here.
            double kept = association.price().alone() * other.births().keptPerHour();
            if (kept * 24 > LEVEL_PER_DAY_TO_BE_SEEN * growth.level()) {
                contradiction = Math.max(contradiction, (kept - growth.risePerHour()) / error);
            }
            double beyond = growth.risePerHour() - predicted - SURE * error;
            if (beyond > 0) {
                unexplained = Math.max(
                        unexplained,
                        Math.min(1, 24 * beyond / association.price().perDay()));
            }
            Role role = births < QUIET * association.candidate().birthsPerHour() ? Role.CONTROL : Role.REPETITION;
            elsewhere.add(
                    new Elsewhere(other.environment(), role, other.births(), predicted, kept, growth.risePerHour()));
        }
        return new EnvironmentContrast(contradiction, support, unexplained, List.copyOf(elsewhere));
    }

    private static double square(double value) {
        return value * value;
    }
}
