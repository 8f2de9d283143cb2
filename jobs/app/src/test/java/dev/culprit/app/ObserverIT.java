package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

    private static Map<String, String> target(String job, String namespace, String container) {
        return Map.of(
                "job", job, "instance", job + ":80", "namespace", namespace, "pod", job + "-0", "container", container);
    }

    /** Writes the blocks of the incident. */
    private static void incident(Path data) throws IOException, InterruptedException {
        PrometheusTools.History history = new PrometheusTools.History();
        Random random = new Random(1);
        int[] newUsersAnHour = {0, 1, 6, 3, 0, 2, 8, 4};
        int users = 0;
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            int rate = newUsersAnHour[scrape / 6 * 7 % 8];
            for (int i = 0; i < rate; i++) {
                users += random.nextInt(6) == 0 ? 1 : 0;
            }
            long time = FROM.getEpochSecond() + 600L * scrape;
            long start = FROM.getEpochSecond() + (scrape < RESTART ? -7_200 : 600L * RESTART - 120);
            long series = 7L * users + 60;
            history.scrape(
                    Stream.of(
                            "up 1",
                            "process_start_time_seconds " + start,
                            "prometheus_tsdb_head_series " + series,
                            resident(60e6 + series * SERIES_BYTES, 3e5, random)),
                    SERVER,
                    time);
            List<String> shop = new ArrayList<>(application());
            shop.add(resident(40e6 + 2_100.0 * users, 2e5, random));
            for (int user = 0; user < users; user++) {
                String path = "path=\"/user/" + user + '"';
                for (String bound : List.of("0.1", "0.5", "1.0", "5.0", "+Inf")) {
                    shop.add("http_request_seconds_bucket{" + path + ",le=\"" + bound + "\"} " + scrape);
                }
                shop.add("http_request_seconds_sum{" + path + "} " + scrape);
                shop.add("http_request_seconds_count{" + path + "} " + scrape);
            }
            history.scrape(shop.stream(), SHOP, time);
            List<String> cart = new ArrayList<>(application());
            cart.add(resident(50e6, 2e5, random));
            for (int page = 0; page < 20; page++) {
                cart.add("http_request_seconds_count{path=\"/page/" + page + "\"} " + 3L * scrape);
            }
            history.scrape(cart.stream(), CART, time);
        }
        history.blocks(data);
    }

    private static List<String> application() {
        return List.of("up 1", "process_start_time_seconds " + (FROM.getEpochSecond() - 86_400));
    }

    private static String resident(double bytes, double noise, Random random) {
        return "process_resident_memory_bytes " + Math.round(bytes + noise * random.nextGaussian());
    }

    @Test
    void theServersGrowthIsPutDownToTheLabelOfTheJob() throws IOException, InterruptedException {
        PrometheusTools.promtool();
        Path data = folder.resolve("data");
        incident(data);
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
