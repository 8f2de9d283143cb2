package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.warehouse.CrashTrial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archive, warehouse and report on {@code s3a://}, on a real S3 server. */
final class S3IT {
    private static final String ROOT = "s3a://" + S3Server.BUCKET;

    @TempDir
    private Path folder;

    private S3Server server;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start();
    }

    @AfterEach
    void stop() throws IOException {
        FileSystem.closeAll();
        server.close();
    }

    @Test
    void theTablesAreThoseOfLocalFiles() throws IOException {
        upload(DemoDay.HOME.resolve("demo"));
        Path local = DemoDay.configuration(
                folder.resolve("local.conf"),
                DemoDay.HOME.resolve("demo").toString(),
                folder.resolve("warehouse").toString(),
                folder.resolve("report").toString());
        Path remote = DemoDay.configuration(
                folder.resolve("remote.conf"),
                "s3://" + S3Server.BUCKET + "/archive",
                ROOT + "/tables",
                ROOT + "/report");
        assertThat(run(local)).isEmpty();
        assertThat(run(remote)).isEmpty();
        Map<String, List<?>> expected = DemoDay.rows(folder.resolve("warehouse").toString(), new Configuration());
        DemoDay.assertComplete(expected);
        DemoDay.assertSame("on S3", DemoDay.rows(ROOT + "/tables", server.configuration()), expected);
        assertThat(names("/report")).contains("report.html", "report.json");
        assertThat(names("/tables")).allMatch(name -> name.matches("[a-z_]+"));
    }

    private void upload(Path demo) throws IOException {
        FileSystem files = new org.apache.hadoop.fs.Path(ROOT).getFileSystem(server.configuration());
        for (Path file : DemoDay.files(24)) {
            files.copyFromLocalFile(
                    false,
                    true,
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    new org.apache.hadoop.fs.Path(ROOT + "/archive/" + demo.relativize(file)));
        }
    }

    private List<String> names(String below) throws IOException {
        var listed = new org.apache.hadoop.fs.Path(ROOT)
                .getFileSystem(server.configuration())
                .listStatus(new org.apache.hadoop.fs.Path(ROOT + below));
        return List.of(listed).stream()
                .map(status -> status.getPath().getName())
                .toList();
    }

    /** Runs all jobs, and returns what was told on standard error. */
    private String run(Path configuration) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf"),
                "spark.master local[2]\nspark.driver.host 127.0.0.1\nspark.ui.enabled false\n"
                        + server.settings().entrySet().stream()
                                .map(setting -> "spark.hadoop.%s %s\n".formatted(setting.getKey(), setting.getValue()))
                                .collect(Collectors.joining()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Culprit.run(
                new String[] {"run", "--conf", configuration.toString()},
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("CULPRIT_HOME", home.toString()),
                Clock.systemUTC());
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return err.toString(StandardCharsets.UTF_8);
    }

    /** With {@code -Dcrash.step=1} at every moment; each takes some hundred requests. */
    @Test
    void wheneverAPublicationDiesTheTablesAreTheOldOrTheNewOnes() {
        int step = Integer.getInteger("crash.step", 4);
        Configuration crashing = server.configuration();
        crashing.set("fs.s3a.impl", CrashingS3AFileSystem.class.getName());
        crashing.setBoolean("fs.s3a.impl.disable.cache", true);
        int moments = new CrashTrial(crashing, server.configuration()).moments(ROOT + "/trial", step, true);
        assertThat(moments).isGreaterThanOrEqualTo(14 / step);
    }
}
