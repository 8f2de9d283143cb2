package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A folder of recorded workloads, each with what is true of it, and one run of the pipeline over all of them. */
record Recordings(Path recordings) {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    /** What is true of one environment of a recorded workload, as its truth.json has it. */
    record Truth(String workload, String environment, List<String> verdicts, List<String> labels) {
        @Override
        public String toString() {
            return environment + "/" + workload;
        }
    }

    /**
     * The findings of report.json.
     *
     * @param folder to unpack and work in
     * @param memory block of the configuration, {@code %1$s} for the environment and {@code %2$s} for the folder
     */
    JsonNode judge(Path folder, String memory) throws IOException {
        for (Path recording : all()) {
            unpack(recording.resolve("recording.tar.zst"), folder);
        }
        StringBuilder environments = new StringBuilder();
        for (String environment : List.of("prod", "test")) {
            environments.append("""
                    { name = %1$s
                      memory { %3$s }
                      scrapes { path = "%2$s/scrapes/environment=%1$s"
                                pattern = "namespace={namespace}/pod={pod}/container={container}/{time}.prom" } }
                    """.formatted(environment, folder, memory.formatted(environment, folder)));
        }
        Path conf = Files.writeString(folder.resolve("recordings.conf"), """
                culprit {
                  warehouse = "%1$s/warehouse"
                  period { from = "2026-11-16", to = "2026-11-19" }
                  environments = [ %2$s ]
                  report { output = "%1$s/report" }
                }
                """.formatted(folder, environments));
        int status = Culprit.run(
                new String[] {"run", "--conf", conf.toString()},
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Map.of("CULPRIT_HOME", HOME.toString()),
                Clock.fixed(Instant.parse("2027-03-01T12:00:00Z"), ZoneOffset.UTC));
        assertThat(status).isZero();
        return new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .get("findings");
    }

    Stream<Truth> truths() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Stream.Builder<Truth> truths = Stream.builder();
        for (Path recording : all()) {
            JsonNode truth = mapper.readTree(recording.resolve("truth.json").toFile());
            truth.get("environments")
                    .properties()
                    .forEach(entry -> truths.add(new Truth(
                            truth.get("workload").asText(),
                            entry.getKey(),
                            texts(entry.getValue().get("verdicts")),
                            texts(entry.getValue().get("labels")))));
        }
        return truths.build();
    }

    /** The finding that the truth is of. */
    static JsonNode finding(JsonNode findings, Truth truth) {
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(one -> one.get("environment").asText().equals(truth.environment()))
                .filter(one -> one.get("workload").asText().equals(truth.workload()))
                .findFirst()
                .orElseThrow();
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> folders = Files.list(recordings)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new ZstdInputStream(Files.newInputStream(archive)).setLongMax(27))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entries, target);
                }
            }
        }
    }
}
