package dev.culprit.benchmarks.verdict;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.simulation.ExperimentTrial;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.PlainIncident;
import dev.culprit.analysis.simulation.World;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command: undecided incidents whose proposed experiment is carried out by the simulator, and whether the next run decides
 * within the hours that were promised.
 */
@Command(
        name = "experiments",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Carries out the experiments that undecided findings propose, on simulated incidents of known truth,"
                        + " and counts how often they decide in the promised time.")
public final class ExperimentsCarriedOut implements Callable<Integer> {
    private record Incident(String name, boolean guilty, Supplier<ExperimentTrial> experiment) {}

    private record Carried(Incident incident, ExperimentTrial trial) {
        double hours() {
            return requireNonNull(trial.proposed()).hours();
        }
    }

    @Option(
            names = "--world",
            split = ",",
            converter = WorldConverter.class,
            description = "base, shifted, or both with a comma")
    private List<World> worlds = List.of(World.BASE);

    @Option(
            names = "--seeds",
            converter = Scoreboard.SeedsConverter.class,
            defaultValue = "6001..6010",
            description = "of each family; most incidents are decided and drop out")
    private Scoreboard.Seeds seeds;

    @Option(
            names = "--families",
            defaultValue = "PLAIN",
            description = "regular expression; PLAIN are incidents out of formulas, guilty and innocent, which are made"
                    + " quickly")
    private Pattern families;

    @Option(names = "--threads", description = "they change the time and nothing else")
    private int threads = Runtime.getRuntime().availableProcessors();

    private String commandLine = "";

    public static void main(String[] arguments) {
        ExperimentsCarriedOut command = new ExperimentsCarriedOut();
        command.commandLine = String.join(" ", arguments);
        System.exit(new CommandLine(command).execute(arguments));
    }

    @Override
    public Integer call() {
        List<Incident> incidents = Stream.concat(plain(), simulated()).toList();
        List<Carried> carried = new ArrayList<>();
        for (Carried one : inParallel(incidents)) {
            if (one.trial.proposed() != null) {
                carried.add(one);
            }
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(page(incidents.size(), carried));
        return 0;
    }

    private Stream<Incident> plain() {
        return !families.matcher("PLAIN").matches()
                ? Stream.of()
                : Stream.of(true, false)
                        .flatMap(guilty -> seeds().mapToObj(seed -> new Incident(
                                Figures.format("PLAIN%s %d", guilty ? "" : "A", seed),
                                guilty,
                                () -> new PlainIncident(guilty, seed).experiment())));
    }

    private Stream<Incident> simulated() {
        return worlds.stream()
                .flatMap(world -> Family.all().stream()
                        .filter(family -> families.matcher(family.name()).matches())
                        .flatMap(family -> seeds().mapToObj(seed -> new Incident(
                                Figures.format("%s %s %d", world.name(), family, seed),
                                family.guilty(),
                                () -> ExperimentTrial.of(family, world, seed)))));
    }

    private LongStream seeds() {
        return LongStream.rangeClosed(seeds.first(), seeds.last());
    }

    /** Results in the order of the incidents, whoever is done first; a line for each experiment as soon as it is over. */
    private List<Carried> inParallel(List<Incident> incidents) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> incidents.parallelStream()
                            .map(one -> new Carried(one, one.experiment.get()))
                            .peek(one -> {
                                if (one.trial.proposed() != null) {
                                    System.err.println(line(one));
                                }
                            })
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static String line(Carried one) {
        return Figures.format(
                "%s: after %.0f h %s, %s, %s",
                one.incident.name,
                one.hours(),
                one.trial.after(),
                one.trial.recognized() ? "recognized" : "not recognized",
                one.trial.decided() ? one.trial.right() ? "right" : "wrong" : "undecided");
    }

    private String page(int incidents, List<Carried> carried) {
        StringBuilder page = new StringBuilder(
                Figures.format("""
                    `jobs/benchmarks/experiments%s`: of %,d incidents %,d are undecided and propose an experiment of no more than a fortnight.

                    | the label is | experiments | recognized by the next run | decided in the promised time | decided and right | hours promised, median |
                    | --- | ---: | --- | --- | --- | ---: |
                    """, commandLine.isEmpty() ? "" : " " + commandLine, incidents, carried.size()));
        Stream.of(true, false)
                .forEach(guilty -> page.append(row(
                        guilty ? "guilty" : "innocent",
                        carried.stream()
                                .filter(one -> one.incident.guilty == guilty)
                                .toList())));
        return page.append(row("either", carried)).toString();
    }

    private static String row(String name, List<Carried> carried) {
        return Figures.format(
                "| %s | %d | %s | %s | %s | %s |%n",
                name,
                carried.size(),
                share(carried, ExperimentTrial::recognized),
                share(carried, ExperimentTrial::decided),
                share(carried, ExperimentTrial::right),
                carried.isEmpty()
                        ? "-"
                        : Figures.format(
                                "%.0f",
                                carried.stream()
                                        .mapToDouble(Carried::hours)
                                        .sorted()
                                        .skip(carried.size() / 2)
                                        .findFirst()
                                        .orElseThrow()));
    }

    private static String share(List<Carried> carried, Predicate<ExperimentTrial> which) {
        return Figures.share(
                carried.stream().filter(one -> which.test(one.trial)).count(), carried.size());
    }
}
