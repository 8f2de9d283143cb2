package dev.culprit.analysis.simulation;

/**
 * How unruly the simulated fleet is, and how much of it is seen.
 *
 * @param noise factor on the noise of readings; {@code walk} on the wandering of memory
 * @param burst factor on the log-deviation of the rate of new values
 */
public record World(
        String name,
        double noise,
        double walk,
        int fewestPods,
        int mostPods,
        int fewestDays,
        int mostDays,
        double burst) {
    public static final World BASE = new World("base", 1, 1, 1, 5, 5, 7, 1);
    /** Noisier, shorter, fewer replicas, wilder bursts, other label names: what no threshold was chosen on. */
    public static final World SHIFTED = new World("shifted", 2.25, 2.5, 1, 3, 3, 4, 1.4);

    public static World named(String name) {
        return switch (name) {
            case "base" -> BASE;
            case "shifted" -> SHIFTED;
            default -> throw new IllegalArgumentException("unknown world %s: base or shifted".formatted(name));
        };
    }

    boolean shifted() {
        return equals(SHIFTED);
    }
}
