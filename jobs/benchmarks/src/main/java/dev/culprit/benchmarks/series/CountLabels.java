package dev.culprit.benchmarks.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: the counting beside other engines, on the same files, in turn, each time in a fresh process. */
@Command(
        name = "count-labels",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Counts first sights of all values of every label of every pod, and the series that would be left without each label: "
                        + "by Culprit, by DuckDB and by Spark SQL. Prints a Markdown table of what each took, and whether they agree.")
public final class CountLabels implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "of fleet-tables, which is called where there is none")
    private Path folder;

    @Option(names = "--rows", description = "of the tables that are made where there are none")
    private double rows = 1e6;

    @Option(names = "--targets", description = "likewise: pods")
    private int targets = 1_000;

    @Option(names = "--ways", split = ",", description = "which of them, the one that others are held against first")
    private List<Way> ways = List.of(Way.values());

    @Option(names = "--tries", description = "rounds; the median of processor time is told of each way")
    private int tries = 3;

    @Option(names = "--cores", description = "threads of each way")
    private int cores = 2;

    @Option(names = "--heap", description = "-Xmx of the ways that run in Java")
    private String heap = "2g";

    private enum Way {
        culprit(ByColumns.class),
        duckdb(ByDuckDb.class),
        correlate(WholeCorrelation.class),
        spark(BySpark.class, "exact"),
        sketch(BySpark.class, "hll");

        private final Class<?> main;
        private final String how;

        Way(Class<?> main) {
            this(main, "");
        }

        Way(Class<?> main, String how) {
            this.main = main;
            this.how = how;
        }
    }

    /** @param peak of resident memory in MB */
    private record Result(Way way, String name, double wall, double processor, long peak) {
        static Result of(Way way, String line) {
            String[] parts = line.split("\t", -1);
            return new Result(
                    way,
                    parts[1],
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Long.parseLong(parts[4]));
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CountLabels()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path warehouse = folder.resolve("warehouse");
        // The last that is written; a folder of what was made half-way is refused by whoever makes it.
        if (!Files.exists(folder.resolve("fleet.conf"))) {
            int made = new CommandLine(new FleetTables())
                    .execute(
                            folder.toString(), "--rows", Double.toString(rows), "--targets", Integer.toString(targets));
            if (made != 0) {
                return made;
            }
        }
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < tries; round++) {
            for (Way way : ways) {
                System.err.printf("%s, %d of %d ...%n", way, round + 1, tries);
                Result result = run(way, warehouse);
                System.err.println(result);
                results.add(result);
            }
        }
        print(results);
        return 0;
    }

    private Path counts(Way way) {
        return folder.resolve(way + ".counts.tsv");
    }

    private Result run(Way way, Path warehouse) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-XX:ActiveProcessorCount=" + cores,
                "-cp",
                System.getProperty("java.class.path")));
        // What Spark needs on Java 17, and where its log goes: those of this process.
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Dlog4j2."))
                .forEach(command::add);
        command.addAll(List.of(
                way.main.getName(),
                warehouse.toAbsolutePath().toString(),
                Integer.toString(cores),
                counts(way).toString(),
                way.how));
        Process process = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        List<String> lines;
        try (Stream<String> out = process.inputReader(StandardCharsets.UTF_8).lines()) {
            lines = out.toList();
        }
        int status = process.waitFor();
        return lines.stream()
                .filter(line -> line.startsWith("RESULT\t"))
                .findFirst()
                .map(line -> Result.of(way, line))
                .orElseThrow(() -> new IOException(
                        "%s ended with status %d: see %s".formatted(way, status, folder.resolve("log"))));
    }

    private void print(List<Result> results) throws IOException {
        List<Result> medians = ways.stream()
                .map(way -> {
                    List<Result> own = results.stream()
                            .filter(result -> result.way == way)
                            .sorted(Comparator.comparingDouble(Result::processor))
                            .toList();
                    return own.get(own.size() / 2);
                })
                .toList();
        Result first = medians.get(0);
        System.out.printf(
                "| %s, %d threads, %d tries, load %s | wall s | processor s | wall, ratio | processor, ratio | peak RSS, MB | counts |%n",
                LocalDate.now(ZoneOffset.UTC), cores, tries, load());
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Result each : medians) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %.2f | %d | %s |%n",
                    each.name,
                    each.wall,
                    each.processor,
                    each.wall / first.wall,
                    each.processor / first.processor,
                    each.peak,
                    each.way == first.way || !Files.exists(counts(each.way))
                            ? ""
                            : Counts.compared(counts(first.way), counts(each.way)));
        }
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "not known";
    }
}
