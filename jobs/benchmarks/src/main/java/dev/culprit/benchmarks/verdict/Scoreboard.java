package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.Baselines.Ranking;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.World;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command: families by seeds, in parallel, and one Markdown page of what came of it. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Judges simulated incidents of known truth and prints how often the verdicts are right, as Markdown.")
public final class Scoreboard implements Callable<Integer> {
    /** Incidents of one family: the same seed gives the same incident. */
    record Seeds(long first, long last) {}

    private record Incident(Family family, World world, long seed) {}

    @Option(
            names = "--world",
            split = ",",
            converter = WorldConverter.class,
            description = "base, shifted, or both with a comma")
    private List<World> worlds = List.of(World.BASE);

    @Option(names = "--seeds", converter = SeedsConverter.class, defaultValue = "1..30", description = "of each family")
    private Seeds seeds;

    @Option(
            names = "--tuning",
            converter = SeedsConverter.class,
            defaultValue = "1001..1030",
            description = "seeds of world base on which the baselines' thresholds are chosen")
    private Seeds tuning;

    @Option(
            names = "--families",
            defaultValue = ".*",
            description = "regular expression; H and W families are reported apart")
    private Pattern families;

    @Option(names = "--method-only", description = "leave out the baselines, and the incidents to tune them on")
    private boolean methodOnly;

    @Option(names = "--threads", description = "they change the time and nothing else")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--csv", description = "a file for a row of figures for each incident")
    private @Nullable Path csv;

    private String commandLine = "";

    public static void main(String[] arguments) {
        Scoreboard scoreboard = new Scoreboard();
        scoreboard.commandLine = String.join(" ", arguments);
        System.exit(new CommandLine(scoreboard).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Family> chosen = Family.all().stream()
                .filter(family -> families.matcher(family.name()).matches())
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("no family matches %s: they are %s".formatted(families, Family.all()));
            return 2;
        }
        List<Case> cases = new ArrayList<>();
        StringBuilder pages = new StringBuilder();
        List<Rule> rules = methodOnly ? List.of() : rules(chosen);
        for (World world : worlds) {
            List<Case> here = inParallel(
                    "world " + world.name(),
                    incidents(chosen, world, seeds),
                    one -> Case.tried(one.family, one.world, one.seed, !methodOnly));
            pages.append('\n').append(Page.of(world, here, rules));
            cases.addAll(here);
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(preface() + pages);
        if (csv != null) {
            Files.writeString(csv, Sheet.of(cases));
        }
        return 0;
    }

    private List<Rule> rules(List<Family> chosen) {
        List<Case> cases = inParallel(
                "tuning",
                incidents(chosen.stream().filter(Family::counted).toList(), World.BASE, tuning),
                one -> Case.forTuning(one.family, one.world, one.seed));
        return Arrays.stream(Ranking.values())
                .flatMap(ranking -> Arrays.stream(Rule.Aim.values()).map(aim -> Rule.tuned(ranking, aim, cases)))
                .toList();
    }

    private static List<Incident> incidents(List<Family> families, World world, Seeds seeds) {
        return families.stream()
                .flatMap(family -> Stream.iterate(seeds.first, seed -> seed <= seeds.last, seed -> seed + 1)
                        .map(seed -> new Incident(family, world, seed)))
                .toList();
    }

    /** Results in the order of the incidents, whoever is done first. */
    private List<Case> inParallel(String what, List<Incident> incidents, Function<Incident, Case> work) {
        AtomicInteger done = new AtomicInteger();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> incidents.parallelStream()
                            .map(work)
                            .peek(one -> progress(what, done.incrementAndGet(), incidents.size()))
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static void progress(String what, int done, int all) {
        if (done == all || done % Math.max(1, all / 20) == 0) {
            System.err.println("%s: %d of %d incidents".formatted(what, done, all));
        }
    }

    private String preface() {
        return Figures.format(
                        """
                        # Scoreboard of verdicts

                        `jobs/benchmarks/verdicts%s` on %s, %s, Java %s, %d threads.

                        Simulated incidents of known truth, seeds %d to %d of every family. L: a label carries the leak and must be named. N:
                        none does, and none may be named. H: what such data can hardly tell, or not at all. W: kinds of incidents that
                        others have reported in public. One false accusation, on whatever container in whatever environment, makes the
                        whole incident wrong. The simulator is this project's own, so these are upper bounds.
                        """,
                        commandLine.isEmpty() ? "" : " " + commandLine,
                        System.getProperty("os.name"),
                        processor(),
                        System.getProperty("java.version"),
                        threads,
                        seeds.first,
                        seeds.last)
                + (methodOnly ? "" : baselines());
    }

    private String baselines() {
        return Figures.format("""

            Beside the method stand rankings by a single figure. They get the method's lifetimes and its word on whether
            memory grows, and blame the first of the ranking. Gate and threshold of each are tuned on seeds %d to %d of world
            base.
            """, tuning.first, tuning.last);
    }

    /** The model where the system tells it (Linux on x86), else the architecture. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return System.getProperty("os.arch");
        }
    }

    static final class SeedsConverter implements ITypeConverter<Seeds> {
        @Override
        public Seeds convert(String text) {
            String[] ends = text.split("\\.\\.", -1);
            try {
                Seeds seeds = new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
                if (ends.length <= 2 && seeds.first <= seeds.last) {
                    return seeds;
                }
            } catch (NumberFormatException e) {
                // Told below, like any other text that is no range.
            }
            throw new TypeConversionException("'%s' is no range of seeds such as 1..30".formatted(text));
        }
    }
}
