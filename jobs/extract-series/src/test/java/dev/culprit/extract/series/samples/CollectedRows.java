package dev.culprit.extract.series.samples;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.util.ArrayList;
import java.util.List;

/** Rows as they come. */
public final class CollectedRows implements TargetRows {
    public final List<ScrapeRow> scrapes = new ArrayList<>();
    public final List<FamilyRow> families = new ArrayList<>();
    public final List<SeriesRow> series = new ArrayList<>();
    /** {@code COUNT REASON} of each. */
    public final List<String> leftOut = new ArrayList<>();

    @Override
    public void leftOut(String file, String reason, long count) {
        leftOut.add(count + " " + reason);
    }

    @Override
    public void scrape(ScrapeRow row) {
        scrapes.add(row);
    }

    @Override
    public void family(FamilyRow row) {
        families.add(row);
    }

    @Override
    public void series(SeriesRow row) {
        series.add(row);
    }
}
