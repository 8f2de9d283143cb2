package dev.culprit.benchmarks.laboratory;

import static java.util.Objects.requireNonNullElse;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command: the memory of every recorded program with the births of every other, whole lifetimes aligned in age. No label has
 * anything to do with that memory, so each that is named is a false accusation.
 */
@Command(
        name = "foreign-births",
        mixinStandardHelpOptions = true,
        description = "Pairs the memory of each recorded program with the births of every other, and counts the labels"
                + " named.")
final class ForeignBirths implements Callable<Integer> {
    /** The first replica's memory meets the first one's births or the second's, its first lifetime the first or the second. */
    private static final int ARRANGEMENTS = 4;

    @Parameters(paramLabel = "FOLDER", description = "folders of recordings")
    private List<Path> folders = List.of();

    @Option(names = "--threads", description = "they change the time and nothing else")
    private int threads = Runtime.getRuntime().availableProcessors();

    private record Pair(Recording memory, Recording births, int arrangement) {
        boolean crossed() {
            return arrangement % 2 == 1;
        }

        boolean shifted() {
            return arrangement >= 2;
        }

        @Override
        public String toString() {
            return "memory of %s, births of %s, arrangement %d".formatted(memory.name(), births.name(), arrangement);
        }
    }

    private record Judged(Pair pair, int lifetimes, List<WorkloadAnalysis.Placed<Finding>> findings) {}

    @Override
    public Integer call() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (Path folder : RecordedPrograms.recordings(folders)) {
            recordings.add(Recording.read(folder));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            for (int j = 0; j < recordings.size(); j++) {
                for (int arrangement = 0; arrangement < ARRANGEMENTS && i != j; arrangement++) {
                    Pair pair = new Pair(recordings.get(i), recordings.get(j), arrangement);
                    if (!pair.shifted() || pair.memory().severalLifetimes()) {
                        pairs.add(pair);
                    }
                }
            }
        }
        print(recordings.size(), inParallel(pairs));
        return 0;
    }

    /** Results in the order of the pairs, whoever is done first. */
    private List<Judged> inParallel(List<Pair> pairs) {
        AtomicInteger done = new AtomicInteger();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> pairs.parallelStream()
                            .map(ForeignBirths::judged)
                            .peek(one -> {
                                named(one).forEach(System.err::println);
                                if (done.incrementAndGet() % 50 == 0) {
                                    System.err.println("%d of %d pairs".formatted(done.get(), pairs.size()));
                                }
                            })
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static void print(int recordings, List<Judged> judged) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        List<String> named = new ArrayList<>();
        double highest = 0;
        for (Judged one : judged) {
            for (WorkloadAnalysis.Placed<Finding> placed : one.findings()) {
                Finding finding = placed.row();
                if (placed.environment().equals("prod")) {
                    verdicts.merge(finding.verdict(), 1, Integer::sum);
                    highest = Math.max(
                            highest,
                            requireNonNullElse(finding.suspects(), List.<Suspect>of()).stream()
                                    .mapToDouble(Suspect::probability)
                                    .max()
                                    .orElse(0));
                }
            }
            named.addAll(named(one));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(
                "%,d pairs of memory and foreign births, of %d recordings, with %,d lifetimes of production: a label is named in %d; the highest probability of a suspect is %s."
                        .formatted(
                                judged.size(),
                                recordings,
                                judged.stream().mapToInt(Judged::lifetimes).sum(),
                                named.size(),
                                two(highest)));
        verdicts.forEach((verdict, count) -> out.println("- `%s`: %,d".formatted(verdict, count)));
        named.forEach(out::println);
    }

    /** A line for each environment in which a label is named. */
    private static List<String> named(Judged judged) {
        return judged.findings().stream()
                .filter(placed -> placed.row().verdict() == Verdict.LABEL)
                .map(placed -> "- %s, in %s: `%s`, %s"
                        .formatted(
                                judged.pair(),
                                placed.environment(),
                                String.join(
                                        "`, `", placed.row().culprits().get(0).labels()),
                                two(placed.row().confidence())))
                .toList();
    }

    private static String two(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    private static Judged judged(Pair pair) {
        List<ContainerHistory> histories = histories(pair);
        int lifetimes = histories.stream()
                .filter(history -> history.container().environment().equals("prod"))
                .mapToInt(history -> history.ledgers().size())
                .sum();
        return new Judged(
                pair,
                lifetimes,
                WorkloadAnalysis.of(histories, pair.births().period()).findings());
    }

    private static List<ContainerHistory> histories(Pair pair) {
        List<ContainerHistory> histories = new ArrayList<>();
        for (String environment : List.of("prod", "test")) {
            List<ContainerHistory> measured = new ArrayList<>(of(pair.memory(), environment));
            if (pair.crossed()) {
                Collections.reverse(measured);
            }
            List<ContainerHistory> born = of(pair.births(), environment);
            for (int i = 0; i < born.size() && !measured.isEmpty(); i++) {
                histories.add(withMemory(born.get(i), measured.get(i % measured.size()), pair.shifted() ? 1 : 0));
            }
        }
        return histories;
    }

    private static List<ContainerHistory> of(Recording recording, String environment) {
        return recording.pods().stream()
                .filter(pod -> pod.container().environment().equals(environment))
                .toList();
    }

    /** @param first the lifetime of the memory that meets the first of the births */
    private static ContainerHistory withMemory(ContainerHistory births, ContainerHistory measured, int first) {
        Readings inside = measured.inside();
        return new ContainerHistory(
                births.container(),
                aligned(measured.memory(), measured.ledgers(), births.ledgers(), first),
                births.wholePod(),
                Double.NaN,
                births.scrapeTimes(),
                births.requests(),
                births.restarts(),
                births.ledgers(),
                inside == null ? null : aligned(inside, measured.ledgers(), births.ledgers(), first),
                births.instrumentation(),
                null);
    }

    /** Each lifetime's readings as if the process had begun when the other one did, and no longer than that one lived. */
    private static Readings aligned(Readings readings, List<ProcessBirths> own, List<ProcessBirths> other, int first) {
        List<double[]> moved = new ArrayList<>();
        for (int k = 0; k < other.size(); k++) {
            ProcessBirths from = own.get((k + first) % own.size());
            ProcessBirths to = other.get(k);
            for (int i = 0; i < readings.count(); i++) {
                double age = readings.times()[i] - from.start();
                if (age >= 0 && readings.times()[i] <= from.end() && to.start() + age <= to.end()) {
                    moved.add(new double[] {to.start() + age, readings.bytes()[i]});
                }
            }
        }
        return new Readings(
                moved.stream().mapToDouble(reading -> reading[0]).toArray(),
                moved.stream().mapToDouble(reading -> reading[1]).toArray(),
                readings.step());
    }
}
