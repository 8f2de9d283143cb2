package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.discovery.FalseDiscoveries;
import dev.culprit.analysis.discovery.FleetSample;
import dev.culprit.analysis.discovery.FleetSample.Pair;
import dev.culprit.analysis.discovery.Participant;
import dev.culprit.analysis.discovery.SwapNull;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.NullScoreRow;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: fleets of which few containers leak by a label, and how many of the labels that are named are innocent. */
@Command(
        name = "fleets",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Judges fleets mixed of simulated workloads, with the swap null and without it, and prints false"
                + " discoveries and recall as Markdown.")
public final class MixedFleets implements Callable<Integer> {
    private static final String ENVIRONMENT = "prod";

    @Option(names = "--world", converter = WorldConverter.class, defaultValue = "base", description = "base or shifted")
    private World world;

    @Option(
            names = "--innocent",
            defaultValue = "[NH].*",
            description =
                    "regular expression: families that the fleet is made of; those with a guilty label are left out")
    private Pattern innocent;

    @Option(names = "--guilty", defaultValue = "L.*", description = "families that leak by a label")
    private Pattern guilty;

    @Option(
            names = "--seeds",
            converter = Scoreboard.SeedsConverter.class,
            defaultValue = "4001..4040",
            description = "of each innocent family; fleets are drawn from these workloads")
    private Scoreboard.Seeds seeds;

    @Option(
            names = "--guilty-seeds",
            converter = Scoreboard.SeedsConverter.class,
            defaultValue = "4001..4010",
            description = "of each guilty family")
    private Scoreboard.Seeds guiltySeeds;

    @Option(names = "--sizes", split = ",", defaultValue = "200,600,2000", description = "workloads of a fleet")
    private List<Integer> sizes;

    @Option(
            names = "--prevalence",
            split = ",",
            defaultValue = "0.5,1,2,5",
            description = "percent of the workloads that leak by a label")
    private List<Double> prevalences;

    @Option(names = "--fleets", defaultValue = "10", description = "drawn of each size and prevalence")
    private int fleets;

    @Option(names = "--rate", defaultValue = "0.05", description = "of false discoveries that is asked for")
    private double rate;

    @Option(names = "--threads", description = "they change the time and nothing else")
    private int threads = Runtime.getRuntime().availableProcessors();

    private final Map<List<ReplicatedContainer>, NullScoreRow> scored = new ConcurrentHashMap<>();
    private final Map<String, Period> periods = new TreeMap<>();
    private final Map<String, Integer> falseByFamily = new TreeMap<>();
    private String commandLine = "";

    public static void main(String[] arguments) {
        MixedFleets command = new MixedFleets();
        command.commandLine = String.join(" ", arguments);
        System.exit(new CommandLine(command).execute(arguments));
    }

    /**
     * What came of one fleet.
     *
     * @param pairs of its null; 0 where it is too small for one
     */
    private record Outcome(int guilty, int named, int falselyNamed, int kept, int falselyKept, int pairs) {}

    @Override
    public Integer call() {
        SimulatedWorkloads workloads = new SimulatedWorkloads(world, threads);
        List<FleetWorkload> innocents = workloads.of("innocent", innocent, seeds).stream()
                .filter(workload -> !workload.guilty())
                .toList();
        List<FleetWorkload> leaks = workloads.of("guilty", guilty, guiltySeeds).stream()
                .filter(FleetWorkload::guilty)
                .toList();
        if (innocents.isEmpty() || leaks.isEmpty()) {
            System.err.println("no family matches %s or %s".formatted(innocent, guilty));
            return 2;
        }
        Stream.concat(innocents.stream(), leaks.stream())
                .forEach(workload -> periods.put(workload.name(), workload.period()));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(Figures.format(
                """
                `jobs/benchmarks/fleets%s`: fleets drawn from %d workloads of families %s without a guilty label and %d of families %s, world %s; %d fleets \
                of each size and prevalence.

                | workloads | leak by a label | without the null: false among named | recall | with it: false among named | recall | fleets with a null, pairs |
                | ---: | ---: | --- | --- | --- | --- | --- |
                """,
                commandLine.isEmpty() ? "" : " " + commandLine,
                innocents.size(),
                innocent,
                leaks.size(),
                guilty,
                world.name(),
                fleets));
        for (int size : sizes) {
            for (double prevalence : prevalences) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int number = 0; number < fleets; number++) {
                    outcomes.add(outcome(drawn(innocents, leaks, size, prevalence, number)));
                }
                out.println(row(size, prevalence, outcomes));
            }
        }
        out.println();
        out.println("False names that the null did not withhold, by family: " + falseByFamily);
        return 0;
    }

    private static String row(int size, double prevalence, List<Outcome> outcomes) {
        int all = outcomes.stream().mapToInt(Outcome::guilty).sum();
        int named = outcomes.stream().mapToInt(Outcome::named).sum();
        int kept = outcomes.stream().mapToInt(Outcome::kept).sum();
        int wrong = outcomes.stream().mapToInt(Outcome::falselyNamed).sum();
        int wrongKept = outcomes.stream().mapToInt(Outcome::falselyKept).sum();
        int pairs = outcomes.stream().mapToInt(Outcome::pairs).max().orElse(0);
        long withNull = outcomes.stream().filter(outcome -> outcome.pairs > 0).count();
        return Figures.format(
                "| %d | %.1f %% | %s | %s | %s | %s | %d of %d, up to %d pairs |",
                size,
                prevalence,
                Figures.share(wrong, named),
                Figures.share(named - wrong, all),
                Figures.share(wrongKept, kept),
                Figures.share(kept - wrongKept, all),
                withNull,
                outcomes.size(),
                pairs);
    }

    private static List<FleetWorkload> drawn(
            List<FleetWorkload> innocents, List<FleetWorkload> leaks, int size, double prevalence, int number) {
        Random random = new Random(31L * (31L * size + Math.round(1000 * prevalence)) + number);
        int guiltyOnes = Math.max(1, (int) Math.round(size * prevalence / 100));
        return Stream.concat(
                        shuffled(leaks, random).stream().limit(guiltyOnes),
                        shuffled(innocents, random).stream().limit(size - guiltyOnes))
                .toList();
    }

    private static List<FleetWorkload> shuffled(List<FleetWorkload> workloads, Random random) {
        List<FleetWorkload> copy = new ArrayList<>(workloads);
        Collections.shuffle(copy, random);
        return copy;
    }

    private Outcome outcome(List<FleetWorkload> fleet) {
        FleetSample sample = new FleetSample();
        List<Tested> tested = new ArrayList<>();
        for (FleetWorkload workload : fleet) {
            tested.addAll(workload.tested());
            Set<ReplicatedContainer> climbing =
                    workload.tested().stream().map(Tested::container).collect(Collectors.toSet());
            for (Participant participant : workload.growing()) {
                sample.addGrowing(participant);
                if (climbing.contains(participant.container())) {
                    sample.addTested(participant);
                }
            }
        }
        SwapNull.Plan plan = SwapNull.plan(sample, ENVIRONMENT, tested, rate);
        FalseDiscoveries control = plan.pairs().isEmpty() ? null : new FalseDiscoveries(tested, scores(plan), rate);
        int[] counts = new int[5];
        for (FleetWorkload workload : fleet) {
            counts[0] += workload.guilty() ? 1 : 0;
            for (boolean isTrue : List.of(true, false)) {
                for (ReplicatedContainer container : isTrue ? workload.rightlyNamed() : workload.falselyNamed()) {
                    boolean kept = control == null || !control.withholds(container);
                    counts[1]++;
                    counts[2] += isTrue ? 0 : 1;
                    counts[3] += kept ? 1 : 0;
                    counts[4] += kept && !isTrue ? 1 : 0;
                    if (kept && !isTrue) {
                        falseByFamily.merge(workload.family().name(), 1, Integer::sum);
                    }
                }
            }
        }
        return new Outcome(
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                plan.pairs().size());
    }

    private double[] scores(SwapNull.Plan plan) {
        return new SimulatedWorkloads(world, threads)
                .inParallel("pairs", plan.pairs(), this::score).stream()
                        .mapToDouble(NullScoreRow::rank)
                        .toArray();
    }

    private NullScoreRow score(Pair pair) {
        return scored.computeIfAbsent(
                List.of(pair.memory().container(), pair.births().container()),
                key -> SwapNull.score(
                        pair, periods.get(pair.memory().container().namespace())));
    }
}
