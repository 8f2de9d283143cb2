package dev.culprit.scrapes.lifetime;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;

/** Takes the rows of a target, as they come to be known. */
public interface TargetRows {
    /** In the order of the scrapes. */
    void scrape(ScrapeRow row);

    /** In the order of the scrapes, then by metric. */
    void family(FamilyRow row);

    /**
     * Input beside rejected and partial scrapes that could not be used.
     *
     * @param count of what the reason names: samples, chunks
     */
    default void leftOut(String file, String reason, long count) {}

    /** When a lifetime, or the day, is over; by metric, then in the order of first sight. */
    void series(SeriesRow row);
}
