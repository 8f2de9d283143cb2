package dev.culprit.dist;

import dev.culprit.app.DemoDay;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build has packed, for tests that run it as users do: in processes of its own. */
final class Shipped {
    private static final Path TARGET = DemoDay.HOME.resolve("jobs/dist/target");

    private Shipped() {}

    static Path jar() {
        return TARGET.resolve("culprit-all.jar");
    }

    /** Which the environment must tell of the jars. */
    static Path launcher() {
        return DemoDay.HOME.resolve("jobs/dist/bin/culprit");
    }

    static List<String> sparkJars() throws IOException {
        return List.of(
                Files.readString(TARGET.resolve("spark.classpath")).strip().split(":"));
    }

    /** Java with what Spark opens in it, which this JVM was given too, and with the launcher's log. */
    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.add("-Dlog4j2.configurationFile=file:" + DemoDay.HOME.resolve("conf/log4j2.properties"));
        return command;
    }
}
