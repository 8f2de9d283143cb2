package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** One day of the recorded incident: enough for every table, and read in seconds. */
public final class DemoDay {
    public static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    public static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
    private static final Period PERIOD = new Period(PeriodChoice.parse("2026-11-16"), PeriodChoice.parse("2026-11-17"));

    private DemoDay() {}

    /**
     * Writes a configuration.
     *
     * @param archive a folder with {@code metric-stream/E} and {@code scrapes/environment=E}, as {@code demo/}
     */
    public static Path configuration(Path file, String archive, String warehouse, String report) throws IOException {
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

    /**
     * Copies what of the recorded incident was delivered on its first day.
     *
     * @param untilHour exclusive, 24 for all of it
     */
    public static void copy(Path to, int untilHour) throws IOException {
        for (Path file : files(untilHour)) {
            Path copy = to.resolve(HOME.resolve("demo").relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    public static List<Path> files(int untilHour) throws IOException {
        Pattern hour = Pattern.compile("2026/11/16/(\\d\\d)/|/2026-11-16T(\\d\\d)-");
        try (Stream<Path> walked = Files.walk(HOME.resolve("demo"))) {
            return walked.filter(file -> {
                        Matcher matcher = hour.matcher(file.toString());
                        return Files.isRegularFile(file)
                                && matcher.find()
                                && Integer.parseInt(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                                        < untilHour;
                    })
                    .toList();
        }
    }

    /** Runs all jobs within this JVM, as the launcher does, and returns the exit status. */
    public static int run(Path configuration) {
        PrintStream nobody = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Culprit.run(
                new String[] {"run", "--conf", configuration.toString()},
                nobody,
                nobody,
                Map.of("CULPRIT_HOME", HOME.toString()),
                Clock.systemUTC());
    }

    /** Every row of every table, by table and partition. */
    public static Map<String, List<?>> rows(String warehouse, Configuration configuration) {
        Warehouse opened = new Warehouse(warehouse, configuration);
        Map<String, List<?>> rows = new TreeMap<>();
        for (Table<?> table : Table.RESULTS) {
            for (String environment : ENVIRONMENTS) {
                for (Partition partition : opened.partitions(table, environment, PERIOD)) {
                    rows.put(table.name() + "/" + partition.folder(), opened.read(table, partition));
                }
            }
        }
        return rows;
    }

    /** Row by row, and told by the first row that differs: whole tables fill a console. */
    public static void assertSame(String what, Map<String, List<?>> found, Map<String, List<?>> expected) {
        assertThat(found.keySet()).as(what).isEqualTo(expected.keySet());
        expected.forEach((partition, rows) -> {
            assertThat(found.get(partition)).as(what + ", " + partition).hasSameSizeAs(rows);
            for (int row = 0; row < rows.size(); row++) {
                assertThat((Object) found.get(partition).get(row))
                        .as("%s, %s, row %d", what, partition, row)
                        .isEqualTo(rows.get(row));
            }
        });
    }

    public static void assertComplete(Map<String, List<?>> rows) {
        assertThat(rows.keySet().stream().map(name -> name.replaceAll("/.*", "")))
                .contains("container_memory", "scrapes", "series", "families", "memory_trends", "findings");
        assertThat(rows.get("series/environment=prod/date=2026-11-16")).hasSizeGreaterThan(1000);
    }
}
