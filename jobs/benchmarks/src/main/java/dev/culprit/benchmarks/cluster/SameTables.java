package dev.culprit.benchmarks.cluster;

import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Holds warehouses against the first one, row by row, and prints what is in it: {@code SameTables WAREHOUSE...}. Status 1 and the
 * first row that differs where they are not the same. Table {@code runs} tells of each run and is left out. A day of a fleet has
 * millions of rows, so one partition of one warehouse is in memory at a time, and rows are compared by their hash codes.
 */
public final class SameTables {
    private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Period ALWAYS =
            new Period(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    private SameTables() {}

    /** @param bytes of the scrapes among the rows, decompressed */
    private record Contents(int[] hashes, long bytes) {
        static Contents of(List<?> rows) {
            return new Contents(
                    rows.stream().mapToInt(Object::hashCode).toArray(),
                    rows.stream()
                            .mapToLong(row -> row instanceof ScrapeRow scrape
                                    ? scrape.body().bytes()
                                    : 0)
                            .sum());
        }
    }

    public static void main(String[] folders) {
        Warehouse first = new Warehouse(folders[0], new Configuration());
        List<Warehouse> others = List.of(folders).subList(1, folders.length).stream()
                .map(folder -> new Warehouse(folder, new Configuration()))
                .toList();
        long bytes = 0;
        for (Table<?> table : Table.RESULTS) {
            long rows = 0;
            for (String environment : ENVIRONMENTS) {
                List<Partition> partitions = first.partitions(table, environment, ALWAYS);
                for (Warehouse other : others) {
                    List<Partition> found = other.partitions(table, environment, ALWAYS);
                    if (!found.equals(partitions)) {
                        differs("%s of %s: %s, and %s".formatted(table.name(), environment, partitions, found));
                    }
                }
                for (Partition partition : partitions) {
                    Contents expected = Contents.of(first.read(table, partition));
                    rows += expected.hashes.length;
                    bytes += expected.bytes;
                    for (Warehouse other : others) {
                        same(table.name() + "/" + partition.folder(), expected.hashes, other.read(table, partition));
                    }
                }
            }
            System.out.printf(Locale.ROOT, "%-17s %,12d rows%n", table.name(), rows);
        }
        System.out.printf(
                Locale.ROOT,
                "%.2f GB of decompressed bodies; %d warehouses are the same, row by row%n",
                bytes / 1e9,
                folders.length);
    }

    private static void same(String what, int[] expected, List<?> found) {
        if (expected.length != found.size()) {
            differs("%s: %d rows, and %d".formatted(what, expected.length, found.size()));
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != found.get(i).hashCode()) {
                differs("%s, row %d: %s".formatted(what, i, found.get(i)));
            }
        }
    }

    private static void differs(String told) {
        System.err.println(told);
        System.exit(1);
    }
}
