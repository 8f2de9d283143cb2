package dev.culprit.benchmarks.laboratory;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The command: of each label that is named, with two replicas, what the container is said to pay for a series and what the heap is
 * said to keep for it.
 */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Prints what a series of each label that is named costs the container, and the heap.")
final class HeapPrices implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "folders of recordings")
    private List<Path> folders = List.of();

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| recording | the container pays | the heap keeps | t of that |");
        out.println("| --- | ---: | ---: | ---: |");
        for (Path folder : RecordedPrograms.recordings(folders)) {
            Recording recording = Recording.read(folder);
            WorkloadAnalysis.of(recording.withReplicas(2), recording.period()).findings().stream()
                    .map(WorkloadAnalysis.Placed::row)
                    .filter(finding -> finding.container().environment().equals("prod"))
                    .filter(finding -> finding.verdict() == Verdict.LABEL)
                    .forEach(finding -> out.println("| %s | %s | %s | %s |"
                            .formatted(
                                    recording.name(),
                                    printed("%,.0f", figure(finding, "price", "bytesPerSeries")),
                                    printed("%,.0f", figure(finding, "inside", "bytesPerSeries")),
                                    printed("%.1f", figure(finding, "inside", "t")))));
        }
        return 0;
    }

    private static OptionalDouble figure(Finding finding, String kind, String name) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.kind().equals(kind))
                .map(Evidence::figures)
                .flatMap(List::stream)
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    private static String printed(String format, OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, format, value.getAsDouble());
    }
}
