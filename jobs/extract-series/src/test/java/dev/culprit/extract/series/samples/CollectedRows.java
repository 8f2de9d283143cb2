package dev.culprit.extract.series.tsdb;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.util.ArrayList;
import java.util.List;

/** Rows as they come. */
final class CollectedRows implements TargetRows {
    final List<ScrapeRow> scrapes = new ArrayList<>();
    final List<FamilyRow> families = new ArrayList<>();
    final List<SeriesRow> series = new ArrayList<>();

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
