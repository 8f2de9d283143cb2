package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a source makes of records, once they are out of all that they were wrapped in. */
public interface RecordHandler {
    /**
     * Reads one record.
     *
     * @param time that the wrapping gives it, null where it gives none
     * @throws UnreadableException where the record as a whole cannot be used
     */
    void record(JsonNode record, @Nullable Instant time, LineParser.Sink sink) throws UnreadableException;

    /** Reads wrapped data that are no text. */
    default void binary(byte[] data, LineParser.Sink sink) throws UnreadableException {
        throw new UnreadableException("not JSON");
    }
}
