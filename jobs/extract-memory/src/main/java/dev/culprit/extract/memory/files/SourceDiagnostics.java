package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.Period;
import java.time.Instant;

/** What was met in a source's files, to explain why no memory came out of them. */
public interface SourceDiagnostics {
    /** Takes note of a reading, of whatever day. */
    void reading(Instant time);

    /** Records that are none of a container's memory. */
    default long ofOthers() {
        return 0;
    }

    /** Why there is no row for the period: what was found, and the likely reason, as the end of a sentence. */
    String explain(Period period, SkippedInput skipped);
}
