package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A publication over an older one that dies at each of its changes to the file system in turn. Whatever the moment, a warehouse
 * reads all of the old tables or all of the new; and the same publication once more leaves the new ones for every engine.
 */
public final class CrashTrial {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    private static final Partition KEPT = new Partition("prod", MONDAY);
    private static final Partition EMPTIED = new Partition("prod", MONDAY.plusDays(1));
    private static final Partition BORN = new Partition("test", MONDAY);

    private final Configuration crashing;
    private final Configuration healthy;

    /**
     * @param crashing where a {@link CrashingFileSystem} is the warehouse's
     * @param healthy for those who come after
     */
    public CrashTrial(Configuration crashing, Configuration healthy) {
        this.crashing = crashing;
        this.healthy = healthy;
    }

    /**
     * Tries one moment after the other.
     *
     * @param folder for a warehouse a moment
     * @param step 1 for every moment, 2 for every second one
     * @return how many moments were tried
     */
    public int moments(String folder, int step, boolean answersLost) {
        int tried = 0;
        while (dies(folder + "/" + tried * step, tried * step, answersLost)) {
            tried++;
        }
        return tried;
    }

    /** Whether the publication died of it. */
    private boolean dies(String root, int moment, boolean answersLost) {
        publish(new Warehouse(root, healthy), older());
        CrashingFileSystem.crashAfter(moment, answersLost);
        boolean died = false;
        try {
            publish(new Warehouse(root, crashing), newer());
        } catch (CulpritException killed) {
            died = true;
        } finally {
            died |= CrashingFileSystem.hasCrashed();
            CrashingFileSystem.recover();
        }
        Map<Partition, List<UnreadRow>> after = read(root);
        assertThat(after).as("after moment %d", moment).isIn(rows(older()), rows(newer()));
        publish(new Warehouse(root, healthy), newer());
        assertThat(read(root)).as("repaired after moment %d", moment).isEqualTo(rows(newer()));
        assertThat(plainFiles(root)).as("files after moment %d", moment).isEqualTo(4);
        return died;
    }

    /** Each partition's files, each with its rows. */
    private static Map<Partition, List<List<UnreadRow>>> older() {
        return Map.of(KEPT, List.of(rows("old", 0, 2), rows("old", 2, 5)), EMPTIED, List.of(rows("gone", 0, 1)));
    }

    private static Map<Partition, List<List<UnreadRow>>> newer() {
        return Map.of(
                KEPT,
                List.of(rows("new", 0, 1), rows("new", 1, 3), rows("new", 3, 4)),
                EMPTIED,
                List.of(),
                BORN,
                List.of(rows("born", 0, 3)));
    }

    private static List<UnreadRow> rows(String name, int from, int to) {
        List<UnreadRow> rows = new ArrayList<>();
        for (int number = from; number < to; number++) {
            rows.add(new UnreadRow(name, null, "reason", number));
        }
        return rows;
    }

    private static Map<Partition, List<UnreadRow>> rows(Map<Partition, List<List<UnreadRow>>> files) {
        Map<Partition, List<UnreadRow>> rows = new TreeMap<>(CrashTrial::compare);
        files.forEach((partition, ofPartition) -> {
            if (!ofPartition.isEmpty()) {
                rows.put(partition, ofPartition.stream().flatMap(List::stream).toList());
            }
        });
        return rows;
    }

    private static int compare(Partition a, Partition b) {
        return a.folder().compareTo(b.folder());
    }

    /** As tasks and the driver do it: files staged one by one, then handed over. */
    static void publish(Warehouse warehouse, Map<Partition, List<List<UnreadRow>>> files) {
        try (Publication publication = warehouse.publication("trial")) {
            files.forEach((partition, ofPartition) -> {
                List<StagedFile> staged = new ArrayList<>();
                for (List<UnreadRow> rows : ofPartition) {
                    String path = "%s/unread_scrapes/%s/part-%05d.parquet"
                            .formatted(publication.stagingFolder(), partition.folder(), staged.size());
                    TableWriter<UnreadRow> writer = warehouse.writer(Table.UNREAD_SCRAPES, path);
                    try (writer) {
                        rows.forEach(writer::write);
                    }
                    staged.add(writer.staged());
                }
                publication.replace(Table.UNREAD_SCRAPES, partition, staged);
            });
            publication.publish();
        }
    }

    private Map<Partition, List<UnreadRow>> read(String root) {
        Warehouse warehouse = new Warehouse(root, healthy);
        Map<Partition, List<UnreadRow>> read = new TreeMap<>(CrashTrial::compare);
        for (String environment : List.of("prod", "test")) {
            for (LocalDate date : warehouse.dates(Table.UNREAD_SCRAPES, environment)) {
                Partition partition = new Partition(environment, date);
                read.put(partition, warehouse.read(Table.UNREAD_SCRAPES, partition));
            }
        }
        return read;
    }

    /** What an engine finds that knows nothing of commits. */
    private int plainFiles(String root) {
        try {
            FileSystem files = new Path(root).getFileSystem(healthy);
            FileStatus[] found = files.globStatus(new Path(root, "unread_scrapes/environment=*/date=*/*.parquet"));
            assertThat(files.globStatus(new Path(root, ".commit-*"))).isEmpty();
            return found.length;
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
