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
 * first row that differs where they are not the same. Table {@code runs} tells of each run and is left out.
 */
public final class SameTables {
    private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Period ALWAYS =
            new Period(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    private SameTables() {}

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
                    same(table.name() + " of " + environment, partitions, other.partitions(table, environment, ALWAYS));
                }
                for (Partition partition : partitions) {
                    List<?> expected = first.read(table, partition);
                    for (Warehouse other : others) {
                        same(table.name() + "/" + partition.folder(), expected, other.read(table, partition));
                    }
                    rows += expected.size();
                    bytes += expected.stream()
                            .mapToLong(row -> row instanceof ScrapeRow scrape ? scrape.bytes() : 0)
                            .sum();
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

    private static void same(String what, List<?> expected, List<?> found) {
        if (expected.size() != found.size()) {
            differs("%s: %d rows, and %d".formatted(what, expected.size(), found.size()));
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                differs("%s, row %d:%n%s%n%s".formatted(what, i, expected.get(i), found.get(i)));
            }
        }
    }

    private static void differs(String told) {
        System.err.println(told);
        System.exit(1);
    }
}
