package dev.culprit.extract.series.archive;

import dev.culprit.model.Container;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** One target on one UTC day: what a task reads. Travels to wherever Spark runs the task. */
public interface TargetDay extends Serializable {
    /** What is scraped; parts that only the scrapes themselves tell are empty. */
    Container target();

    /** Size in the archive: by it, work is shared out. */
    long bytes();

    /** Reads the day into rows. */
    void read(TargetRows rows, Configuration hadoop);

    /**
     * Splits a day that is too large for one core to read while others have nothing to do.
     *
     * @param bytes that a part should have at least
     * @return the parts by time; none where the day is read whole
     */
    default List<DayPart> parts(long bytes) {
        return List.of();
    }

    /**
     * The same day, read from what its parts have written.
     *
     * @param files by time
     */
    default TargetDay joined(List<String> files) {
        throw new IllegalStateException("a day without parts");
    }
}
