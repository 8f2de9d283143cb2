package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.discovery.SimulatedInnocents;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.analysis.simulation.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: scores of simulated innocents, which labels that are named must stand out from, written where the method reads them. */
@Command(
        name = "innocents",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Judges simulated workloads of which no label is guilty, and writes how many of those that climb"
                + " beside growing labels score how high.")
public final class InnocentScores implements Callable<Integer> {
    @Option(names = "--families", defaultValue = "[NH].*", description = "those with a guilty label are left out")
    private Pattern families;

    @Option(
            names = "--seeds",
            converter = Scoreboard.SeedsConverter.class,
            defaultValue = "7001..7060",
            description = "of each family and world")
    private Scoreboard.Seeds seeds;

    @Option(names = "--threads", description = "they change the time and nothing else")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "FILE", description = "that is written")
    private Path file;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new InnocentScores()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Optional<List<Tested>>> workloads = Stream.of(World.BASE, World.SHIFTED)
                .flatMap(world -> new SimulatedWorkloads(world, threads)
                        .of(world.name(), families, seeds, InnocentScores::tested).stream())
                .toList();
        double[] scores = workloads.stream()
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .mapToDouble(Tested::score)
                .toArray();
        if (scores.length == 0) {
            System.err.println("no innocent workload of %s climbs: nothing is written".formatted(families));
            return 2;
        }
        String origin = "jobs/benchmarks/innocents --families %s --seeds %d..%d: %d workloads of both worlds"
                .formatted(
                        families,
                        seeds.first(),
                        seeds.last(),
                        workloads.stream().flatMap(Optional::stream).count());
        Files.writeString(file, SimulatedInnocents.of(scores).text(origin));
        return 0;
    }

    /** Empty where a label is guilty. */
    private static Optional<List<Tested>> tested(FleetWorkload workload) {
        return workload.guilty() ? Optional.empty() : Optional.of(workload.tested());
    }
}
