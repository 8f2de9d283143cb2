package dev.culprit.cloudwatch.standin.promql;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Archived scrapes as a collector would have sent them that scrapes every half a minute: between two of them nothing has changed.
 * Histograms come as one series each, as they do over OTLP.
 */
public final class ScrapeFiles {
    /** Of the OpenTelemetry mode ({@code defaultCollectionInterval} of the agent). */
    public static final long INTERVAL = 30_000;
    /** A pod that is not seen for longer was away. */
    private static final long LONGEST_HOLD = 3_600_000;

    private static final Pattern PATH =
            Pattern.compile(".*namespace=([^/]+)/pod=([^/]+)/container=([^/]+)/([^/]+)\\.prom\\.zst");
    private static final Pattern LABEL = Pattern.compile("\\G,?([A-Za-z_][A-Za-z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final SeriesStore store;
    private final String cluster;

    private ScrapeFiles(SeriesStore store, String cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    /** One body: series by their own labels, and families that are histograms. */
    private record Body(Instant time, Map<Map<String, String>, Double> samples, List<String> histograms) {}

    /**
     * @param update when the agent becomes another version, by which it names every series otherwise
     */
    public static void load(Path folder, String cluster, Instant update, SeriesStore store) {
        Map<Path, List<Path>> byContainer = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> PATH.matcher(file.toString()).matches())
                    .sorted()
                    .forEach(file -> byContainer
                            .computeIfAbsent(file.getParent(), none -> new ArrayList<>())
                            .add(file));
            for (List<Path> ofContainer : byContainer.values()) {
                new ScrapeFiles(store, cluster).container(ofContainer, update);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void container(List<Path> files, Instant update) throws IOException {
        Matcher path = PATH.matcher(files.get(0).toString());
        if (!path.matches()) {
            throw new IllegalArgumentException("not a scrape: " + files.get(0));
        }
        CollectorLabels before = new CollectorLabels(
                cluster,
                path.group(1),
                path.group(2).replaceAll("-[0-9a-f]{8,10}-[a-z0-9]{5}$", ""),
                path.group(2),
                path.group(3),
                "1.300072.0",
                "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver");
        Body body = read(files.get(0));
        for (int i = 0; i < files.size(); i++) {
            long next = body.time().toEpochMilli() + 10 * 60_000;
            Body following = body;
            if (i + 1 < files.size()) {
                following = read(files.get(i + 1));
                next = Math.min(following.time().toEpochMilli(), body.time().toEpochMilli() + LONGEST_HOLD);
            }
            CollectorLabels around = body.time().isBefore(update) ? before : before.updated("1.300073.0");
            keep(body, next - 1, around);
            body = following;
        }
    }

    private void keep(Body body, long until, CollectorLabels around) {
        long time = body.time().toEpochMilli();
        Map<TreeMap<String, String>, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
        Map<TreeMap<String, String>, double[]> totals = new HashMap<>();
        body.samples().forEach((labels, value) -> {
            String name = labels.getOrDefault(SeriesStore.NAME, "");
            String family = body.histograms().stream()
                    .filter(each ->
                            name.equals(each + "_bucket") || name.equals(each + "_sum") || name.equals(each + "_count"))
                    .findFirst()
                    .orElse("");
            if (family.isEmpty()) {
                store.series(around.around(labels)).repeat(time, until, INTERVAL, value, null);
                return;
            }
            TreeMap<String, String> key = new TreeMap<>(labels);
            key.put(SeriesStore.NAME, family);
            String bound = key.remove("le");
            if (bound != null) {
                buckets.computeIfAbsent(key, none -> new TreeMap<>())
                        .put(bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound), value);
            } else {
                totals.computeIfAbsent(key, none -> new double[2])[name.endsWith("_sum") ? 1 : 0] = value;
            }
        });
        buckets.forEach((labels, cumulative) -> {
            double[] total = totals.getOrDefault(labels, new double[2]);
            List<Double> bounds = new ArrayList<>();
            List<Double> counts = new ArrayList<>();
            double below = 0;
            for (Map.Entry<Double, Double> each : cumulative.entrySet()) {
                if (!each.getKey().isInfinite()) {
                    bounds.add(each.getKey());
                }
                counts.add(each.getValue() - below);
                below = each.getValue();
            }
            store.series(around.around(labels))
                    .repeat(time, until, INTERVAL, total[0], new StoredHistogram(total[0], total[1], bounds, counts));
        });
    }

    private static Body read(Path file) throws IOException {
        Matcher path = PATH.matcher(file.toString());
        if (!path.matches()) {
            throw new IllegalArgumentException("not a scrape: " + file);
        }
        String time = path.group(4).replaceAll("T(\\d\\d)-(\\d\\d)-(\\d\\d)Z", "T$1:$2:$3Z");
        Map<Map<String, String>, Double> samples = new LinkedHashMap<>();
        List<String> histograms = new ArrayList<>();
        String text;
        try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ") && line.endsWith(" histogram")) {
                histograms.add(line.split(" ", -1)[2]);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int end = line.lastIndexOf('}');
                int name = line.indexOf('{');
                String rest = end < 0 ? line.substring(line.indexOf(' ')) : line.substring(end + 1);
                samples.put(
                        labels(
                                line.substring(0, end < 0 ? line.indexOf(' ') : name),
                                end < 0 ? "" : line.substring(name + 1, end)),
                        number(rest.strip().split(" ", -1)[0]));
            }
        }
        return new Body(Instant.parse(time), samples, histograms);
    }

    private static Map<String, String> labels(String metric, String inner) {
        TreeMap<String, String> labels = new TreeMap<>(Map.of(SeriesStore.NAME, metric));
        Matcher label = LABEL.matcher(inner);
        while (label.find()) {
            labels.put(
                    label.group(1),
                    label.group(2)
                            .replace("\\\\", "\0")
                            .replace("\\\"", "\"")
                            .replace("\\n", "\n")
                            .replace('\0', '\\'));
        }
        labels.values().removeIf(String::isEmpty);
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
