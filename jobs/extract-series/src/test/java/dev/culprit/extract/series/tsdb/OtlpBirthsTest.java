package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Container;
import dev.culprit.model.FloatLabel;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.text.TargetReader;
import dev.culprit.tsdb.otlp.OtlpMessages;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A minute of two pods of the recorded Istio, as a collector's Prometheus receiver turns bodies into OpenTelemetry: the same scrapes,
 * births and lives as of the bodies themselves.
 */
final class OtlpBirthsTest {
    private static final Path BODIES = Path.of("../scrapes/src/test/resources/corpus/e2e-istio");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the exporter is sent, pod by pod, and what the bodies themselves give: the same however it is written. */
    private static List<ObjectNode> requests;

    private static final Map<String, CollectedRows> EXPECTED = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void receive() throws IOException {
        List<ObjectNode> received = new ArrayList<>();
        for (String pod : List.of("pod-a", "pod-b")) {
            Receiver receiver = new Receiver(pod);
            for (Path body : bodies(pod)) {
                String text = new String(
                        new GZIPInputStream(Files.newInputStream(body)).readAllBytes(), StandardCharsets.UTF_8);
                received.add(receiver.request(millis(body), text.lines()));
            }
            EXPECTED.put(pod, ofBodies(pod));
        }
        requests = received;
    }

    /** What the exporter writes. */
    private enum Written {
        JSON_LINES,
        FRAMES,
        FILES
    }

    /** Turns the bodies of one pod into requests, one after the other. */
    private static final class Receiver {
        private final String pod;
        private Set<String> shown = Set.of();
        /** By what is left out and the series' text, which most bodies have again. */
        private final Map<String, String> known = new HashMap<>();

        Receiver(String pod) {
            this.pod = pod;
        }

        ObjectNode request(long millis, Stream<String> body) {
            ObjectNode request = JSON.createObjectNode();
            ObjectNode resource = request.putArray("resourceMetrics").addObject();
            ArrayNode attributes = resource.putObject("resource").putArray("attributes");
            Map.of(
                            "service.name", "istio",
                            "service.instance.id", pod + ":15090",
                            "k8s.namespace.name", "default",
                            "k8s.pod.name", pod,
                            "k8s.container.name", "istio-proxy")
                    .forEach((key, value) -> text(attributes, key, value));
            ObjectNode scope = resource.putArray("scopeMetrics").addObject();
            scope.putObject("scope")
                    .put(
                            "name",
                            "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver");
            ArrayNode metrics = scope.putArray("metrics");
            point(metrics, "up", "gauge", millis).put("asDouble", 1);
            Map<String, String> types = new HashMap<>();
            Map<String, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
            Map<String, Double> sums = new HashMap<>();
            Set<String> now = new LinkedHashSet<>();
            body.forEach(line -> {
                if (line.startsWith("# TYPE ")) {
                    String[] words = line.split(" ", -1);
                    types.put(words[2], words[3]);
                } else if (!line.startsWith("#")) {
                    int behind = line.lastIndexOf(' ');
                    String series = line.substring(0, behind);
                    double value = Double.parseDouble(line.substring(behind + 1));
                    String name = series.replaceFirst("\\{.*", "");
                    String family = name.replaceFirst("_(bucket|sum|count)$", "");
                    if (types.getOrDefault(family, "").equals("histogram")) {
                        String key = family + labels(series, "le");
                        if (name.endsWith("_bucket")) {
                            buckets.computeIfAbsent(key, none -> new TreeMap<>())
                                    .put(bound(series), value);
                        } else if (name.endsWith("_sum")) {
                            sums.put(key, value);
                        }
                    } else {
                        String key = name + labels(series, "");
                        String type = types.getOrDefault(name, "gauge").equals("counter") ? "sum" : "gauge";
                        now.add(type + " " + key);
                        point(metrics, key, type, millis).put("asDouble", value);
                    }
                }
            });
            buckets.forEach((key, bounds) -> {
                now.add("histogram " + key);
                histogram(point(metrics, key, "histogram", millis), bounds, sums.getOrDefault(key, 0.0));
            });
            shown.stream().filter(series -> !now.contains(series)).forEach(series -> {
                String[] typeAndKey = series.split(" ", 2);
                point(metrics, typeAndKey[1], typeAndKey[0], millis).put("flags", 1);
            });
            shown = now;
            return request;
        }

        private static double bound(String series) {
            Matcher le = Pattern.compile("le=\"([^\"]*)\"").matcher(series);
            assertThat(le.find()).isTrue();
            return le.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le.group(1));
        }

        private static void histogram(ObjectNode point, SortedMap<Double, Double> upTo, double sum) {
            point.put("count", String.valueOf(upTo.get(Double.POSITIVE_INFINITY).longValue()));
            point.put("sum", sum);
            ArrayNode counts = point.putArray("bucketCounts");
            ArrayNode bounds = point.putArray("explicitBounds");
            double below = 0;
            for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
                counts.add(String.valueOf((long) (bucket.getValue() - below)));
                below = bucket.getValue();
                if (Double.isFinite(bucket.getKey())) {
                    bounds.add(bucket.getKey());
                }
            }
        }

        private String labels(String series, String without) {
            return known.computeIfAbsent(without + " " + series, none -> read(series, without));
        }

        /** Of a series' text, in order, without those that are empty. */
        private static String read(String series, String without) {
            TreeMap<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(series);
            while (label.find()) {
                if (!label.group(1).equals(without) && !label.group(2).isEmpty()) {
                    labels.put(label.group(1), label.group(2));
                }
            }
            StringBuilder text = new StringBuilder();
            labels.forEach(
                    (name, value) -> text.append('\n').append(name).append('=').append(value));
            return text.toString();
        }

        /** @param key name and labels, each on a line */
        private static ObjectNode point(ArrayNode metrics, String key, String type, long millis) {
            String[] parts = key.split("\n", -1);
            ObjectNode metric = metrics.addObject().put("name", parts[0]);
            ObjectNode points = metric.putObject(type);
            if (!type.equals("gauge")) {
                points.put("aggregationTemporality", 2);
            }
            if (type.equals("sum")) {
                points.put("isMonotonic", true);
            }
            ObjectNode point = points.putArray("dataPoints").addObject();
            point.put("timeUnixNano", millis + "000000");
            ArrayNode attributes = point.putArray("attributes");
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                text(attributes, parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
            return point;
        }

        private static void text(ArrayNode attributes, String key, String value) {
            attributes
                    .addObject()
                    .put("key", key)
                    .putObject("value")
                    .put("stringValue", value.replace("\\\"", "\"").replace("\\\\", "\\"));
        }
    }

    private static List<Path> bodies(String pod) throws IOException {
        try (Stream<Path> files = Files.list(BODIES.resolve(pod))) {
            return files.sorted().toList();
        }
    }

    private static long millis(Path body) {
        return Long.parseLong(body.getFileName().toString().replace(".prom.gz", ""));
    }

    private static CollectedRows ofBodies(String pod) throws IOException {
        CollectedRows rows = new CollectedRows();
        TargetReader reader = new TargetReader(
                new Container("prod", null, "default", null, pod, "istio-proxy"), ScanLimits.DEFAULT, false, rows);
        for (Path body : bodies(pod)) {
            reader.read(
                    Instant.ofEpochMilli(millis(body)),
                    body.getFileName().toString(),
                    new ByteArrayInputStream(Files.readAllBytes(body)));
        }
        reader.finish();
        return rows;
    }

    private Path written(Written how) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int number = 0;
        for (ObjectNode request : requests) {
            switch (how) {
                case JSON_LINES -> all.writeBytes((request + "\n").getBytes(StandardCharsets.UTF_8));
                case FRAMES -> all.writeBytes(OtlpMessages.framed(OtlpMessages.protobuf(request)));
                case FILES -> {
                    Path minute = Files.createDirectories(folder.resolve("year=2026/month=11/minute=" + number % 3));
                    Files.write(minute.resolve("metrics_%d.binpb".formatted(number++)), OtlpMessages.protobuf(request));
                }
            }
        }
        return how == Written.FILES ? folder : Files.write(folder.resolve("metrics"), all.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void areThoseOfTheBodies(Written how) throws IOException {
        TsdbSource source = new TsdbSource("prod", written(how).toString(), SubjectLabels.DEFAULT);
        source.check();
        Archive archive = source.list(new Configuration(false));
        Period period = new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
        Map<String, CollectedRows> byPod = new HashMap<>();
        for (TargetDay day :
                archive.days(period).values().stream().flatMap(List::stream).toList()) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            byPod.put(day.target().pod(), rows);
        }
        assertThat(archive.unread()).isEmpty();
        assertThat(byPod).containsOnlyKeys("pod-a", "pod-b");
        long series = 0;
        for (String pod : byPod.keySet()) {
            CollectedRows expected = EXPECTED.get(pod);
            CollectedRows found = byPod.get(pod);
            assertThat(scrapes(found)).isEqualTo(scrapes(expected));
            assertThat(lives(found)).isEqualTo(lives(expected));
            series += found.series.stream().map(SeriesRow::seriesId).distinct().count();
        }
        assertThat(series).isEqualTo(3363);
    }

    private static List<String> scrapes(CollectedRows rows) {
        return rows.scrapes.stream()
                .map((ScrapeRow row) -> "%s %s %d series, %d births, restart %s"
                        .formatted(
                                row.time(),
                                row.status(),
                                row.body().series(),
                                row.body().births(),
                                row.restart()))
                .toList();
    }

    private static List<String> lives(CollectedRows rows) {
        List<String> lives = new ArrayList<>();
        for (SeriesRow row : rows.series) {
            Map<String, String> labels = new TreeMap<>(row.labels());
            labels.computeIfPresent("le", (name, bound) -> FloatLabel.canonical(bound));
            lives.add("%s%s %s %s %d".formatted(row.metric(), labels, row.firstSeen(), row.lastSeen(), row.scrapes()));
        }
        lives.sort(null);
        return lives;
    }
}
