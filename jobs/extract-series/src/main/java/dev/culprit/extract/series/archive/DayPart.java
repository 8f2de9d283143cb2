package dev.culprit.extract.series.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** A part of a {@link TargetDay} that a task of its own reads. */
public interface DayPart extends Serializable {
    /**
     * Does what can be done without the parts before.
     *
     * @param out for {@link TargetDay#joined}; is closed
     */
    void write(OutputStream out, Configuration hadoop) throws IOException;
}
