package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus' own growth, in blocks that its own tool has made: a program that makes series for each user, an innocent one, and
 * the server that scrapes both and itself. Skipped where there is no {@code promtool}, of Debian's package prometheus.
 */
final class ObserverIT {
    private static final Instant FROM = Instant.parse("2026-11-16T00:00:00Z");
    private static final int HOURS = 72;
    /** One in ten minutes. */
    private static final int SCRAPES = HOURS * 6;

    private static final int RESTART = 38 * 6;
    /** What a series takes in the server: the truth that is to be found. */
    private static final long SERIES_BYTES = 8_000;

    private static final Map<String, String> SERVER = target("prometheus", "monitoring", "prometheus");
    private static final Map<String, String> SHOP = target("shop", "web", "app");
    private static final Map<String, String> CART = target("cart", "web", "app");

    @TempDir
    private Path folder;

    /** Lines of OpenMetrics by series, as the tool wants them: each series' samples one after the other. */
    private final Map<String, List<String>> samples = new TreeMap<>();

    private static Map<String, String> target(String job, String namespace, String container) {
        return Map.of(
                "job", job, "instance", job + ":80", "namespace", namespace, "pod", job + "-0", "container", container);
    }

    private void add(String metric, Map<String, String> target, String more, int scrape, long value) {
        String series = metric
                + target.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
                        .collect(Collectors.joining(",", "{", more.isEmpty() ? "}" : "," + more + "}"));
        samples.computeIfAbsent(series, none -> new ArrayList<>())
                .add("%s %d %d%n".formatted(series, value, FROM.getEpochSecond() + 600L * scrape));
    }

    private Path incident() throws IOException {
        Random random = new Random(1);
        int[] newUsersAnHour = {0, 1, 6, 3, 0, 2, 8, 4};
        int users = 0;
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            int rate = newUsersAnHour[scrape / 6 * 7 % 8];
            for (int i = 0; i < rate; i++) {
                users += random.nextInt(6) == 0 ? 1 : 0;
            }
            for (Map<String, String> target : List.of(SERVER, SHOP, CART)) {
                add("up", target, "", scrape, 1);
            }
            for (int user = 0; user < users; user++) {
                String path = "path=\"/user/%d\"".formatted(user);
                for (String bound : List.of("0.1", "0.5", "1.0", "5.0", "+Inf")) {
                    add("http_request_seconds_bucket", SHOP, path + ",le=\"" + bound + '"', scrape, scrape);
                }
                add("http_request_seconds_sum", SHOP, path, scrape, scrape);
                add("http_request_seconds_count", SHOP, path, scrape, scrape);
            }
            for (int page = 0; page < 20; page++) {
                add("http_request_seconds_count", CART, "path=\"/page/%d\"".formatted(page), scrape, 3L * scrape);
            }
            long series = 7L * users + 60;
            long start = FROM.getEpochSecond() + (scrape < RESTART ? -7_200 : 600L * RESTART - 120);
            add("process_start_time_seconds", SERVER, "", scrape, start);
            add("process_start_time_seconds", SHOP, "", scrape, FROM.getEpochSecond() - 86_400);
            add("process_start_time_seconds", CART, "", scrape, FROM.getEpochSecond() - 86_400);
            add("prometheus_tsdb_head_series", SERVER, "", scrape, series);
            resident(SERVER, scrape, 60e6 + series * SERIES_BYTES, 3e5, random);
            resident(SHOP, scrape, 40e6 + 2_100.0 * users, 2e5, random);
            resident(CART, scrape, 50e6, 2e5, random);
        }
        Path file = folder.resolve("incident.om");
        Files.write(
                file,
                Stream.concat(samples.values().stream().flatMap(List::stream), Stream.of("# EOF\n"))
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private void resident(Map<String, String> target, int scrape, double bytes, double noise, Random random) {
        add("process_resident_memory_bytes", target, "", scrape, Math.round(bytes + noise * random.nextGaussian()));
    }

    @Test
    void theServersGrowthIsPutDownToTheLabelOfTheJob() throws IOException, InterruptedException {
        String promtool = PrometheusTools.promtool();
        Path data = Files.createDirectories(folder.resolve("data"));
        Process tool = new ProcessBuilder(
                        promtool,
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        incident().toString(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.log").toFile())
                .start();
        assertThat(tool.waitFor()).as(folder.resolve("promtool.log").toString()).isZero();
        assertThat(DemoRun.command(
                        new ByteArrayOutputStream(),
                        "run",
                        "--prometheus",
                        data.toString(),
                        "--set",
                        "warehouse=" + folder.resolve("warehouse"),
                        "--set",
                        "report.output=" + folder.resolve("report")))
                .isZero();
        Map<String, JsonNode> findings = new TreeMap<>();
        new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .path("findings")
                .forEach(finding -> findings.put(finding.path("workload").asText(), finding));
        assertThat(findings).containsOnlyKeys("prometheus", "shop", "cart");
        JsonNode server = findings.get("prometheus");
        assertThat(server.path("verdict").asText()).isEqualTo("label");
        JsonNode culprit = server.path("culprits").path(0);
        assertThat(culprit.path("labels")).extracting(JsonNode::asText).containsExactly("path");
        assertThat(culprit.path("metrics")).extracting(JsonNode::asText).containsExactly("shop:http_request_seconds");
        assertThat(culprit.path("bytesPerSeries").path("low").asDouble()).isLessThan(SERIES_BYTES);
        assertThat(culprit.path("bytesPerSeries").path("high").asDouble()).isGreaterThan(SERIES_BYTES);
        assertThat(culprit.path("remedy").path("snippet").asText())
                .contains(
                        "the scrape job of shop",
                        "metric_relabel_configs",
                        "http_request_seconds(_bucket|_sum|_count)?")
                .doesNotContain("shop:http_request_seconds");
        assertThat(findings.get("cart").path("verdict").asText()).isEqualTo("steady");
        assertThat(findings.get("shop").path("verdict").asText()).isNotIn("label", "no-label");
    }
}
