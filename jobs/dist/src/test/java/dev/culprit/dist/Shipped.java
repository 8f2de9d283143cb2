package dev.culprit.dist;

import dev.culprit.app.DemoDay;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Java with what Spark opens in it and what makes short lives cheap, which this JVM was given too, and with the launcher's log. */
    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options("--add-opens").forEach(command::add);
        options("-XX:").forEach(command::add);
        command.add("-Dlog4j2.configurationFile=file:" + DemoDay.HOME.resolve("conf/log4j2.properties"));
        return command;
    }

    /** What the build gives to JVMs that end before the second compiler has paid for itself. */
    static String shortLife() {
        return options("-XX:").collect(Collectors.joining(" "));
    }

    private static Stream<String> options(String prefix) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith(prefix));
    }
}
