package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.Reading;

/** What one line of a file says. */
public interface LineParser {
    /**
     * Reads one record: a line, or a JSON object of a sequence of them.
     *
     * @throws UnreadableException where the record as a whole cannot be used
     */
    void parse(byte[] record, int length, Sink sink) throws UnreadableException;

    /** Takes what a record holds. */
    interface Sink {
        void reading(Reading reading) throws UnreadableException;

        /** A part of the record that cannot be used, while others can. */
        void unreadable(String reason);
    }
}
