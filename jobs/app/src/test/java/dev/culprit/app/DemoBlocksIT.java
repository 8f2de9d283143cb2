package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded incident as three Prometheus servers would have kept it: their scrapes of the pods, and of a kubelet whose cAdvisor
 * tells the memory. promtool makes the blocks; nothing of CloudWatch is left. Every second scrape of the recording is taken, which
 * is enough, and halves the time. Skipped where there is no {@code promtool}, of Debian's package prometheus.
 */
final class DemoBlocksIT {
    private static final int EVERY = 2;

    private static final Pattern SCRAPE = Pattern.compile(
            ".*/namespace=([^/]+)/pod=([^/]+)/container=([^/]+)/(.*)T(\\d\\d)-(\\d\\d)-(\\d\\d)Z.prom.zst");

    private static final Map<String, String> KUBELET =
            Map.of("job", "kubelet", "instance", "node-1:10250", "metrics_path", "/metrics/cadvisor");
    /** A kubelet is scraped so often here; its memory is then as dense as the recorded one's, of which every fifth row is taken. */
    private static final int KUBELET_SECONDS = 300;

    @TempDir
    private Path folder;

    private static void scrapes(PrometheusTools.History history, String environment) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(DemoDay.HOME.resolve("demo/scrapes/environment=" + environment))) {
            files = walked.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < files.size(); i++) {
            Matcher name = SCRAPE.matcher(files.get(i).toString());
            assertThat(name.matches()).as(files.get(i).toString()).isTrue();
            if (i % EVERY != 0) {
                continue;
            }
            long seconds = Instant.parse(
                            "%sT%s:%s:%sZ".formatted(name.group(4), name.group(5), name.group(6), name.group(7)))
                    .getEpochSecond();
            Map<String, String> target = Map.of(
                    "job", "envoy-stats",
                    "instance", name.group(2) + ":15090",
                    "namespace", name.group(1),
                    "pod", name.group(2),
                    "container", name.group(3));
            try (BufferedReader body = new BufferedReader(new InputStreamReader(
                    new ZstdInputStreamNoFinalizer(Files.newInputStream(files.get(i))), StandardCharsets.UTF_8))) {
                history.scrape(Stream.concat(Stream.of("up 1"), body.lines()), target, seconds);
            }
        }
    }

    private static void memory(PrometheusTools.History history, String environment) {
        Warehouse recorded = new Warehouse(DemoRun.warehouse().toString(), new Configuration());
        for (int day = 16; day <= 18; day++) {
            LocalDate date = LocalDate.of(2026, 11, day);
            for (MemoryRow row : recorded.read(Table.CONTAINER_MEMORY, new Partition(environment, date))) {
                if (row.time().getEpochSecond() % KUBELET_SECONDS == 0) {
                    String labels =
                            "{namespace=\"%s\",pod=\"%s\",container=\"%s\",image=\"istio/proxyv2\",id=\"/kubepods/1\"}"
                                    .formatted(
                                            row.container().namespace(),
                                            row.container().pod(),
                                            row.container().container());
                    history.scrape(
                            Stream.of(
                                    "container_memory_working_set_bytes" + labels + " "
                                            + Math.round(row.workingSetBytes()),
                                    "container_spec_memory_limit_bytes" + labels + " "
                                            + Math.round(Objects.requireNonNull(row.limitBytes()))),
                            KUBELET,
                            row.time().getEpochSecond());
                }
            }
            for (long second = 0; second < 86_400; second += KUBELET_SECONDS) {
                history.scrape(Stream.of("up 1"), KUBELET, date.toEpochDay() * 86_400 + second);
            }
        }
    }

    @Test
    void threeServersDataGiveTheDemosVerdicts() throws IOException, InterruptedException {
        PrometheusTools.promtool();
        List<String> environments = new ArrayList<>();
        for (String name : DemoDay.ENVIRONMENTS) {
            PrometheusTools.History history = new PrometheusTools.History();
            scrapes(history, name);
            memory(history, name);
            history.blocks(folder.resolve(name));
            environments.add("{ name = %s, prometheus { path = \"%s\", cluster = eks-%1$s } }"
                    .formatted(name, folder.resolve(name)));
        }
        Path configuration = Files.writeString(folder.resolve("blocks.conf"), """
                culprit {
                  warehouse = "%s"
                  period { from = "2026-11-16", to = "2026-11-19" }
                  environments = [ %s ]
                  report.output = "%s"
                }
                """.formatted(
                        folder.resolve("warehouse"), String.join(",\n", environments), folder.resolve("report")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(DemoRun.command(out, "run", "--conf", configuration.toString()))
                .isZero();

        Map<String, JsonNode> demo = PrometheusTools.findings(DemoRun.report());
        Map<String, JsonNode> found = PrometheusTools.findings(folder.resolve("report"));
        found.keySet().removeIf(finding -> finding.endsWith(" kubelet"));
        assertThat(found.keySet()).isEqualTo(demo.keySet());
        found.forEach((name, finding) -> {
            JsonNode same = demo.get(name);
            assertThat(finding.path("verdict")).as(name).isEqualTo(same.path("verdict"));
            assertThat(finding.path("cluster")).as(name).isEqualTo(same.path("cluster"));
            assertThat(finding.path("culprits").size())
                    .as(name)
                    .isEqualTo(same.path("culprits").size());
        });
        JsonNode culprit = found.get("prod wp-proxy").path("culprits").path(0);
        JsonNode same = demo.get("prod wp-proxy").path("culprits").path(0);
        assertThat(culprit.path("labels")).isEqualTo(same.path("labels"));
        assertThat(culprit.path("valuePattern")).isEqualTo(same.path("valuePattern"));
        double estimate = culprit.path("bytesPerSeries").path("estimate").asDouble();
        assertThat(estimate)
                .isBetween(
                        same.path("bytesPerSeries").path("low").asDouble(),
                        same.path("bytesPerSeries").path("high").asDouble());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("web/wp-proxy/", "destination_service");
        Warehouse tables = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
        assertThat(tables.read(Table.CONTAINER_MEMORY, new Partition("prod", LocalDate.of(2026, 11, 17))))
                .isNotEmpty()
                .extracting(MemoryRow::source)
                .containsOnly("tsdb");
    }
}
