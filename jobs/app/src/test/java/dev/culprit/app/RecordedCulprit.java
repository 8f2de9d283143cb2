package dev.culprit.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The command line with a folder of its own, and with jobs that only tell what they were asked for. */
final class RecordedCulprit {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T16:30:00Z"), ZoneOffset.UTC);
    /** An environment that has all sources. */
    static final String BOTH = "{ name = prod, memory { source = metric-stream, path = m }, scrapes { path = s } }";

    final RecordedJobs jobs = new RecordedJobs();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;

    RecordedCulprit(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("conf"));
        environments(BOTH);
    }

    Path home() {
        return home;
    }

    void environments(String blocks) throws IOException {
        Files.writeString(home.resolve("conf/culprit.conf"), "culprit.environments = [ " + blocks + " ]");
    }

    int run(String... arguments) {
        return runWith(Map.of("CULPRIT_HOME", home.toString()), arguments);
    }

    int runWith(Map<String, String> environment, String... arguments) {
        return runWith(environment, (warehouse, at) -> jobs, arguments);
    }

    /** With other jobs than those that only tell. */
    int runOn(CulpritCommand.JobsFactory other, String... arguments) {
        return runWith(Map.of("CULPRIT_HOME", home.toString()), other, arguments);
    }

    private int runWith(Map<String, String> environment, CulpritCommand.JobsFactory factory, String... arguments) {
        return Culprit.run(arguments, stream(out), stream(err), environment, CLOCK, factory);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
