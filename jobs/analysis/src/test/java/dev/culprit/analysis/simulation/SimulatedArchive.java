package dev.culprit.analysis.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Incidents as files: scrapes in the text format, and what a CloudWatch metric stream would have delivered of their memory. So
 * the whole pipeline can be judged, from bytes to verdict. One folder holds any number of workloads:
 *
 * <pre>
 * ENVIRONMENT/scrapes/namespace=N/workload=W/pod=P/container=C/TIME.prom.gz     ({@link #PATTERN})
 * ENVIRONMENT/metric-stream/YYYY/MM/DD/00/WORKLOAD-POD-YYYY-MM-DD.gz
 * </pre>
 *
 * Memory is a reading per step of the story, at percent of the limit as CloudWatch gives it; the workload's name is CloudWatch's
 * own mapping there.
 */
public final class SimulatedArchive {
    /** Where the scrapes lie in an environment's folder of scrapes. */
    private static final String PATTERN =
            "namespace={namespace}/workload={workload}/pod={pod}/container={container}/{time}.prom.gz";

    private final Path folder;

    public SimulatedArchive(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds an incident to the archive; one pod at a time is in memory.
     *
     * @param workload its name, and the beginning of its pods' names
     * @param everyNth only so many of the scrapes are written: an archive is sparser than what a process shows
     */
    public void add(String workload, Simulation simulation, int everyNth) throws IOException {
        for (PodRun run : simulation.runs()) {
            for (Observations rows : run.observations()) {
                Container container = rows.container();
                String pod =
                        workload + container.pod().substring(container.pod().indexOf('-'));
                Path environment = folder.resolve(container.environment());
                addScrapes(
                        environment
                                .resolve("scrapes/namespace=" + container.namespace())
                                .resolve("workload=" + workload)
                                .resolve("pod=" + pod)
                                .resolve("container=" + container.container()),
                        rows,
                        everyNth);
                addMemory(environment.resolve("metric-stream"), workload, pod, rows);
            }
        }
    }

    /** A configuration that reads the archive, with the warehouse and the report beside it. */
    public String configuration(Instant from, Instant to) {
        Path root = folder.toAbsolutePath();
        String environments = Stream.of("prod", "test", "dev")
                .map(name -> """
                            { name = %1$s
                              memory { source = metric-stream, path = "%2$s/%1$s/metric-stream" }
                              scrapes { path = "%2$s/%1$s/scrapes", pattern = "%3$s" } }
                        """.formatted(name, root, PATTERN))
                .collect(Collectors.joining());
        return """
                culprit {
                  warehouse = "%1$s/warehouse"
                  period { from = "%2$s", to = "%3$s" }
                  environments = [
                %4$s  ]
                  report { output = "%1$s/report" }
                }
                """.formatted(root, from, to, environments);
    }

    private static void addScrapes(Path folder, Observations rows, int everyNth) throws IOException {
        if (rows.scrapes().isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        Map<Instant, List<FamilyRow>> families =
                rows.families().stream().collect(Collectors.groupingBy(FamilyRow::time));
        ExpositionText text = new ExpositionText(rows.series());
        for (int i = 0; i < rows.scrapes().size(); i += everyNth) {
            ScrapeRow scrape = rows.scrapes().get(i);
            String name = scrape.time().toString().replace(':', '-') + ".prom.gz";
            try (Writer out = compressed(folder.resolve(name))) {
                text.write(out, scrape.time(), scrape.processStart(), families.getOrDefault(scrape.time(), List.of()));
            }
        }
    }

    private static void addMemory(Path folder, String workload, String pod, Observations rows) throws IOException {
        Map<LocalDate, List<MemoryRow>> days = rows.memory().stream()
                .collect(Collectors.groupingBy(
                        row -> LocalDate.ofInstant(row.time(), ZoneOffset.UTC), TreeMap::new, Collectors.toList()));
        for (Map.Entry<LocalDate, List<MemoryRow>> day : days.entrySet()) {
            Path hour =
                    folder.resolve(day.getKey().toString().replace('-', '/')).resolve("00");
            Files.createDirectories(hour);
            String container = rows.container().container();
            try (Writer out = compressed(hour.resolve("%s-%s-%s.gz".formatted(pod, container, day.getKey())))) {
                for (MemoryRow row : day.getValue()) {
                    double percent = 100 * row.workingSetBytes() / row.limitBytes();
                    out.write(record(
                            "container_memory_utilization_over_container_limit",
                            "Percent",
                            percent,
                            workload,
                            pod,
                            row));
                    out.write(record("container_memory_limit", "Bytes", row.limitBytes(), workload, pod, row));
                }
            }
        }
    }

    /** An hour's roll-up is told at the hour's middle: a stream has minutes only, and a minute speaks for itself. */
    private static String record(String metric, String unit, double value, String workload, String pod, MemoryRow row) {
        Instant minute = row.time().plusSeconds(row.periodSeconds() > 300 ? row.periodSeconds() / 2 : 0);
        return """
            {"metric_stream_name":"simulated","account_id":"111111111111","region":"us-west-2",\
            "namespace":"ContainerInsights","metric_name":"%1$s","dimensions":{"ClusterName":"%2$s",\
            "ContainerName":"%3$s","FullPodName":"%4$s","Namespace":"%5$s","PodName":"%6$s"},\
            "timestamp":%7$s,"value":{"max":%8$s,"min":%8$s,"sum":%8$s,"count":1.0},"unit":"%9$s"}
            """.formatted(
                        metric,
                        row.container().cluster(),
                        row.container().container(),
                        pod,
                        row.container().namespace(),
                        workload,
                        Long.toString(minute.toEpochMilli()),
                        value,
                        unit);
    }

    private static Writer compressed(Path file) throws IOException {
        OutputStream bytes = Files.newOutputStream(file);
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(bytes, 1 << 16) {
                            {
                                def.setLevel(Deflater.BEST_SPEED);
                            }
                        },
                        UTF_8),
                1 << 16);
    }
}
