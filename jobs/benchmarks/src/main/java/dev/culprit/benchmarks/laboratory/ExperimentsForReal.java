package dev.culprit.benchmarks.laboratory;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: recordings whose first replica takes no new values from some hour on, judged before and after the promised hours. */
@Command(
        name = "experiments",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Judges recordings in which the label was dropped in one replica (record.py --drop): on what came"
                + " before, and when the hours that the finding promised are over.")
final class ExperimentsForReal implements Callable<Integer> {
    /** As the finding of a single replica tells it. */
    private static final Pattern PROMISE = Pattern.compile("It shows within (\\d+) hours");

    @Parameters(paramLabel = "FOLDER", description = "folders of recordings")
    private List<Path> folders = List.of();

    @Option(names = "--drop", defaultValue = "36", description = "the hour of the recording from which on")
    private double hour;

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| recording | replicas | before | hours promised | when they were over | what was recognized |");
        out.println("| --- | ---: | --- | ---: | --- | --- |");
        Instant changed = Recording.PERIOD.from().plus(Duration.ofMinutes(Math.round(60 * hour)));
        for (Path folder : RecordedPrograms.recordings(folders)) {
            for (int replicas : new int[] {2, 1}) {
                out.println(row(folder, replicas, changed));
            }
        }
        return 0;
    }

    private static String row(Path folder, int replicas, Instant changed) throws IOException {
        Finding before = judged(folder, replicas, changed);
        OptionalDouble hours = promised(before);
        Instant over = changed.plus(Duration.ofMinutes(Math.round(60 * hours.orElse(0))));
        Instant end = hours.isPresent() && over.isBefore(Recording.PERIOD.to()) ? over : Recording.PERIOD.to();
        Finding after = judged(folder, replicas, end);
        List<Finding.Intervention> found = Objects.requireNonNullElse(after.interventions(), List.of());
        return "| %s | %d | %s | %s | %s%s | %s |"
                .formatted(
                        folder.getFileName(),
                        replicas,
                        RecordedPrograms.said(before),
                        hours.isPresent() ? String.format(Locale.ROOT, "%.0f", hours.getAsDouble()) : "-",
                        RecordedPrograms.said(after),
                        end.equals(over) ? "" : ", at the end of the recording",
                        found.isEmpty()
                                ? "nothing"
                                : String.join(
                                        ", ",
                                        found.stream()
                                                .map(change ->
                                                        "`%s`, which %s".formatted(change.kind(), change.conclusion()))
                                                .toList()));
    }

    private static Finding judged(Path folder, int replicas, Instant end) throws IOException {
        return WorkloadAnalysis.of(
                        Recording.read(folder, end).withReplicas(replicas), new Period(Recording.PERIOD.from(), end))
                .findings()
                .stream()
                .map(WorkloadAnalysis.Placed::row)
                .filter(finding -> finding.container().environment().equals("prod"))
                .findFirst()
                .orElseThrow();
    }

    /** By the first suspect's experiment, or by the one that a label named by a single replica is wished for. */
    private static OptionalDouble promised(Finding finding) {
        List<Suspect> suspects = Objects.requireNonNullElse(finding.suspects(), List.of());
        Experiment proposed = suspects.isEmpty() ? null : suspects.get(0).experiment();
        if (proposed != null) {
            return OptionalDouble.of(proposed.hours());
        }
        return finding.missing().stream()
                .map(PROMISE::matcher)
                .filter(Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst();
    }
}
