package dev.culprit.benchmarks.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What is counted of every label of every pod: how many values it has, the sum of their first sights in microseconds since the epoch, and
 * how many series there would be without it. Written to a file in one order, so that two ways of counting are compared byte by byte.
 */
final class Counts {
    private final TreeMap<String, String> lines = new TreeMap<>();

    synchronized void add(String namespace, String pod, String label, long values, String sum, long without) {
        lines.put(
                String.join("\t", namespace, pod, label),
                String.join("\t", Long.toString(values), sum, Long.toString(without)));
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                lines.entrySet().stream()
                        .map(line -> line.getKey() + "\t" + line.getValue())
                        .toList());
    }

    /** How far the series without a label of one file are from another's, as a sentence; the rest of both must be the same. */
    static String compared(Path exact, Path other) throws IOException {
        List<String> expected = Files.readAllLines(exact);
        List<String> found = Files.readAllLines(other);
        if (expected.equals(found)) {
            return "the same %,d lines".formatted(expected.size());
        }
        if (expected.size() != found.size()) {
            return "DIFFERENT: %,d lines, and %,d".formatted(found.size(), expected.size());
        }
        double sum = 0;
        double most = 0;
        int wrong = 0;
        for (int line = 0; line < expected.size(); line++) {
            int last = expected.get(line).lastIndexOf('\t');
            int lastFound = found.get(line).lastIndexOf('\t');
            if (!expected.get(line).substring(0, last).equals(found.get(line).substring(0, lastFound))) {
                return "DIFFERENT: %s, and %s".formatted(found.get(line), expected.get(line));
            }
            double is = Double.parseDouble(expected.get(line).substring(last + 1));
            double error = Math.abs(Double.parseDouble(found.get(line).substring(lastFound + 1)) - is) / is;
            sum += error;
            most = Math.max(most, error);
            wrong += error > 0 ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%.1f %% of counts are wrong, by %.2f %% in the mean of all and %.1f %% at most",
                100.0 * wrong / expected.size(),
                100 * sum / expected.size(),
                100 * most);
    }
}
