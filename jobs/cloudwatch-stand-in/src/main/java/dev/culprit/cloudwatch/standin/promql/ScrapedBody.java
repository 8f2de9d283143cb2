package dev.culprit.cloudwatch.standin.promql;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One archived scrape. */
record ScrapedBody(Instant time, Map<ScrapedLines.Line, Double> samples) {
    private static final Pattern PATH =
            Pattern.compile(".*namespace=([^/]+)/pod=([^/]+)/container=([^/]+)/([^/]+)\\.prom\\.zst");

    /** Whose scrapes a folder has. */
    record Owner(String namespace, String pod, String container) {
        /** As a Deployment calls its pods. */
        String workload() {
            return pod.replaceAll("-[0-9a-f]{8,10}-[a-z0-9]{5}$", "");
        }
    }

    /** The files of each container, in their order. */
    static Map<Path, List<Path>> byContainer(Path folder) throws IOException {
        Map<Path, List<Path>> byContainer = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> PATH.matcher(file.toString()).matches())
                    .sorted()
                    .forEach(file -> byContainer
                            .computeIfAbsent(file.getParent(), none -> new ArrayList<>())
                            .add(file));
        }
        return byContainer;
    }

    private static Matcher path(Path file) {
        Matcher path = PATH.matcher(file.toString());
        if (!path.matches()) {
            throw new IllegalArgumentException("not a scrape: " + file);
        }
        return path;
    }

    static Owner owner(Path file) {
        Matcher path = path(file);
        return new Owner(path.group(1), path.group(2), path.group(3));
    }

    static ScrapedBody read(Path file, ScrapedLines lines) throws IOException {
        String time = path(file).group(4).replaceAll("T(\\d\\d)-(\\d\\d)-(\\d\\d)Z", "T$1:$2:$3Z");
        Map<ScrapedLines.Line, Double> samples = new LinkedHashMap<>();
        List<String> histograms = new ArrayList<>();
        String text;
        try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ") && line.endsWith(" histogram")) {
                histograms.add(line.split(" ", -1)[2]);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int brace = line.lastIndexOf('}');
                int end = brace < 0 ? line.indexOf(' ') : brace + 1;
                samples.put(
                        lines.line(line.substring(0, end), histograms),
                        value(line.substring(end).strip()));
            }
        }
        return new ScrapedBody(Instant.parse(time), samples);
    }

    /** @param text with a time behind the value or without */
    private static double value(String text) {
        int space = text.indexOf(' ');
        return number(space < 0 ? text : text.substring(0, space));
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
