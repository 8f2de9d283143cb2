package dev.culprit.benchmarks.laboratory;

import com.github.luben.zstd.ZstdInputStream;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * One recorded workload: what the analysis keeps of its pods, and what is true of it.
 *
 * @param pods those of production first, each in the order of their names
 */
record Recording(String name, Truth truth, List<ContainerHistory> pods) {
    private static final Pattern SCRAPE = Pattern.compile(
            "scrapes/environment=([^/]+)/namespace=([^/]+)/pod=([^/]+)/container=([^/]+)/([^/]+)\\.prom");
    private static final Pattern CSV = Pattern.compile("memory/.*\\.csv");
    private static final Pattern METRIC_STREAM = Pattern.compile("metric-stream/.*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT);
    private static final int MEMORY_STEP = 180;

    /** @param folder of {@code recording.tar.zst} and {@code truth.json} */
    static Recording read(Path folder) throws IOException {
        return read(folder, truth(folder), truth(folder).period().to());
    }

    static Truth truth(Path folder) throws IOException {
        return Truth.read(folder.resolve("truth.json"));
    }

    /** As if no more had been recorded than until then. */
    static Recording read(Path folder, Truth truth, Instant end) throws IOException {
        MemoryFiles memory = new MemoryFiles();
        Map<String, ScrapedPod> pods = new TreeMap<>();
        try (InputStream file = Files.newInputStream(folder.resolve("recording.tar.zst"));
                ZstdInputStream zstd = new ZstdInputStream(file).setLongMax(27);
                TarArchiveInputStream entries = new TarArchiveInputStream(zstd)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Matcher scrape = SCRAPE.matcher(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                if (CSV.matcher(entry.getName()).matches()) {
                    memory.csv(text(entries));
                } else if (METRIC_STREAM.matcher(entry.getName()).matches()) {
                    memory.metricStream(text(entries));
                } else if (scrape.matches() && time(scrape.group(5)).isBefore(end)) {
                    pods.computeIfAbsent(
                                    scrape.group(1) + "/" + scrape.group(3),
                                    key -> new ScrapedPod(new Container(
                                            scrape.group(1),
                                            null,
                                            scrape.group(2),
                                            truth.workload(),
                                            scrape.group(3),
                                            scrape.group(4))))
                            .read(time(scrape.group(5)), entry.getName(), entries.readAllBytes());
                }
            }
        }
        List<ContainerHistory> histories = new ArrayList<>();
        for (ScrapedPod pod : pods.values()) {
            pod.finish();
            histories.add(history(pod, memory, end));
        }
        return new Recording(folder.getFileName().toString(), truth, List.copyOf(histories));
    }

    private static Instant time(String name) {
        return LocalDateTime.parse(name, TIME).toInstant(ZoneOffset.UTC);
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ContainerHistory history(ScrapedPod pod, MemoryFiles memory, Instant end) {
        List<MemoryRow> rows = memory.of(pod.container.pod()).headMap(end).entrySet().stream()
                .map(reading -> new MemoryRow(
                        pod.container,
                        reading.getKey(),
                        MEMORY_STEP,
                        reading.getValue(),
                        null,
                        null,
                        null,
                        "laboratory",
                        "process-resident"))
                .toList();
        return new Observations(pod.container, false, rows, pod.scrapes, pod.families, pod.series).history();
    }

    Period period() {
        return truth.period();
    }

    List<ContainerHistory> production() {
        return pods.stream()
                .filter(pod -> pod.container().environment().equals("prod"))
                .toList();
    }

    boolean severalLifetimes() {
        return production().stream().allMatch(pod -> pod.ledgers().size() > 1);
    }

    /** As if production had so many replicas. */
    List<ContainerHistory> withReplicas(int replicas) {
        List<String> some = production().stream()
                .limit(replicas)
                .map(pod -> pod.container().pod())
                .toList();
        return pods.stream()
                .filter(pod -> !pod.container().environment().equals("prod")
                        || some.contains(pod.container().pod()))
                .toList();
    }
}
