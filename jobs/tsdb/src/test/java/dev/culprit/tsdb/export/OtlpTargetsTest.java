package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which resources are one target, and what becomes of those that cannot be told apart. */
final class OtlpTargetsTest {
    private static final String RECEIVERS = "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/";

    @TempDir
    private Path folder;

    /** @param attributes names and values in turn, with spaces between */
    private static String request(String attributes, String metrics) {
        String[] words = attributes.split(" ", -1);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            pairs.add("{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(words[i], words[i + 1]));
        }
        return "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[%s]},\"scopeMetrics\":[{\"scope\":{\"name\":\"%slib\"},\"metrics\":[%s]}]}]}\n"
                .formatted(String.join(",", pairs), RECEIVERS, metrics);
    }

    private static String gauge(long seconds, int value) {
        return "{\"name\":\"size\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%d000000000\",\"asInt\":%d}]}}"
                .formatted(seconds, value);
    }

    /** Three counters of a process. */
    private static String sums(long seconds, long start) {
        return String.join(
                ",",
                List.of("a", "b", "c").stream()
                        .map(name ->
                                "{\"name\":\"%s\",\"sum\":{\"aggregationTemporality\":2,\"isMonotonic\":true,\"dataPoints\":[{\"startTimeUnixNano\":\"%d000000000\",\"timeUnixNano\":\"%d000000000\",\"asInt\":1}]}}"
                                        .formatted(name, start, seconds))
                        .toList());
    }

    private Export read(String... requests) throws IOException {
        Path file = Files.createTempFile(folder, "metrics", ".json");
        Files.writeString(file, String.join("", requests));
        return ExportFile.of(file).read();
    }

    private static List<String> instances(Export export, String metric) {
        return Arrays.stream(export.series(Map.of(Labels.METRIC, metric)))
                .mapToObj(number -> {
                    Labels labels = export.labels(number);
                    SampleList samples = new SampleList();
                    export.read(number, Long.MIN_VALUE, Long.MAX_VALUE, samples);
                    return "%s %d".formatted(labels.get("instance"), samples.size());
                })
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "host.name h process.pid 1, host.name h process.pid 2, h:1, h:2",
        "process.pid 1, process.pid 2, 1, 2",
        "k8s.pod.name p k8s.volume.name v, k8s.pod.name p k8s.volume.name w, p:v, p:w",
        "k8s.namespace.name n k8s.deployment.name d, k8s.namespace.name n k8s.job.name j, d, j",
        "host.name h k8s.deployment.name d, host.name h k8s.statefulset.name s, h:d, h:s",
        "host.name h container.name c container.id 1, host.name h container.name d container.id 2, h:c, h:d",
        "host.name h k8s.node.name m, host.name h k8s.node.name n, h:m, h:n",
        "k8s.pod.uid u, k8s.pod.uid v, u, v",
        // What a pod belongs to tells no pods apart, and what is given is enough.
        "k8s.pod.name p k8s.container.name c k8s.deployment.name d, k8s.pod.name q k8s.deployment.name d, p:c, q",
        "service.instance.id i process.pid 1, service.instance.id j process.pid 1, i, j"
    })
    void whatNamesAThingTellsTargetsApart(String one, String other, String first, String second) throws IOException {
        Export export = read(
                request(one, gauge(10, 1)),
                request(other, gauge(10, 7)),
                request(one, gauge(20, 2)),
                request(other, gauge(20, 8)));
        assertThat(instances(export, "size")).containsExactly(first + " 2", second + " 2");
        assertThat(instances(export, "up")).containsExactly(first + " 2", second + " 2");
        assertThat(export.skipped()).isEmpty();
    }

    @Test
    void resourcesThatCannotBeToldApartAreNamed() throws IOException {
        Export export = read(
                request("service.name shop db.name a", gauge(10, 1)),
                request("service.name shop db.name b", gauge(11, 7)),
                request("service.name shop db.name a", gauge(20, 2)),
                request("service.name shop db.name b", gauge(21, 8)));
        assertThat(export.skipped())
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly(tuple(
                        "several sources at once are job shop, instance unknown, and their points are mixed: give each its own service.instance.id",
                        2L));
        assertThat(instances(export, "target_info")).containsExactly("unknown 2", "unknown 2");
    }

    /** Two pods whose resources are the same word for word. */
    @Test
    void processesThatCannotBeToldApartAreNamedAndAreNoRestarts() throws IOException {
        String shop = "service.name shop service.instance.id same";
        Export export = read(
                request(shop, sums(100, 50)),
                request(shop, sums(110, 60)),
                request(shop, sums(160, 50)),
                request(shop, sums(170, 60)));
        assertThat(export.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).contains("job shop, instance same").contains("service.instance.id");
            assertThat(skipped.count()).isEqualTo(6);
        });
        assertThat(instances(export, "process_start_time_seconds")).isEmpty();
    }

    @Test
    void aRestartWithOtherAttributesIsTheSameTarget() throws IOException {
        String shop = "service.name shop host.name h service.version ";
        Export export = read(
                request(shop + "1", sums(100, 50)),
                request(shop + "1", sums(160, 50)),
                request(shop + "2", sums(220, 200)),
                request(shop + "2", sums(280, 200)));
        assertThat(export.skipped()).isEmpty();
        assertThat(instances(export, "up")).containsExactly("h 4");
        assertThat(instances(export, "process_start_time_seconds")).containsExactly("h 4");
        assertThat(Arrays.stream(export.series(Map.of(Labels.METRIC, "target_info")))
                        .mapToObj(number -> export.labels(number).get("service_version")))
                .containsExactlyInAnyOrder("1", "2");
    }
}
