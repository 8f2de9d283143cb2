package dev.culprit.benchmarks.scrapes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What one writes in an afternoon: line by line, everything before the last blank into a set for each pod. It counts births
 * and no more: no labels, no restarts, no families, no tables.
 */
final class HashSetReader {
    private long bytes;
    private long births;

    void read(ArchiveFolder archive) throws IOException {
        Map<Path, Set<String>> known = new HashMap<>();
        for (Path file : archive.files()) {
            Set<String> ofTarget = known.computeIfAbsent(file.getParent(), folder -> new HashSet<>());
            boolean inventory = ofTarget.isEmpty();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file), 32 * 1024), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    bytes += line.length() + 1;
                    if (!line.startsWith("#") && ofTarget.add(line.substring(0, line.lastIndexOf(' '))) && !inventory) {
                        births++;
                    }
                }
            }
        }
    }

    long births() {
        return births;
    }

    public static void main(String[] arguments) throws IOException {
        Measurement measurement = Measurement.start();
        HashSetReader reader = new HashSetReader();
        reader.read(new ArchiveFolder(Path.of(arguments[0])));
        measurement.print("line by line into a HashSet", reader.bytes);
        System.out.println(reader.births() + " births");
    }
}
