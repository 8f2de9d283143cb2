package dev.culprit.tsdb.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.series.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetsTest {
    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final long DAY = 24 * 60 * 60 * 1000L;

    @TempDir
    private Path folder;

    private final BlockWriter writer = new BlockWriter("01JWS713P2E4MQW7T643GYGD69");

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private void up(long time, String... pairs) {
        Map<String, String> labels = labels(pairs);
        labels.put("__name__", "up");
        writer.chunk(labels, new long[] {time, ONE}, new long[] {time + DAY, ONE});
    }

    private Targets found(SubjectLabels names) throws IOException {
        return Targets.find(List.of(Block.open(writer.write(folder))), names);
    }

    @Test
    void podsAreCalledByTheirLabelsAndOthersByTheirAddress() throws IOException {
        up(DAY, "job", "pods", "instance", "10.0.0.1:80", "namespace", "web", "pod", "a-1", "container", "app");
        up(DAY, "job", "node", "instance", "10.0.0.9:9100");
        up(DAY, "job", "old", "instance", "10.0.0.2:80", "kubernetes_namespace", "web", "kubernetes_pod_name", "b-1");
        Targets found = found(SubjectLabels.of("eks", Map.of()));
        assertThat(found.all())
                .extracting(Target::subject)
                .containsExactlyInAnyOrder(
                        new Subject("eks", "web", null, "a-1", "app"),
                        new Subject("eks", "default", "node", "10.0.0.9:9100", "node"),
                        new Subject("eks", "web", null, "b-1", "old"));
        assertThat(found.all()).allSatisfy(target -> assertThat(target.days()).containsExactly(1L, 2L));
        assertThat(found.first()).isEqualTo(DAY);
    }

    @Test
    void thePortsOfAContainerAreOneTarget() throws IOException {
        up(DAY, "job", "envoy", "instance", "10.0.0.1:15090", "namespace", "web", "pod", "a-1", "container", "proxy");
        up(DAY, "job", "agent", "instance", "10.0.0.1:15020", "namespace", "web", "pod", "a-1", "container", "proxy");
        assertThat(found(SubjectLabels.DEFAULT).all())
                .singleElement()
                .satisfies(target -> assertThat(target.endpoints()).hasSize(2));
    }

    @Test
    void aPodsOnlyContainerIsTakenFromWhoTellsContainers() throws IOException {
        up(DAY, "job", "pods", "instance", "10.0.0.1:80", "namespace", "web", "pod", "a-1");
        up(DAY, "job", "pods", "instance", "10.0.0.2:80", "namespace", "web", "pod", "b-1");
        for (String container : List.of("POD", "", "app")) {
            Map<String, String> labels = labels(
                    "__name__",
                    "container_memory_working_set_bytes",
                    "namespace",
                    "web",
                    "pod",
                    "a-1",
                    "id",
                    container);
            labels.put("container", container);
            labels.values().remove("");
            writer.chunk(labels, new long[] {DAY, ONE});
        }
        for (String container : List.of("app", "proxy")) {
            writer.chunk(
                    labels(
                            "__name__", "kube_pod_container_info",
                            "exported_namespace", "web",
                            "exported_pod", "b-1",
                            "exported_container", container,
                            "namespace", "monitoring",
                            "pod", "kube-state-metrics-1"),
                    new long[] {DAY, ONE});
        }
        assertThat(found(SubjectLabels.DEFAULT).all())
                .extracting(Target::subject)
                .containsExactlyInAnyOrder(
                        new Subject(null, "web", null, "a-1", "app"), new Subject(null, "web", null, "b-1", "pods"));
    }

    @Test
    void seriesOfOneAddressAreTheirsWhomTheyHaveMostInCommonWith() {
        Labels first = Labels.of(labels("job", "j", "instance", "i", "pod", "a"));
        Labels second = Labels.of(labels("job", "j", "instance", "i", "pod", "b"));
        Endpoints ofFirst = new Endpoints(List.of(first), List.of(second));
        Endpoints ofSecond = new Endpoints(List.of(second), List.of(first));
        Labels series = Labels.of(labels("__name__", "m", "job", "j", "instance", "i", "pod", "b", "x", "1"));
        assertThat(ofFirst.of(series)).isNull();
        assertThat(ofSecond.of(series)).isEqualTo(second);
        assertThat(ofSecond.of(Labels.of(labels("__name__", "m", "job", "other", "instance", "i", "pod", "b"))))
                .isNull();
        Labels honored = Labels.of(labels("__name__", "m", "job", "j", "instance", "i", "pod", "c"));
        assertThat(List.of(ofFirst, ofSecond))
                .filteredOn(of -> of.of(honored) != null)
                .hasSize(1);
    }

    @Test
    void theScrapersLabelsAreNoneOfTheSeries() {
        Labels endpoint = Labels.of(labels("job", "j", "instance", "i", "pod", "a", "namespace", "n"));
        Labels series = Labels.of(labels(
                "__name__",
                "m",
                "job",
                "j",
                "instance",
                "i",
                "pod",
                "a",
                "exported_job",
                "inner",
                "path",
                "/",
                "namespace",
                "own"));
        assertThat(Endpoints.exposed(series, endpoint).labels())
                .isEqualTo(Map.of("job", "inner", "path", "/", "namespace", "own"));
    }

    @Test
    void rulesAndReportsAreNotExposed() {
        assertThat(List.of("up", "scrape_duration_seconds", "job:http:rate5m", "ALERTS", "http_requests_total"))
                .filteredOn(Targets::isExposed)
                .containsExactly("http_requests_total");
    }
}
