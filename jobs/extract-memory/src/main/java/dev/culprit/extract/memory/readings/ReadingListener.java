package dev.culprit.extract.memory.readings;

import java.time.LocalDate;

/** The receiving end of a source of readings. */
public interface ReadingListener {
    /** A reading of one of the days asked for; the order is the same in every run. */
    void reading(Reading reading);

    /** No more readings of this day or of earlier ones will follow. */
    void endOfDay(LocalDate day);
}
