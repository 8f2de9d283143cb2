package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.SimulatedArchive;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: a fleet of simulated workloads as files, with a configuration to run all jobs on them. */
@Command(
        name = "simulated-fleet",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Writes scrapes and metric-stream files of a week of simulated workloads, fleet.conf to read them, and truth.tsv.")
public final class Fleet implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "made where it does not exist; must be empty")
    private Path folder;

    @Option(names = "--workloads", description = "how many")
    private int workloads = 50;

    @Option(names = "--world", converter = WorldConverter.class, defaultValue = "base", description = "base or shifted")
    private World world;

    @Option(names = "--guilty-every", description = "every so manyth workload leaks by a label; the others do not")
    private int guiltyEvery = 10;

    @Option(
            names = "--scrape-every",
            description = "of the scrapes, every so manyth is written; they are five minutes apart")
    private int scrapeEvery = 6;

    @Option(
            names = "--seed",
            description = "of the first workload, the next has the next; the same seeds give the same files")
    private long seed = 1;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fleet()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        try (var content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                System.err.println(folder + " is not empty");
                return 2;
            }
        }
        SimulatedArchive archive = new SimulatedArchive(folder);
        List<String> truths = new ArrayList<>(List.of("workload\tcontainer\tfamily\tleaks\tlabels"));
        Instant to = Instant.EPOCH;
        Instant from = Instant.MAX;
        for (int i = 0; i < workloads; i++) {
            String workload = "shop%03d".formatted(i);
            Family family = family(i);
            Simulation simulation = new Simulation(family, world, seed + i);
            archive.add(workload, simulation, scrapeEvery);
            Truth truth = simulation.truth();
            truths.add(String.join(
                    "\t",
                    workload,
                    truth.container(),
                    family.name(),
                    Boolean.toString(truth.leaks()),
                    truth.guilty().stream()
                            .map(group -> String.join(",", group.labels()))
                            .collect(Collectors.joining(" "))));
            Period period = simulation.period();
            from = period.from().isBefore(from) ? period.from() : from;
            to = period.to().isAfter(to) ? period.to() : to;
        }
        Files.write(folder.resolve("truth.tsv"), truths);
        Files.writeString(folder.resolve("fleet.conf"), archive.configuration(from, to));
        System.out.println("%d workloads, %s to %s: ./culprit run --conf %s"
                .formatted(workloads, from, to, folder.resolve("fleet.conf")));
        return 0;
    }

    /** Guilty families and innocent ones in turn, each through all that are counted. */
    private Family family(int number) {
        boolean guilty = number % guiltyEvery == 0;
        List<Family> families = Family.all().stream()
                .filter(Family::counted)
                .filter(family -> family.name().startsWith("L") == guilty)
                .toList();
        int turn = guilty ? number / guiltyEvery : number - number / guiltyEvery - 1;
        return families.get(turn % families.size());
    }
}
