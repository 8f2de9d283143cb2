package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.Culprit;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Two days of the recorded incident, through the pipeline. */
final class DemoWarehouse {
    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private DemoWarehouse() {}

    /** @return the warehouse, below the folder */
    static String in(Path folder) {
        String warehouse = folder.resolve("warehouse").toString();
        String[] arguments = {
            "demo",
            "--from",
            "2026-11-16",
            "--to",
            "2026-11-18",
            "--set",
            "warehouse=" + warehouse,
            "--set",
            "report.output=" + folder.resolve("report")
        };
        int status = Culprit.run(
                arguments,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Map.of("CULPRIT_HOME", HOME.toString()),
                Clock.fixed(Instant.parse("2027-03-01T12:00:00Z"), ZoneOffset.UTC));
        assertThat(status).isZero();
        return warehouse;
    }
}
