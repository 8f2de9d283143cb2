package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of Debian's package prometheus: a test that lacks them is skipped with a word. */
final class PrometheusTools {
    private PrometheusTools() {}

    static String server() {
        return program("prometheus");
    }

    static String promtool() {
        return program("promtool");
    }

    private static String program(String name) {
        String found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!found.isEmpty(), "no %s here: apt-get install prometheus".formatted(name));
        return found;
    }

    /** The samples of one series after the other, as promtool wants them. */
    static final class History {
        private final Map<String, StringBuilder> samples = new TreeMap<>();

        /**
         * Adds what a target has shown.
         *
         * @param body lines of the text format without times
         * @param target labels that its scraper gives to its series
         * @param seconds since 1970
         */
        void scrape(Stream<String> body, Map<String, String> target, long seconds) {
            String labels = target.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
                    .collect(Collectors.joining(","));
            body.filter(line -> !line.startsWith("#")).forEach(line -> {
                int behind = line.lastIndexOf(' ');
                int brace = line.indexOf('{');
                String series = brace < 0
                        ? line.substring(0, behind) + '{' + labels + '}'
                        : line.substring(0, brace + 1) + labels + ',' + line.substring(brace + 1, behind);
                samples.computeIfAbsent(series, none -> new StringBuilder())
                        .append(line, behind, line.length())
                        .append(' ')
                        .append(seconds)
                        .append('\n');
            });
        }

        /** Makes blocks of all that was added, in few parses of a file that is removed then. */
        void blocks(Path data) throws IOException, InterruptedException {
            String promtool = promtool();
            Files.createDirectories(data);
            Path file = data.resolveSibling(data.getFileName() + ".om");
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                for (Map.Entry<String, StringBuilder> each : samples.entrySet()) {
                    for (String sample : each.getValue().toString().split("\n", -1)) {
                        if (!sample.isEmpty()) {
                            out.append(each.getKey()).append(sample).append('\n');
                        }
                    }
                }
                out.append("# EOF\n");
            }
            samples.clear();
            Path log = data.resolveSibling(data.getFileName() + ".log");
            Process tool = new ProcessBuilder(
                            promtool,
                            "tsdb",
                            "create-blocks-from",
                            "openmetrics",
                            "--max-block-duration=54h",
                            file.toString(),
                            data.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int status = tool.waitFor();
            Files.delete(file);
            assertThat(status).as(Files.readString(log)).isZero();
        }
    }

    /** The findings of a report by environment and workload. */
    static Map<String, JsonNode> findings(Path report) throws IOException {
        Map<String, JsonNode> findings = new TreeMap<>();
        new ObjectMapper()
                .readTree(report.resolve("report.json").toFile())
                .path("findings")
                .forEach(finding -> findings.put(
                        finding.path("environment").asText()
                                + ' '
                                + finding.path("workload").asText(),
                        finding));
        return findings;
    }
}
