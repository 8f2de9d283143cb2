package dev.culprit.extract.series;

import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.StagedFile;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task made of a bundle: a staged file for each table, null where it has no rows, and figures.
 *
 * @param leftOut what could not be used beside scrapes that say so themselves
 */
record BundleResult(
        Partition partition,
        StagedFile scrapesFile,
        @Nullable StagedFile seriesFile,
        @Nullable StagedFile familiesFile,
        Counts counts,
        List<UnreadRow> leftOut)
        implements Serializable {

    record Counts(long scrapes, long partial, long rejected, long births, long seriesRows, long familyRows)
            implements Serializable {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    scrapes + other.scrapes,
                    partial + other.partial,
                    rejected + other.rejected,
                    births + other.births,
                    seriesRows + other.seriesRows,
                    familyRows + other.familyRows);
        }

        static Counts of(ScrapeRow row) {
            return new Counts(
                    1,
                    row.status().equals(ScrapeRow.PARTIAL) ? 1 : 0,
                    row.status().equals(ScrapeRow.REJECTED) ? 1 : 0,
                    row.body().births(),
                    0,
                    0);
        }
    }
}
