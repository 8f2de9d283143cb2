package dev.culprit.app;

import dev.culprit.model.JobLauncher;
import java.time.Clock;
import java.util.stream.Stream;

/** Gives the jobs' own main classes, which spark-submit starts, the same command line as the launcher's. */
public final class AppLauncher implements JobLauncher {
    @Override
    public int launch(String command, String[] arguments) {
        return Culprit.run(
                Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new),
                System.out,
                System.err,
                System.getenv(),
                Clock.systemUTC());
    }
}
