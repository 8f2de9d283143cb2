package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.QueryBill;
import dev.culprit.cloudwatch.standin.promql.ScrapeFiles;
import dev.culprit.cloudwatch.standin.promql.StreamedMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded incident, asked of CloudWatch's PromQL: memory and series both, as the OpenTelemetry mode would have sent them. */
final class AmazonPromqlIT {
    private static final Instant UPDATE = Instant.parse("2026-11-17T12:00:00Z");
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", PromqlStandIn.USER, "aws.secretAccessKey", PromqlStandIn.SECRET);

    private static PromqlStandIn cloudWatch;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        CREDENTIALS.forEach(System::setProperty);
        cloudWatch = PromqlStandIn.cloudWatch("us-west-2", 0);
        for (String environment : List.of("prod", "test", "dev")) {
            ScrapeFiles.load(
                    DemoDay.HOME.resolve("demo/scrapes/environment=" + environment),
                    "eks-" + environment,
                    UPDATE,
                    cloudWatch.store());
            StreamedMemory.load(DemoDay.HOME.resolve("demo/metric-stream/" + environment), cloudWatch.store());
        }
    }

    @AfterAll
    static void close() {
        cloudWatch.close();
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    private Path configuration() throws IOException {
        List<String> environments = new ArrayList<>();
        for (String environment : List.of("prod", "test", "dev")) {
            environments.add(
                    "{ name = %1$s, prometheus { cloudwatch { region = us-west-2, cluster = eks-%1$s, endpoint = \"%2$s\" } } }"
                            .formatted(environment, cloudWatch.endpoint()));
        }
        return Files.writeString(
                folder.resolve("conf"),
                "culprit { warehouse = \"%s\", report { output = \"%s\" }, period { from = \"2026-11-16\", to = \"2026-11-19\" }, environments = [ %s ] }"
                        .formatted(
                                folder.resolve("warehouse"),
                                folder.resolve("report"),
                                String.join(",\n", environments)));
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(DemoRun.command(out, arguments)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static long samplesOf(String table) {
        return table.lines()
                .map(line -> line.strip().split(" +", -1))
                .filter(cells -> List.of("prod", "test", "dev").contains(cells[0]))
                .mapToLong(cells -> Long.parseLong(cells[4].replace(",", "")))
                .sum();
    }

    private static long billed(boolean ofMemory) {
        return cloudWatch.bill().calls().stream()
                .filter(call -> call.asked().matches("(?s).*\"(container_|kube_).*") == ofMemory)
                .mapToLong(QueryBill.Call::samples)
                .sum();
    }

    @Test
    void theVerdictsAreThoseOfTheFilesAndTheBillIsTheDryRuns() throws IOException {
        String configuration = configuration().toString();
        long memory = samplesOf(run("extract-memory", "--dry-run", "--conf", configuration));
        long series = samplesOf(run("extract-series", "--dry-run", "--conf", configuration));
        cloudWatch.bill().clear();
        assertThat(run("run", "--conf", configuration).lines().map(AmazonPromqlIT::verdict))
                .contains(
                        "prod wp-proxy label destination_service",
                        "prod thumbs no-label",
                        "prod catalog steady",
                        "test wp-proxy steady",
                        "dev wp-proxy steady");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.path("findings")).hasSize(5);
        // Pods come and go within an hour, and the dry run looks once an hour.
        assertThat(billed(true)).isCloseTo(memory, withinPercentage(10));
        // It counts the first look; what is fetched of growing families comes on top.
        assertThat(billed(false)).isBetween(series, 8 * series / 5);
        cloudWatch.bill().clear();
        run("extract-memory", "--conf", configuration);
        assertThat(cloudWatch.bill().samples())
                .as("what is final is not asked for again")
                .isZero();
    }

    private static String verdict(String line) {
        String[] cells = line.strip().split(" +", -1);
        String[] path = cells.length > 2 ? cells[1].split("/", -1) : new String[0];
        return path.length == 3
                ? "%s %s %s%s".formatted(cells[0], path[1], cells[2], cells[2].equals("label") ? " " + cells[3] : "")
                : "";
    }
}
