package dev.culprit.model;

import java.util.ServiceLoader;

/**
 * The way from a job's main class to the command line. Jobs do not know the command line or the configuration library, the
 * application that packs them does, and offers itself as this service.
 */
public interface JobLauncher {
    /** Runs one command with the launcher's options and returns its exit status. */
    int launch(String command, String[] arguments);

    /** For a job's {@code main}: runs the command, then ends the JVM when it failed. */
    static void run(String command, String[] arguments) {
        int status = ServiceLoader.load(JobLauncher.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no JobLauncher on the class path: use culprit-all.jar"))
                .launch(command, arguments);
        if (status != 0) {
            System.exit(status);
        }
    }
}
