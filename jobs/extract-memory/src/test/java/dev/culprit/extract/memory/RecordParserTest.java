package dev.culprit.extract.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordParserTest {
    private static final String NOON = "2026-11-17T12:00:00Z";
    private static final String LIMIT = "container_memory_limit";
    private static final String PERCENT = "container_memory_utilization_over_container_limit";

    private final RecordParser parser = new RecordParser(null, new Sightings());

    @Test
    void aContainersReadingNamesWorkloadPodAndContainer() throws UnreadableException {
        assertThat(parse(StreamLine.limit("shop-1", "proxy", NOON, 64e6)))
                .isEqualTo(new Reading(
                        MemoryMetric.CONTAINER_LIMIT,
                        new Measured("eks-prod", "web", "shop", "shop-1", "proxy"),
                        Instant.parse(NOON),
                        64e6,
                        1));
    }

    @Test
    void theValueIsTheAverageOfTheSamples() throws UnreadableException {
        assertThat(parse(StreamLine.line(PERCENT, StreamLine.container("shop-1", "proxy"), NOON, 90, 2))
                        .value())
                .isEqualTo(45);
    }

    @Test
    void restartsAreTheSum() throws UnreadableException {
        String line = StreamLine.line("pod_number_of_container_restarts", StreamLine.pod("shop-1"), NOON, 3, 2);
        assertThat(parse(line).value()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ClusterName\":\"c\",\"Namespace\":\"n\",\"PodName\":\"w\",\"ContainerName\":\"x\"}",
                "{\"ClusterName\":\"c\"}",
                "{}",
                "{\"ClusterName\":\"c\",\"Namespace\":\"n\",\"PodName\":\"w\",\"FullPodName\":\"p\"}",
                "{\"ClusterName\":\"c\",\"Namespace\":\"n\",\"PodName\":\"w\",\"FullPodName\":\"p\",\"ContainerName\":\"x\",\"LaunchType\":\"fargate\"}"
            })
    void otherDimensionsAreOfSomethingElse(String dimensions) throws UnreadableException {
        assertThat(parse(StreamLine.line(LIMIT, dimensions, NOON, 1, 1))).isNull();
    }

    @Test
    void otherNamespacesMetricsAndClustersAreNotOurs() throws UnreadableException {
        String dimensions = StreamLine.container("shop-1", "proxy");
        assertThat(parse(StreamLine.line("AWS/EC2", LIMIT, dimensions, 1, 1, 1)))
                .isNull();
        assertThat(parse(StreamLine.line("node_memory_limit", dimensions, NOON, 1, 1)))
                .isNull();
        RecordParser ofTest = new RecordParser("eks-test", new Sightings());
        byte[] line = StreamLine.limit("shop-1", "proxy", NOON, 1).getBytes(StandardCharsets.UTF_8);
        assertThat(ofTest.parse(line, line.length)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    container_memory_limit | 0      | 1 | container_memory_limit is 0
                    container_memory_limit | -5     | 1 | container_memory_limit is negative
                    container_memory_limit | NaN    | 1 | container_memory_limit is not a finite number
                    container_memory_limit | 1e999  | 1 | container_memory_limit is not a finite number
                    container_memory_limit | 5      | 0 | value.count is not positive
                    container_memory_limit | 5      | NaN | value.count is not positive
                    container_memory_limit | "5"    | 1 | value.sum is missing or not a number
                    container_memory_limit | 5      | null | value.count is missing or not a number
                    """)
    void aValueThatMakesNoSenseIsUnreadable(String metric, String sum, String samples, String reason) {
        String line = StreamLine.line(metric, StreamLine.container("shop-1", "proxy"), NOON, sum, samples);
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    hello                                  | not JSON
                    {"namespace":"ContainerInsights"       | not JSON
                    {} {}                                  | not JSON
                    []                                     | not a JSON object
                    17                                     | not a JSON object
                    {}                                     | namespace is missing or not text
                    {"namespace":null}                     | namespace is missing or not text
                    {"namespace":"ContainerInsights"}      | metric_name is missing or not text
                    {"namespace":"ContainerInsights","metric_name":"container_memory_limit"} | dimensions is missing or not an object
                    {"namespace":"ContainerInsights","metric_name":"pod_memory_limit","dimensions":{"ClusterName":1,"Namespace":"n","PodName":"w","FullPodName":"p"}} | ClusterName is missing or not text
                    {"namespace":"ContainerInsights","metric_name":"pod_memory_limit","dimensions":{"ClusterName":"c","Namespace":"n","PodName":"w","FullPodName":"p"},"timestamp":"noon"} | timestamp is missing or not a number of milliseconds
                    {"namespace":"ContainerInsights","metric_name":"pod_memory_limit","dimensions":{"ClusterName":"c","Namespace":"n","PodName":"w","FullPodName":"p"},"timestamp":1} | value is missing or not an object
                    """)
    void aRecordOfAnotherShapeIsUnreadable(String line, String reason) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(reason);
    }

    private Reading parse(String line) throws UnreadableException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, bytes.length);
    }
}
