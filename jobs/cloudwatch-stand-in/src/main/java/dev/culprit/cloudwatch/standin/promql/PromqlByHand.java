package dev.culprit.cloudwatch.standin.promql;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Runs both services by hand over the recorded incident, so that the jobs can be tried without an account:
 *
 * <pre>{@code ./mvnw -q -pl jobs/cloudwatch-stand-in -am compile exec:java -Dexec.mainClass=dev.culprit.cloudwatch.standin.promql.PromqlByHand -Dexec.args=demo}</pre>
 */
public final class PromqlByHand {
    static final String USAGE = "usage: PromqlByHand DEMO [CLOUDWATCH-PORT WORKSPACE-PORT]";
    private static final String REGION = "us-west-2";
    private static final String WORKSPACE = "ws-demo";
    private static final int CLOUDWATCH_PORT = 8687;
    private static final int WORKSPACE_PORT = 8688;
    /** In the midst of the incident the agent becomes another version. */
    private static final Instant UPDATE = Instant.parse("2026-11-17T12:00:00Z");
    /** By hand: what a server scrapes that is spared. */
    private static final Duration SCRAPES = Duration.ofMinutes(5);

    private PromqlByHand() {}

    /** Both services. */
    record Running(PromqlStandIn cloudWatch, PromqlStandIn workspace) implements AutoCloseable {
        @Override
        public void close() {
            cloudWatch.close();
            workspace.close();
        }
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            start(List.of(arguments), System.out);
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        Thread.currentThread().join();
    }

    static Running start(List<String> arguments, PrintStream out) {
        if (arguments.size() != 1 && arguments.size() != 3) {
            throw new IllegalArgumentException(USAGE);
        }
        Path demo = Path.of(arguments.get(0));
        if (!Files.isDirectory(demo.resolve("scrapes")) || !Files.isDirectory(demo.resolve("metric-stream"))) {
            throw new IllegalArgumentException(demo + " is not the recorded incident: name the folder demo");
        }
        boolean isTold = arguments.size() == 3;
        Running running = new Running(
                PromqlStandIn.cloudWatch(REGION, isTold ? port(arguments.get(1)) : CLOUDWATCH_PORT),
                PromqlStandIn.workspace(REGION, WORKSPACE, isTold ? port(arguments.get(2)) : WORKSPACE_PORT));
        for (String environment : List.of("prod", "test", "dev")) {
            Path scrapes = demo.resolve("scrapes/environment=" + environment);
            Path memory = demo.resolve("metric-stream/" + environment);
            String cluster = "eks-" + environment;
            ScrapeFiles.load(
                    scrapes,
                    cluster,
                    UPDATE,
                    running.cloudWatch().store(),
                    SCRAPES,
                    running.workspace().store());
            StreamedMemory.load(memory, running.cloudWatch().store());
            StreamedMemory.loadScraped(memory, running.workspace().store());
        }
        describe("CloudWatch's PromQL", running.cloudWatch(), out);
        describe("Workspace " + WORKSPACE, running.workspace(), out);
        out.printf("export AWS_ACCESS_KEY_ID=%s%n", PromqlStandIn.USER);
        out.printf("export AWS_SECRET_ACCESS_KEY=%s%n", PromqlStandIn.SECRET);
        return running;
    }

    private static void describe(String what, PromqlStandIn service, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "# %s stands in at %s, with %,d series.%n",
                what,
                service.endpoint(),
                service.store().size());
    }

    private static int port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(value + " is not a port: use 0 to 65535");
        }
        return Integer.parseInt(value);
    }
}
