package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import dev.culprit.cloudwatch.standin.FakeClock;
import dev.culprit.cloudwatch.standin.Fault;
import dev.culprit.cloudwatch.standin.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded incident's memory from other sources than the demo's: from a CloudWatch inside this JVM, and from CSV.
 */
final class StandInIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int SIGTERM = 15;

    @TempDir
    private Path folder;

    private CloudWatchStandIn standIn;
    private Map<String, String> properties;

    @BeforeEach
    void start() {
        standIn =
                CloudWatchStandIn.builder().clock(FakeClock.at(NOW.toString())).start();
        standIn.load(HOME.resolve("demo/metric-stream"))
                .role("arn:aws:iam::222222222222:role/culprit", null)
                .role("arn:aws:iam::333333333333:role/culprit", null);
        properties = Map.of(
                "aws.accessKeyId",
                CloudWatchStandIn.USER,
                "aws.secretAccessKey",
                "any",
                "aws.endpointUrlCloudWatch",
                standIn.endpoint().toString(),
                "aws.endpointUrlSts",
                standIn.endpoint().toString());
        properties.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        standIn.close();
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    void theVerdictsAreThoseOfTheMetricStreamWhateverTheSource() throws IOException {
        Path streams = configuration(
                "streams",
                (environment, account) -> "source = metric-stream, path = \"%s\""
                        .formatted(HOME.resolve("demo/metric-stream/" + environment)));
        Path api = configuration("api", StandInIT::api);
        assertThat(run("run", "--conf", streams.toString())).isZero();
        assertThat(run("extract-memory", "--conf", api.toString())).isZero();
        giveScrapes("streams", "api");
        assertThat(run("correlate", "--conf", api.toString())).isZero();
        assertThat(run("report", "--conf", api.toString())).isZero();
        assertThat(report("api")).isEqualTo(report("streams"));
        assertThat(report("api").get("findings").toString())
                .contains("\"label\"", "destination_service", "\"no-label\"", "\"steady\"");
        assertThat(standIn.billing().metrics()).isPositive();

        Path csv = configuration(
                "csv",
                (environment, account) ->
                        "source = csv, path = \"%s\"".formatted(folder.resolve("exported/" + environment + "-*")));
        for (String environment : List.of("prod", "test", "dev")) {
            MemoryAsCsv.write(
                    folder.resolve("streams"), environment, folder.resolve("exported/" + environment + "-memory"));
        }
        assertThat(run("extract-memory", "--conf", csv.toString())).isZero();
        giveScrapes("api", "csv");
        assertThat(run("correlate", "--conf", csv.toString())).isZero();
        assertThat(run("report", "--conf", csv.toString())).isZero();
        assertThat(report("csv")).isEqualTo(report("streams"));
    }

    @Test
    void aRunThatIsEndedFromOutsideSaysSoOnOneLine() throws Exception {
        Path api = configuration("ended", StandInIT::api);
        standIn.faults().always(Operation.GET_METRIC_DATA, Fault.slow(Duration.ofSeconds(60)));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile=file:" + HOME.resolve("conf/log4j2.properties"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.culprit.app.Culprit",
                        "run",
                        "--conf",
                        api.toString())
                .redirectError(err.toFile());
        builder.command()
                .addAll(
                        1,
                        properties.entrySet().stream().map(each -> "-D" + each).toList());
        Process culprit = builder.start();
        try {
            while (standIn.billing().requests(Operation.LIST_METRICS) < 1 && culprit.isAlive()) {
                Thread.sleep(20);
            }
            Thread.sleep(300);
            culprit.destroy();
            assertThat(culprit.waitFor()).isEqualTo(128 + SIGTERM);
        } finally {
            culprit.destroyForcibly();
        }
        List<String> said = Files.readAllLines(err);
        assertThat(said)
                .filteredOn(line -> line.startsWith("culprit: "))
                .containsExactly("culprit: interrupted: what was complete is kept, run again to go on");
        assertThat(said.get(said.size() - 1)).startsWith("culprit: interrupted: ");
        assertThat(Files.readString(err)).doesNotContain("internal error", "\tat ");
    }

    private interface MemoryBlock {
        String of(String environment, String account);
    }

    private static String api(String environment, String account) {
        return "source = cloudwatch, region = us-west-2, cluster = eks-%s%s"
                .formatted(
                        environment,
                        environment.equals("prod") ? "" : ", role-arn = \"arn:aws:iam::" + account + ":role/culprit\"");
    }

    private Path configuration(String name, MemoryBlock memory) throws IOException {
        StringBuilder environments = new StringBuilder();
        Map<String, String> accounts = Map.of("prod", "111111111111", "test", "222222222222", "dev", "333333333333");
        for (String environment : List.of("prod", "test", "dev")) {
            environments.append("""
                    { name = %s, memory { %s }
                      scrapes { path = "%s", pattern = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.zst" } }
                    """.formatted(
                            environment,
                            memory.of(environment, accounts.get(environment)),
                            HOME.resolve("demo/scrapes/environment=" + environment)));
        }
        return Files.writeString(folder.resolve(name + ".conf"), """
                culprit {
                  warehouse = "%s"
                  period { from = "2026-11-16", to = "2026-11-19" }
                  environments = [ %s ]
                  report { output = "%s" }
                }
                """.formatted(
                        folder.resolve(name), environments, folder.resolve(name + "-report")));
    }

    /** The scrapes are the same, and reading them is not what is looked at. */
    private void giveScrapes(String from, String to) throws IOException {
        for (String table : List.of("scrapes", "series", "families")) {
            Files.move(folder.resolve(from).resolve(table), folder.resolve(to).resolve(table));
        }
    }

    private ObjectNode report(String name) throws IOException {
        return (ObjectNode) new ObjectMapper()
                .readTree(folder.resolve(name + "-report/report.json").toFile());
    }

    private static int run(String... arguments) {
        return Culprit.run(
                arguments,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Map.of("CULPRIT_HOME", HOME.toString()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
