package dev.culprit.app;

import dev.culprit.app.CulpritCommand.JobsFactory;
import dev.culprit.model.Secrets;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The launcher's main class. */
public final class Culprit {
    private Culprit() {}

    public static void main(String[] arguments) {
        MachineFault.prepare();
        Interruption interruption = Interruption.watch();
        int status;
        try {
            status = run(arguments);
            interruption.endsBySelf();
        } catch (OutOfMemoryError again) { // in what ends the run
            MachineFault.tellNoMemory(System.err);
            interruption.isTold();
            status = 1;
        }
        // Under spark-submit a successful main must return: in cluster mode YARN counts every System.exit as a failed
        // application.
        if (status != 0 || !SparkSettings.submitted()) {
            exit(status);
        }
    }

    private static void exit(int status) {
        try {
            System.exit(status);
        } catch (OutOfMemoryError noThreadToEnd) {
            Runtime.getRuntime().halt(status);
        }
    }

    private static int run(String[] arguments) {
        return run(arguments, System.out, System.err, System.getenv(), Clock.systemUTC(), (warehouse, home) -> {
            MachineFault.refuseTinyHeap();
            // spark-submit has its own folders, and those of executors.
            if (!SparkSettings.submitted()) {
                TemporaryFolder.use();
            }
            return WarehouseJobs.recording(warehouse, SparkSettings.load(home), Clock.systemUTC());
        });
    }

    /**
     * Runs one command within this JVM.
     *
     * @param environment its {@code CULPRIT_HOME} is the folder that {@code conf/} is in
     * @return 0 done, 1 failed, 2 bad arguments or configuration, 3 a label is named and that counts as failure
     */
    public static int run(
            String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {
        return run(
                arguments,
                out,
                err,
                environment,
                clock,
                (warehouse, home) -> WarehouseJobs.recording(warehouse, SparkSettings.load(home), clock));
    }

    static int run(
            String[] arguments,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Clock clock,
            JobsFactory jobs) {
        Secrets.addFrom(environment);
        Failures failures = new Failures(err, folderForDetails(environment));
        try {
            return CulpritCommand.line(out, err, environment, clock, jobs)
                    .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                    .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                    .setParameterExceptionHandler((bad, all) -> failures.badArguments(bad))
                    .setExecutionExceptionHandler((failure, command, parsed) -> failures.failed(failure))
                    .execute(arguments);
        } catch (Throwable failure) { // also an Error, such as a missing class, ends with one line
            return failures.failed(failure);
        }
    }

    private static Path folderForDetails(Map<String, String> environment) {
        String home = environment.get("CULPRIT_HOME");
        return home == null || !Installation.isClone(Path.of(home))
                ? TemporaryFolder.ofMachine()
                : Path.of(home, "target");
    }
}
