package dev.culprit.report.chart;

import dev.culprit.model.Period;
import dev.culprit.report.data.PodSamples;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** A line of a word's size: the highest of the pods over the period, from zero to its own top. */
public final class Sparkline {
    static final int WIDTH = 100;
    static final int HEIGHT = 24;
    /** By hand: a point in less than two pixels. */
    private static final int BUCKETS = 60;

    private Sparkline() {}

    /** The path, empty where there is nothing to draw. */
    public static String path(Period period, Collection<PodSamples> pods) {
        double[] highest = new double[BUCKETS];
        Arrays.fill(highest, Double.NaN);
        for (PodSamples samples : pods) {
            for (int i = 0; i < samples.size(); i++) {
                int bucket = (int) ((samples.millis(i) - period.from().toEpochMilli())
                        * BUCKETS
                        / period.length().toMillis());
                if (!(highest[bucket] >= samples.value(i))) {
                    highest[bucket] = samples.value(i);
                }
            }
        }
        double top = Arrays.stream(highest).filter(Double::isFinite).max().orElse(0);
        StringBuilder path = new StringBuilder();
        boolean begun = false;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (Double.isFinite(highest[bucket]) && top > 0) {
                path.append(String.format(
                        Locale.ROOT,
                        begun ? "L%.1f %.1f" : "M%.1f %.1fh0",
                        (bucket + 0.5) * WIDTH / BUCKETS,
                        HEIGHT - 1 - Math.max(0, highest[bucket]) / top * (HEIGHT - 3)));
                begun = true;
            } else {
                begun = false;
            }
        }
        return path.toString();
    }
}
