package dev.culprit.extract.series;

import dev.culprit.extract.series.BundleResult.Counts;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.warehouse.StagedFile;
import dev.culprit.warehouse.TableWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Writes rows to one staged file a table; a table without rows gets none. */
final class StagedRows implements TargetRows, AutoCloseable {
    private final StagedTable<ScrapeRow> scrapes;
    private final StagedTable<SeriesRow> series;
    private final StagedTable<FamilyRow> families;
    private Counts counts = Counts.NONE;
    /** By reason, with the first file that it is of. */
    private final Map<String, UnreadRow> leftOut = new TreeMap<>();

    /**
     * @param staging of the publication
     * @param attempt tells apart attempts at the same bundle, of which several may run at once
     */
    StagedRows(String staging, Bundle bundle, String attempt, Configuration configuration) {
        this.scrapes = new StagedTable<>(Table.SCRAPES, staging, bundle, attempt, configuration);
        this.series = new StagedTable<>(Table.SERIES, staging, bundle, attempt, configuration);
        this.families = new StagedTable<>(Table.FAMILIES, staging, bundle, attempt, configuration);
    }

    @Override
    public void scrape(ScrapeRow row) {
        counts = counts.plus(Counts.of(row));
        scrapes.write(row);
    }

    @Override
    public void family(FamilyRow row) {
        families.write(row);
    }

    @Override
    public void series(SeriesRow row) {
        series.write(row);
    }

    @Override
    public void leftOut(String file, String reason, long count) {
        leftOut.merge(
                reason,
                new UnreadRow(file, null, reason, count),
                (first, next) -> new UnreadRow(first.file(), null, reason, first.count() + next.count()));
    }

    /** After {@link #close}. */
    BundleResult result(Partition partition) {
        Counts all = counts.plus(new Counts(0, 0, 0, 0, series.rows, families.rows));
        return new BundleResult(
                partition, scrapes.written(), series.written(), families.written(), all, List.copyOf(leftOut.values()));
    }

    @Override
    public void close() {
        scrapes.close();
        series.close();
        families.close();
    }

    private static final class StagedTable<R extends Record> {
        private final Table<R> table;
        private final String file;
        private final Configuration configuration;
        private @Nullable TableWriter<R> writer;
        private @Nullable StagedFile written;
        private long rows;

        StagedTable(Table<R> table, String staging, Bundle bundle, String attempt, Configuration configuration) {
            this.table = table;
            this.file = "%s/%s/%s/%s/part-%05d.parquet"
                    .formatted(staging, table.name(), bundle.partition().folder(), attempt, bundle.number());
            this.configuration = configuration;
        }

        void write(R row) {
            if (writer == null) {
                writer = new TableWriter<>(table, file, configuration);
            }
            writer.write(row);
            rows++;
        }

        @Nullable
        StagedFile written() {
            return written;
        }

        void close() {
            if (writer != null) {
                writer.close();
                written = writer.staged();
            }
        }
    }
}
