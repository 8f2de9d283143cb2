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
import picocli.CommandLine.Parameters;

/** The command: recordings whose first replica takes no new values from some hour on, judged before, after the promised hours and at the end. */
@Command(
        name = "experiments",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Judges recordings in which the label was dropped in one replica (record.py --drop): on what came"
                + " before, when the hours that the finding promised are over, and on all of it.")
final class ExperimentsForReal implements Callable<Integer> {
    /** As the finding of a single replica tells it. */
    private static final Pattern PROMISE = Pattern.compile("It shows within (\\d+) hours");

    @Parameters(paramLabel = "FOLDER", description = "folders of recordings")
    private List<Path> folders = List.of();

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| recording | right would be | replicas | before | hours promised | when they were over"
                + " | recognized by then | at the end of the recording | recognized by then |");
        out.println("| --- | --- | ---: | --- | ---: | --- | --- | --- | --- |");
        for (Path folder : RecordedPrograms.recordings(folders)) {
            Truth truth = Recording.truth(folder);
            Instant dropped = truth.dropped();
            if (dropped == null) {
                throw new IOException(folder + " is no experiment: its truth.json has no hour from which on the first"
                        + " replica took no new values");
            }
            for (int replicas : new int[] {2, 1}) {
                out.println(row(folder, truth, replicas, dropped));
            }
        }
        return 0;
    }

    private static String row(Path folder, Truth truth, int replicas, Instant dropped) throws IOException {
        Finding before = judged(folder, truth, replicas, dropped);
        OptionalDouble hours = promised(before);
        Instant over = dropped.plus(Duration.ofMinutes(Math.round(60 * hours.orElse(0))));
        boolean recorded = hours.isPresent() && !over.isAfter(truth.period().to());
        Finding inTime = recorded ? judged(folder, truth, replicas, over) : null;
        Finding last = judged(folder, truth, replicas, truth.period().to());
        return "| %s | %s | %d | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        folder.getFileName(),
                        RecordedPrograms.right(truth),
                        replicas,
                        RecordedPrograms.said(before),
                        hours.isPresent() ? String.format(Locale.ROOT, "%.0f", hours.getAsDouble()) : "-",
                        inTime == null ? "-" : RecordedPrograms.said(inTime),
                        inTime == null ? "-" : recognized(inTime),
                        RecordedPrograms.said(last),
                        recognized(last));
    }

    private static String recognized(Finding finding) {
        List<Finding.Intervention> found = Objects.requireNonNullElse(finding.interventions(), List.of());
        return found.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        found.stream()
                                .map(change -> "`%s` of `%s`: %s"
                                        .formatted(
                                                change.kind(),
                                                String.join("`, `", change.labels()),
                                                change.conclusion()))
                                .toList());
    }

    private static Finding judged(Path folder, Truth truth, int replicas, Instant end) throws IOException {
        return WorkloadAnalysis.of(
                        Recording.read(folder, truth, end).withReplicas(replicas),
                        new Period(truth.period().from(), end))
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
