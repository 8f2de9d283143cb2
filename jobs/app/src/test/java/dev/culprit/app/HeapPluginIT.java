package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Spark ends this JVM where a task finds no heap: so each run has a JVM of its own. */
class HeapPluginIT {
    @Test
    void whoeverHasTooSmallAHeapIsToldSoAndNotThatHeWasInterrupted() throws Exception {
        List<String> said = run(Outcome.NO_HEAP);

        assertThat(said.get(said.size() - 1))
                .startsWith("culprit: the heap of ")
                .contains("CULPRIT_JAVA_OPTS=-Xmx4g");
        assertThat(said).noneMatch(line -> line.contains("interrupted"));
    }

    @Test
    void anotherEndIsStillAnInterruption() throws Exception {
        List<String> said = run(Outcome.ENDED_BY_ANOTHER);

        assertThat(said.get(said.size() - 1)).startsWith("culprit: interrupted: ");
        assertThat(said).anyMatch(line -> line.contains("all else has ended"));
    }

    /** How a run's only task ends. */
    enum Outcome {
        NO_HEAP,
        ENDED_BY_ANOTHER
    }

    private static List<String> run(Outcome outcome) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .toList());
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-Dlog4j2.configurationFile=file:" + DemoDay.HOME.resolve("conf/log4j2.properties"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName(), outcome.name()));
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var errors = process.errorReader()) {
            List<String> lines = errors.lines().toList();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Does in small what the launcher does: watches for the end, starts Spark as configured, runs a job. */
    static final class Run {
        private Run() {}

        public static void main(String[] arguments) {
            MachineFault.prepare();
            Interruption.watch();
            JavaSparkContext spark = SparkSettings.load(DemoDay.HOME).start();
            Outcome outcome = Outcome.valueOf(arguments[0]);
            spark.parallelize(List.of(1L), 1)
                    .map(number -> end(outcome, number))
                    .count();
        }

        private static Long end(Outcome outcome, Long number) {
            switch (outcome) {
                case NO_HEAP -> throw new OutOfMemoryError("Java heap space");
                case ENDED_BY_ANOTHER -> {
                    // As Spark does, whose own threads fail because all else ends.
                    complain();
                    Thread complaining = new Thread(Run::goOnComplaining, "complaining");
                    complaining.setDaemon(true);
                    complaining.start();
                    System.exit(1);
                }
            }
            return number;
        }

        private static void goOnComplaining() {
            while (true) {
                complain();
            }
        }

        private static void complain() {
            LoggerFactory.getLogger("other.Scheduler").warn("all else has ended");
        }
    }
}
