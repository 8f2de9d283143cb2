package dev.culprit.cloudwatch.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** The stand-in by hand, over a metric stream's files. */
class StandInTest {
    private static final Series LIMIT =
            Series.of("ContainerInsights", "container_memory_limit", "ClusterName", "prod", "PodName", "shop");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void servesTheFilesAndSaysHowToGetThere() throws IOException {
        Path gzip = Files.createDirectories(folder.resolve("2026/11/18")).resolve("a.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(line("333333333333", "2026-11-18T10:00:00Z", 64).getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(
                folder.resolve("b.json"),
                line("333333333333", "2026-11-18T10:01:00Z", 65) + line("333333333333", "2026-11-18T10:01:00Z", 65));

        try (CloudWatchStandIn standIn = start("--data", folder.toString())) {
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("where it is 2026-11-18T10:21:00Z")
                    .contains("1 series of account 333333333333 in us-west-2")
                    .contains("role-arn = \"arn:aws:iam::333333333333:role/culprit\"")
                    .contains("export AWS_ENDPOINT_URL_CLOUDWATCH=" + standIn.endpoint() + "\n")
                    .contains("export AWS_ACCESS_KEY_ID=" + CloudWatchStandIn.USER + "\n");
            try (CloudWatchClient client = Clients.cloudWatch(standIn.endpoint())) {
                assertThat(client.listMetrics().metrics()).hasSize(1);
                assertThat(client.getMetricData(call -> call.metricDataQueries(
                                                Clients.query("a", LIMIT, "Sum", 60),
                                                Clients.query("b", LIMIT, "Maximum", 60))
                                        .startTime(Served.at("10:00"))
                                        .endTime(Served.at("10:05"))
                                        .scanBy("TimestampAscending"))
                                .metricDataResults())
                        .extracting(result -> result.values())
                        .containsExactly(List.of(64.0, 65.0), List.of(70.0, 70.0));
            }
        }
    }

    @Test
    void nowCanBeSet() throws IOException {
        Files.writeString(folder.resolve("a.json"), line("111111111111", "2026-11-18T10:00:00Z", 64));

        try (CloudWatchStandIn standIn = start("--now", "2026-12-24T00:00:00Z", "--data", folder.toString());
                CloudWatchClient client = Clients.cloudWatch(standIn.endpoint())) {
            assertThat(client.listMetrics().metrics()).isEmpty();
        }
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThatThrownBy(this::start).hasMessage(StandIn.USAGE);
        assertThatThrownBy(() -> start("--help")).hasMessage(StandIn.USAGE);
        assertThatThrownBy(() -> start("--data", "/nowhere")).hasMessageContaining("/nowhere is not a folder");
        assertThatThrownBy(() -> start("--data", folder.toString())).hasMessageContaining("no metrics below");
        assertThatThrownBy(() -> start("--port", "80800")).hasMessageContaining("80800 is not a port");
        assertThatThrownBy(() -> start("--now", "noon")).hasMessageContaining("noon is not a time");
    }

    private CloudWatchStandIn start(String... arguments) {
        return StandIn.start(List.of(arguments), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static String line(String account, String time, double sum) {
        return ("{\"metric_stream_name\":\"s\",\"account_id\":\"%s\",\"region\":\"us-west-2\",\"namespace\":\"%s\","
                        + "\"metric_name\":\"%s\",\"dimensions\":{\"PodName\":\"shop\",\"ClusterName\":\"prod\"},"
                        + "\"timestamp\":%d,\"value\":{\"max\":70.0,\"min\":1.0,\"sum\":%s,\"count\":2.0},\"unit\":\"Bytes\"}\n")
                .formatted(
                        account,
                        LIMIT.namespace(),
                        LIMIT.metric(),
                        Instant.parse(time).toEpochMilli(),
                        sum);
    }
}
