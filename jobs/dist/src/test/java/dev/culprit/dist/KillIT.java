package dev.culprit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.DemoDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped jar, killed with SIGKILL while it replaces the tables of half a day by those of the whole day, at seeded random moments
 * of the time that it takes: {@code -Dkill.moments=100 -Dkill.seed=1} for more and others. At every second moment another run
 * of the same period writes at the same time, and lives on. What became of each is written to {@code target/kills.txt}.
 */
final class KillIT {
    private static final int MOMENTS = Integer.getInteger("kill.moments", 2);
    private static final long SEED = Long.getLong("kill.seed", 20_261_116);

    /** Warehouses and logs of a moment that failed are kept, for whoever looks for the reason. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Map<String, List<?>> before;
    private static Map<String, List<?>> after;
    private static Duration whole;

    @BeforeAll
    static void bothStates() throws Exception {
        Path half = folder.resolve("half");
        DemoDay.copy(half, 12);
        DemoDay.copy(folder.resolve("day"), 24);
        assertThat(DemoDay.run(DemoDay.configuration(
                        folder.resolve("half.conf"),
                        half.toString(),
                        folder.resolve("before").toString(),
                        folder.resolve("report").toString())))
                .isZero();
        before = rows("before");
        copyOfBefore("after");
        long started = System.nanoTime();
        assertThat(process("after").waitFor(10, TimeUnit.MINUTES)).isTrue();
        whole = Duration.ofNanos(System.nanoTime() - started);
        after = rows("after");
        DemoDay.assertComplete(after);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void tablesAreWholeWheneverTheProcessIsKilledAndTheNextRunRepairsThem() throws Exception {
        Random random = new Random(SEED);
        Path kills = Files.writeString(DemoDay.HOME.resolve("jobs/dist/target/kills.txt"), "");
        for (int moment = 0; moment < MOMENTS; moment++) {
            String name = "moment-" + moment;
            copyOfBefore(name);
            // In the first fifth the JVM and Spark start.
            long millis = (long) (whole.toMillis() * (0.2 + 0.8 * random.nextDouble()));
            boolean raced = moment % 2 == 1;
            Process process = process(name);
            Process rival = raced ? process(name, "rival-" + moment) : null;
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            String rivals = rival == null ? "" : ", its rival " + outcome(rival, "rival-" + moment);
            Map<String, List<?>> found = rows(name);
            String moments = "%3d  %s after %5d of %5d ms"
                    .formatted(moment + 1, ended ? "ended " : "killed", millis, whole.toMillis());
            String state = state(moments + rivals + ", in " + folder, found);
            assertThat(DemoDay.run(configuration(name))).isZero();
            DemoDay.assertSame(name, rows(name), after);
            assertThat(folder.resolve(name)).isDirectoryNotContaining("glob:**/.commit-*");
            Files.writeString(kills, "%s: %s%s%n".formatted(moments, state, rivals), StandardOpenOption.APPEND);
        }
    }

    /** Whoever is not killed ends by itself: with its work, or with a line that says why it lost it. */
    private static String outcome(Process rival, String log) throws Exception {
        try {
            assertThat(rival.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            rival.destroyForcibly();
        }
        List<String> told = Files.readAllLines(folder.resolve(log + ".log")).stream()
                .filter(line -> line.startsWith("culprit: "))
                .toList();
        if (rival.exitValue() == 0) {
            assertThat(told).isEmpty();
            return "done";
        }
        assertThat(rival.exitValue()).isEqualTo(1);
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern("another run|replaced while it was read"));
        return "told";
    }

    /** Each publication's tables are all old or all new; says which. */
    private static String state(String moment, Map<String, List<?>> found) {
        Map<String, String> states = new TreeMap<>();
        for (String publication : List.of("memory of prod", "memory of test", "memory of dev", "series", "findings")) {
            Map<String, List<?>> those = of(publication, found);
            boolean isNew = those.equals(of(publication, after));
            assertThat(isNew || those.equals(of(publication, before)))
                    .as("%s: %s: all old or all new", moment, publication)
                    .isTrue();
            states.put(publication, isNew ? "new" : "old");
        }
        return states.toString();
    }

    private static Map<String, List<?>> of(String publication, Map<String, List<?>> rows) {
        Map<String, List<?>> of = new TreeMap<>(rows);
        of.keySet()
                .retainAll(new TreeSet<>(rows.keySet().stream()
                        .filter(partition -> publicationOf(partition).equals(publication))
                        .toList()));
        return of;
    }

    private static String publicationOf(String partition) {
        String table = partition.replaceAll("/.*", "");
        return switch (table) {
            case "container_memory", "unread_memory" ->
                "memory of " + partition.replaceAll(".*environment=|/date.*", "");
            case "scrapes", "series", "families", "unread_scrapes" -> "series";
            default -> "findings";
        };
    }

    private static Process process(String name) throws IOException {
        return process(name, name);
    }

    private static Process process(String name, String log) throws IOException {
        List<String> command = new ArrayList<>(Shipped.java());
        command.addAll(List.of(
                "-cp",
                Shipped.jar() + ":" + String.join(":", Shipped.sparkJars()),
                "dev.culprit.app.Culprit",
                "run",
                "--conf",
                configuration(name).toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile());
        builder.environment().put("CULPRIT_HOME", DemoDay.HOME.toString());
        return builder.start();
    }

    private static Path configuration(String name) throws IOException {
        return DemoDay.configuration(
                folder.resolve(name + ".conf"),
                folder.resolve("day").toString(),
                folder.resolve(name).toString(),
                folder.resolve("report").toString());
    }

    private static void copyOfBefore(String name) throws IOException {
        try (Stream<Path> walked = Files.walk(folder.resolve("before"))) {
            for (Path from : walked.toList()) {
                Files.copy(
                        from,
                        folder.resolve(name)
                                .resolve(folder.resolve("before")
                                        .relativize(from)
                                        .toString()));
            }
        }
    }

    private static Map<String, List<?>> rows(String name) {
        return DemoDay.rows(folder.resolve(name).toString(), new Configuration());
    }
}
