package dev.culprit.app;

import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Writes a warehouse's container_memory as somebody's own CSV: gzip, its columns and its lines in an order of their own. */
final class MemoryAsCsv {
    private MemoryAsCsv() {}

    static void write(Path from, String environment, Path file) throws IOException {
        Warehouse warehouse = new Warehouse(from.toString(), new Configuration());
        List<String> lines = new ArrayList<>();
        Map<String, Double> restarts = new HashMap<>();
        for (LocalDate day : warehouse.dates(Table.CONTAINER_MEMORY, environment)) {
            for (MemoryRow row : warehouse.read(Table.CONTAINER_MEMORY, new Partition(environment, day))) {
                double added = row.restarts() == null ? 0 : row.restarts();
                double total = restarts.merge(
                        row.container().pod() + "/" + row.container().container(), added, Double::sum);
                lines.add("%s;%s;\"%s\";%s;%s;%d;%s;%s;%s"
                        .formatted(
                                row.restarts() == null ? "" : total,
                                row.limitBytes() == null ? "" : row.limitBytes(),
                                row.container().pod(),
                                row.container().container() == null
                                        ? ""
                                        : row.container().container(),
                                row.container().namespace(),
                                row.time().toEpochMilli(),
                                row.workingSetBytes() / (1 << 20),
                                row.container().cluster(),
                                row.container().workload()));
            }
        }
        Collections.shuffle(lines, new Random(1));
        Files.createDirectories(file.getParent());
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write("Restarts;limit_bytes;Pod;Container;Namespace;Time;Memory [MiB];Cluster;Workload\r\n");
            for (String line : lines) {
                out.write(line + "\r\n");
            }
        }
    }
}
