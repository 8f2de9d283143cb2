package dev.culprit.benchmarks.laboratory;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command: a table of what is said of each recorded program, with two replicas and with one. */
@Command(
        name = "laboratory",
        mixinStandardHelpOptions = true,
        subcommands = {ForeignBirths.class, ExperimentsForReal.class, HeapPrices.class},
        description = "Judges recorded real programs and prints a Markdown table of program, role, speed and replicas.")
public final class RecordedPrograms implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "folders of recordings")
    private List<Path> folders = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RecordedPrograms()).execute(arguments));
    }

    /** All recordings below these folders, by name. */
    static List<Path> recordings(List<Path> folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(one -> Files.exists(one.resolve("recording.tar.zst")))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| recording | replicas | right would be | said | of production | in other environments |");
        out.println("| --- | ---: | --- | --- | --- | --- |");
        for (Path folder : recordings(folders)) {
            Recording recording = Recording.read(folder);
            for (int replicas : new int[] {2, 1}) {
                out.println(row(recording, replicas));
            }
        }
        return 0;
    }

    private static String row(Recording recording, int replicas) {
        List<Finding> findings =
                WorkloadAnalysis.of(recording.withReplicas(replicas), recording.period()).findings().stream()
                        .map(WorkloadAnalysis.Placed::row)
                        .toList();
        Finding production = findings.stream()
                .filter(finding -> finding.container().environment().equals("prod"))
                .findFirst()
                .orElseThrow();
        List<String> elsewhere = findings.stream()
                .filter(finding -> !finding.container().environment().equals("prod"))
                .map(finding -> finding.container().environment() + ": " + finding.verdict())
                .toList();
        return "| %s | %d | %s | %s | %s | %s |"
                .formatted(
                        recording.name(),
                        replicas,
                        right(recording.truth()),
                        grade(recording.truth(), production),
                        said(production),
                        String.join(", ", elsewhere));
    }

    static String right(Truth truth) {
        String verdicts = String.join(
                " or ", truth.verdicts().stream().map(Verdict::toString).toList());
        return truth.labels().isEmpty() ? verdicts : verdicts + " `" + String.join("`, `", truth.labels()) + "`";
    }

    /** In one word; a label that is named must be the guilty one. */
    static String grade(Truth truth, Finding finding) {
        if (finding.verdict() == Verdict.LABEL) {
            List<String> named = finding.culprits().get(0).labels();
            if (truth.labels().isEmpty()) {
                return "**accused**";
            }
            return named.equals(truth.labels()) ? "right" : "**wrong label**";
        }
        if (truth.verdicts().contains(finding.verdict())) {
            return "right";
        }
        return finding.verdict() == Verdict.INSUFFICIENT_DATA ? "undecided" : "missed";
    }

    static String said(Finding finding) {
        StringBuilder text = new StringBuilder("`%s` %s".formatted(finding.verdict(), two(finding.confidence())));
        if (finding.verdict() == Verdict.LABEL) {
            Culprit culprit = finding.culprits().get(0);
            text.append(" `").append(String.join("`, `", culprit.labels())).append('`');
            if (culprit.bytesPerSeries() != null) {
                text.append(", %s B a series"
                        .formatted(whole(culprit.bytesPerSeries().estimate())));
            }
        } else if (finding.suspects() != null && !finding.suspects().isEmpty()) {
            Suspect first = finding.suspects().get(0);
            text.append(", suspects `%s` %s".formatted(String.join("`, `", first.labels()), two(first.probability())));
        }
        return text.toString();
    }

    private static String two(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    private static String whole(double bytes) {
        return String.format(Locale.ROOT, "%,.0f", bytes);
    }
}
