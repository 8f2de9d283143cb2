package dev.culprit.extract.series.samples;

import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.ExposedLabels;
import org.jspecify.annotations.Nullable;

/**
 * A series in one place; a day has it in several.
 *
 * @param exposed tells its labels; null where it is another target's, which this one observes
 */
record Piece(long id, String metric, @Nullable ExposedLabels exposed, SeriesSource source, long series) {
    Piece withId(long other) {
        return new Piece(other, metric, exposed, source, series);
    }

    boolean isOf(Piece other) {
        return id == other.id && metric.equals(other.metric);
    }
}
