package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.Reading;
import org.jspecify.annotations.Nullable;

/** Takes what a file holds. */
public interface RecordSink {
    /** @throws UnreadableException where the reading has no place in this file */
    void reading(Reading reading) throws UnreadableException;

    /**
     * Counts what cannot be used.
     *
     * @param position where it is, as {@code line 17}; null where it is the file as a whole
     */
    void skip(@Nullable String position, String reason);
}
