package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What is given to spark-submit: its own options, a jar, and the arguments of Culprit's main class.
 *
 * @param options with their values, {@code --master local}
 */
record Submission(List<String> options, String mainClass, String jar, List<String> arguments) {
    private static final Map<String, String> COMMANDS = Map.of(
            "dev.culprit.extract.memory.ExtractMemoryJob", "extract-memory",
            "dev.culprit.extract.series.ExtractSeriesJob", "extract-series",
            "dev.culprit.correlate.CorrelateJob", "correlate",
            "dev.culprit.report.ReportJob", "report");
    private static final Set<String> JARS = Set.of("culprit-all.jar", "culprit.jar");

    /** @param words what follows {@code spark-submit}; all its options that are used here take a value */
    static Submission of(List<String> words) {
        List<String> options = new ArrayList<>();
        String mainClass = null;
        int at = 0;
        for (; at < words.size() && words.get(at).startsWith("--"); at += 2) {
            if (words.get(at).equals("--class")) {
                mainClass = words.get(at + 1);
            } else {
                options.addAll(words.subList(at, at + 2));
            }
        }
        List<String> rest = words.subList(at, words.size());
        return new Submission(
                options,
                mainClass,
                rest.isEmpty() ? "" : rest.get(0),
                rest.subList(Math.min(1, rest.size()), rest.size()));
    }

    /** That the class has a main, the jar is one that the build makes, and the arguments are ones that the class takes. */
    ParseResult check() {
        assertThat(options.stream().filter(word -> word.startsWith("--")))
                .isSubsetOf(
                        "--master",
                        "--deploy-mode",
                        "--conf",
                        "--jars",
                        "--packages",
                        "--driver-memory",
                        "--executor-memory",
                        "--executor-cores",
                        "--num-executors");
        assertThat(jar.replaceAll(".*/", "")).isIn(JARS);
        assertThatCode(() -> Class.forName(mainClass).getMethod("main", String[].class))
                .as(mainClass)
                .doesNotThrowAnyException();
        List<String> all = new ArrayList<>(arguments);
        if (!mainClass.equals(Culprit.class.getName())) {
            all.add(0, COMMANDS.get(mainClass));
        }
        return parse(all);
    }

    /** The command line's own opinion of a command and its options. */
    static ParseResult parse(List<String> arguments) {
        PrintStream nobody = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CulpritCommand.line(nobody, nobody, Map.of(), Clock.systemUTC(), (warehouse, home) -> {
                    throw new AssertionError("parsed only");
                })
                .parseArgs(arguments.toArray(String[]::new))
                .subcommand();
    }
}
