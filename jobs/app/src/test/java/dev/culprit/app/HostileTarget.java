package dev.culprit.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Scrapes of a target whose every name and value would do something to those who show it carelessly. */
final class HostileTarget {
    static final String CONTAINER = "=cmd('x')<img src=x onerror=document.title=1>";
    static final String NAMESPACE = "@SUM(1)<b>\u001b[31m";
    static final String WORKLOAD = "-2+3\"'><i>";
    static final String POD = WORKLOAD + "-0";
    static final String VALUE =
            "+1</td></script><script>document.title=1</script>{{ page }}\r\nBcc: evil@example.com\t\u202egnp\u0000";
    private static final String METRIC = "=cmd|' /C calc'!A0";
    private static final String LABEL = "-2+3</th><script>document.title=1</script>";
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:10:00Z");
    private static final int HOURS = 70;
    private static final int BUSY = 80;
    private static final int QUIET = 4;
    private static final double LIMIT = 64e6;
    private static final double BYTES_OF_VALUE = 5000;

    private HostileTarget() {}

    /** Hourly scrapes; the last holds two lines more, with bytes that are no UTF-8, and is read but for these. */
    static void write(Path archive) throws IOException {
        Path folder = Files.createDirectories(archive.resolve(CONTAINER).resolve(NAMESPACE + "." + POD));
        for (int hour = 0; hour < HOURS; hour++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = 0; i < values(hour); i++) {
                String value =
                        (VALUE + i).replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
                body.writeBytes("{\"%s\",\"%s\"=\"%s\"} 1\n"
                        .formatted(METRIC, LABEL, value)
                        .getBytes(StandardCharsets.UTF_8));
            }
            if (hour == HOURS - 1) {
                byte[] halfOfSurrogatePair = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
                byte[] neverInUtf8 = {(byte) 0xff, (byte) 0xfe};
                line(body, halfOfSurrogatePair);
                line(body, neverInUtf8);
            }
            Instant time = BEGIN.plus(Duration.ofHours(hour));
            Files.write(folder.resolve(time.toString().replaceAll("[-:]", "") + ".txt"), body.toByteArray());
        }
    }

    /** Memory that the series explain, as a metric stream delivers it. */
    static void writeMemory(Path stream) throws IOException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < HOURS * 60; minute += 5) {
            double bytes = 20e6
                    + BYTES_OF_VALUE
                            * (values(minute / 60) * (60 - minute % 60) + values(minute / 60 + 1) * (minute % 60))
                            / 60;
            Map<String, Double> values = Map.of(
                    "container_memory_limit",
                    LIMIT,
                    "container_memory_utilization_over_container_limit",
                    bytes / LIMIT * 100);
            for (Map.Entry<String, Double> value : values.entrySet()) {
                lines.append(json.writeValueAsString(Map.of(
                                "metric_stream_name",
                                "container-insights",
                                "account_id",
                                "111111111111",
                                "region",
                                "us-west-2",
                                "namespace",
                                "ContainerInsights",
                                "metric_name",
                                value.getKey(),
                                "dimensions",
                                Map.of(
                                        "ClusterName",
                                        "eks-prod",
                                        "ContainerName",
                                        CONTAINER,
                                        "FullPodName",
                                        POD,
                                        "Namespace",
                                        NAMESPACE,
                                        "PodName",
                                        WORKLOAD),
                                "timestamp",
                                BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                                "value",
                                Map.of(
                                        "max",
                                        value.getValue(),
                                        "min",
                                        value.getValue(),
                                        "sum",
                                        value.getValue(),
                                        "count",
                                        1),
                                "unit",
                                "None")))
                        .append('\n');
            }
        }
        Files.writeString(stream.resolve("hostile"), lines);
    }

    /** How many there are after so many hours: three busy hours follow four quiet ones. */
    private static int values(int hours) {
        int values = 1;
        for (int hour = 0; hour < hours; hour++) {
            values += hour % 7 < 4 ? QUIET : BUSY;
        }
        return values;
    }

    private static void line(ByteArrayOutputStream body, byte[] value) {
        body.writeBytes("up{host=\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(value);
        body.writeBytes("\"} 1\n".getBytes(StandardCharsets.UTF_8));
    }
}
