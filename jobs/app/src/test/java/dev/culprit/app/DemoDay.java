package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** One day of the recorded incident: enough for every table, and read in seconds. */
final class DemoDay {
    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    static final List<Table<?>> TABLES = List.of(
            Table.CONTAINER_MEMORY,
            Table.SCRAPES,
            Table.SERIES,
            Table.FAMILIES,
            Table.MEMORY_TRENDS,
            Table.LABEL_GROWTH,
            Table.FINDINGS,
            Table.UNREAD_MEMORY,
            Table.UNREAD_SCRAPES);
    private static final Period PERIOD =
            new Period(PeriodChoice.parse("2026-11-16"), PeriodChoice.parse("2026-11-17"));

    private DemoDay() {}

    /**
     * Writes a configuration.
     *
     * @param archive a folder with {@code metric-stream/E} and {@code scrapes/environment=E}, as {@code demo/}
     */
    static Path configuration(Path file, String archive, String warehouse, String report) throws IOException {
        List<String> environments = new ArrayList<>();
        for (String name : ENVIRONMENTS) {
            environments.add("""
                    { name = %2$s
                      memory { source = metric-stream, path = "%1$s/metric-stream/%2$s" }
                      scrapes { path = "%1$s/scrapes/environment=%2$s"
                                pattern = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.zst" } }
                    """.formatted(archive, name));
        }
        return Files.writeString(file, """
                culprit {
                  warehouse = "%s"
                  period { from = "2026-11-16", to = "2026-11-17" }
                  environments = [ %s ]
                  report.output = "%s"
                }
                """.formatted(warehouse, String.join(",\n", environments), report));
    }

    /** Every row of every table, by table and partition. */
    static Map<String, List<?>> rows(String warehouse, Configuration configuration) {
        Warehouse opened = new Warehouse(warehouse, configuration);
        Map<String, List<?>> rows = new TreeMap<>();
        for (Table<?> table : TABLES) {
            for (String environment : ENVIRONMENTS) {
                for (Partition partition : opened.partitions(table, environment, PERIOD)) {
                    rows.put(table.name() + "/" + partition.folder(), opened.read(table, partition));
                }
            }
        }
        return rows;
    }

    static void assertComplete(Map<String, List<?>> rows) {
        assertThat(rows.keySet().stream().map(name -> name.replaceAll("/.*", "")))
                .contains("container_memory", "scrapes", "series", "families", "memory_trends", "findings");
        assertThat(rows.get("series/environment=prod/date=2026-11-16")).hasSizeGreaterThan(1000);
    }
}
