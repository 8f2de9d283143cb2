package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code culprit demo}, run once for all tests of this JVM: they read its tables and its report, and leave them as they are. */
final class DemoRun {
    private static final DemoRun ONCE = new DemoRun();

    private final Path folder;
    private final String console;

    private DemoRun() {
        try {
            folder = Files.createTempDirectory("demo-run");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete, "delete the demo's tables"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(command(
                        out,
                        "demo",
                        "--set",
                        "warehouse=" + folder.resolve("warehouse"),
                        "--set",
                        "report.output=" + folder.resolve("report")))
                .isZero();
        console = out.toString(StandardCharsets.UTF_8);
    }

    static Path warehouse() {
        return ONCE.folder.resolve("warehouse");
    }

    static Path report() {
        return ONCE.folder.resolve("report");
    }

    /** What the command printed. */
    static String console() {
        return ONCE.console;
    }

    /** Runs a command as the launcher does, months after the incident, and returns the exit status. */
    static int command(ByteArrayOutputStream out, String... arguments) {
        return Culprit.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                Map.of("CULPRIT_HOME", DemoDay.HOME.toString()),
                Clock.fixed(Instant.parse("2027-03-01T12:00:00Z"), ZoneOffset.UTC));
    }

    private void delete() {
        try (Stream<Path> walked = Files.walk(folder)) {
            List<Path> deepestFirst = walked.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
