package dev.culprit.analysis.discovery;

import dev.culprit.analysis.evidence.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Scores of simulated containers that climb beside growing labels though no label is guilty. Among them are those whose births and leak
 * have one hidden cause, which exchanged births can never show. Stored in {@code innocents.txt}, which {@code jobs/benchmarks/innocents} writes.
 *
 * @param atLeast how many score at least {@code STEP * i}, for each i from 0 on
 * @param count all of them
 */
public record SimulatedInnocents(int count, List<Integer> atLeast) {
    private static final String RESOURCE = "/dev/culprit/analysis/innocents.txt";
    /** By hand: log-odds; it moves odds by as many per cent. */
    private static final double STEP = 0.1;

    /** As stored. */
    public static final SimulatedInnocents STORED = read();

    /** @param scores minus infinity where nothing was scored */
    public static SimulatedInnocents of(double[] scores) {
        double highest = Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY);
        int steps = highest < 0 ? 0 : 1 + (int) Math.floor(highest / STEP);
        Integer[] atLeast = new Integer[steps];
        Arrays.setAll(atLeast, i ->
                (int) Arrays.stream(scores).filter(score -> score >= STEP * i).count());
        return new SimulatedInnocents(scores.length, List.of(atLeast));
    }

    /** How many score as high; where the score lies between two stored ones as many as have the lower of these. */
    public int atLeast(double score) {
        if (score < 0) {
            return count;
        }
        int step = (int) Math.floor(score / STEP);
        return step < atLeast.size() ? atLeast.get(step) : 0;
    }

    /**
     * The share that scores as high, as a p-value: (1 + those as high) / (1 + all). 0 where none does: there they say nothing, and the one
     * leak of a large fleet would never be sure enough if they did.
     */
    public double pValue(double score) {
        int asHigh = atLeast(score);
        return asHigh == 0 ? 0 : (1.0 + asHigh) / (1.0 + count);
    }

    /**
     * As it is stored.
     *
     * @param origin the command that made it, and of what
     */
    public String text(String origin) {
        StringBuilder text = new StringBuilder("""
                # Scores of simulated containers that climb beside growing labels though no label is guilty: log-odds | how many score at least so.
                # The first line is of all of them.
                # %s
                """.formatted(origin));
        text.append("  all | " + count + "\n");
        for (int i = 0; i < atLeast.size(); i++) {
            text.append(Format.format("%5.1f | ", STEP * i) + atLeast.get(i) + "\n");
        }
        return text.toString();
    }

    private static SimulatedInnocents read() {
        try (InputStream in = Objects.requireNonNull(SimulatedInnocents.class.getResourceAsStream(RESOURCE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Integer> counts = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Integer.valueOf(
                            line.substring(line.indexOf('|') + 1).strip()))
                    .toList();
            return new SimulatedInnocents(counts.get(0), counts.subList(1, counts.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
