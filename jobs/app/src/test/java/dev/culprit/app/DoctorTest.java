package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int doctor(Map<String, String> environment, String... words) {
        PrintStream all = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Culprit.run(words, all, all, environment, Clock.systemUTC());
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path configuration(String memory) throws IOException {
        Path scrapes = Files.createDirectories(folder.resolve("scrapes/namespace=web/pod=a-0/container=app"));
        for (String time : List.of("2026-11-16T10-00-00Z", "2026-11-16T11-00-00Z", "2026-11-17T10-00-00Z")) {
            Files.writeString(scrapes.resolve(time + ".prom.gz"), "a 1\n");
        }
        Path readings = Files.createDirectories(folder.resolve("memory"));
        Files.writeString(readings.resolve("a.csv"), "time,namespace,pod,container,memory_bytes\n");
        return Files.writeString(folder.resolve("my.conf"), """
            culprit {
              warehouse = "%1$s/warehouse"
              period { from = "2026-11-16", to = "2026-11-18" }
              environments = [ { name = prod, memory { source = csv, path = "%2$s" }, scrapes { path = "%1$s/scrapes" } } ]
              report.mail { from = "a@example.com", to = ["b@example.com"], smtp { user = u, password = ${TOKEN_OF_MAIL} } } }
            """.formatted(folder, memory));
    }

    @Test
    void itTellsWhatIsThereAndWhatEachSourceSees() throws IOException {
        Path conf = configuration(folder + "/memory");
        Map<String, String> environment = Map.of("TOKEN_OF_MAIL", "planted-secret");
        assertThat(doctor(environment, "doctor", "--conf", conf.toString()))
                .as(told())
                .isZero();
        assertThat(told())
                .contains(
                        "culprit " + Version.CURRENT.version(),
                        "started without its launcher, from ",
                        "Java " + System.getProperty("java.version"),
                        "heap of at most ",
                        "temporary folder " + System.getProperty("java.io.tmpdir") + ": writable, ",
                        "configuration: " + conf,
                        "period 2026-11-16T00:00:00Z to 2026-11-18T00:00:00Z",
                        "prod: memory in %s/memory: 1 file, 42 B".formatted(folder),
                        "prod: series from 2026-11-16T10:00:00Z to 2026-11-17T10:00:00Z in all; in the period 1"
                                + " target on 2 days, 12 B",
                        "prod: memory none; series none; findings none",
                        "nothing is missing")
                .containsPattern("Spark \\d+\\.\\d+\\.\\d+, Hadoop \\d+\\.\\d+\\.\\d+")
                .doesNotContain("planted-secret");
        assertThat(folder.resolve("warehouse")).doesNotExist();
    }

    @Test
    void anEnvironmentOfNothingIsMissing() throws IOException {
        Path conf = folder.resolve("bare.conf");
        Files.writeString(
                conf, "culprit { warehouse = \"%s/none\", environments = [ { name = prod } ] }".formatted(folder));
        assertThat(doctor(Map.of(), "doctor", "--conf", conf.toString())).isEqualTo(1);
        assertThat(told())
                .contains(
                        "MISSING prod: memory and scrapes: the configuration names none, and the warehouse has none",
                        "1 thing is missing");
    }

    @Test
    void itTellsAllThatIsMissingAtOnce() throws IOException {
        Path conf = configuration(folder + "/planted-secret");
        Map<String, String> environment = Map.of("TOKEN_OF_MAIL", "planted-secret");
        assertThat(doctor(
                        environment, "doctor", "--conf", conf.toString(), "--from", "2026-01-01", "--to", "2026-01-02"))
                .isEqualTo(1);
        assertThat(told())
                .contains(
                        "MISSING prod: memory in %s/***: nothing is there".formatted(folder),
                        "MISSING prod: series of the period: choose another one with --from and --to",
                        "2 things are missing");
        out.reset();
        assertThat(doctor(Map.of(), "doctor", "--conf", conf.toString())).isEqualTo(1);
        assertThat(told()).contains("${TOKEN_OF_MAIL}: set that variable", "1 thing is missing");
    }
}
