package dev.culprit.model.finding;

import dev.culprit.model.finding.Finding.Interval;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label group that may carry the growth of a container, and is not proved to.
 *
 * @param labels carry the same information; sorted
 * @param probability that it carries the growth; 0 where nothing could be weighed
 * @param seriesPerHour births of one container (replica), per hour
 * @param bytesPerSeries null where nothing could be weighed
 * @param share of the growth that the fit leaves to it, 0 to 1; 0 where nothing could be weighed
 * @param experiment what would decide; null where it is decided, where nothing could be weighed, and where no experiment of four weeks would
 *     do
 */
public record Suspect(
        List<String> labels,
        double probability,
        double seriesPerHour,
        @Nullable Interval bytesPerSeries,
        double share,
        @Nullable Experiment experiment)
        implements Serializable {

    /** Without an experiment that would decide. */
    public Suspect(
            List<String> labels,
            double probability,
            double seriesPerHour,
            @Nullable Interval bytesPerSeries,
            double share) {
        this(labels, probability, seriesPerHour, bytesPerSeries, share, null);
    }

    /** Whether it was held against memory at all, or only grows. */
    public boolean weighed() {
        return bytesPerSeries != null;
    }
}
