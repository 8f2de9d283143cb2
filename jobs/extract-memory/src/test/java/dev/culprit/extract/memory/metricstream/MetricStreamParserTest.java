package dev.culprit.extract.memory.metricstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.files.ParsedRecord;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricStreamParserTest {
    private static final String NOON = "2026-11-17T12:00:00Z";
    private static final String LIMIT = "container_memory_limit";
    private static final String PERCENT = "container_memory_utilization_over_container_limit";

    private final MetricStreamParser parser = parser(null);

    @Test
    void aContainersReadingNamesWorkloadPodAndContainer() throws UnreadableException {
        assertThat(parse(StreamLine.limit("shop-1", "proxy", NOON, 64e6)))
                .isEqualTo(new Reading(
                        Quantity.LIMIT,
                        new MetricSubject("eks-prod", "web", "shop", "shop-1", "proxy"),
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
        assertThat(all(parser("eks-test"), StreamLine.limit("shop-1", "proxy", NOON, 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    container_memory_limit | 0      | 1 | container_memory_limit is 0
                    container_memory_limit | -5     | 1 | container_memory_limit is negative
                    container_memory_limit | NaN    | 1 | container_memory_limit is not a finite number
                    container_memory_limit | 1e999  | 1 | container_memory_limit is not a finite number
                    container_memory_utilization_over_container_limit | 1e300 | 1 | container_memory_utilization_over_container_limit is more than 1,000 %
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

    @Test
    void moreThanAnyMachineHasIsUnreadable() {
        assertThatThrownBy(() -> parse(StreamLine.workingSet("shop-1", NOON, 1e300)))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("pod_memory_working_set is more than 32 TiB: is that the unit?");
    }

    @Test
    void aLimitBeyondAllMemoryIsNone() throws UnreadableException {
        String line = StreamLine.line(LIMIT, StreamLine.container("shop-1", "proxy"), NOON, "9.2e18", "1");
        assertThat(parse(line).value()).isEqualTo(9.2e18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1794873600", "1794873600000000", "4102444800000"})
    void aTimeOfNoDayThatIsAskedForIsUnreadable(String timestamp) {
        String line = StreamLine.limit("shop-1", "proxy", NOON, 64)
                .replaceFirst("\"timestamp\":\\d+", "\"timestamp\":" + timestamp);
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("timestamp is not of this century: is that the unit?");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "Bytes"     | 64
                    "Kilobytes" | 64e3
                    "Megabytes" | 64e6
                    "Gigabytes" | 64e9
                    "Terabytes" | 64e12
                    "Bits"      | 8
                    "Kilobits"  | 8e3
                    "Megabits"  | 8e6
                    "Gigabits"  | 8e9
                    "Terabits"  | 8e12
                    "None"      | 64
                    null        | 64
                    """)
    void aLimitIsInBytesWhateverUnitItIsToldIn(String unit, double bytes) throws UnreadableException {
        String line = StreamLine.limit("shop-1", "proxy", NOON, 64).replace("\"None\"", unit);
        assertThat(parse(line).value()).isEqualTo(bytes);
    }

    @Test
    void aRecordWithoutAUnitIsInBytes() throws UnreadableException {
        String line = StreamLine.limit("shop-1", "proxy", NOON, 64).replace(",\"unit\":\"None\"", "");
        assertThat(parse(line).value()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    container_memory_limit | "Percent"      | unit Percent where bytes are expected
                    container_memory_limit | "Count"        | unit Count where bytes are expected
                    container_memory_limit | "Seconds"      | unit Seconds where bytes are expected
                    container_memory_limit | "Bytes/Second" | unit Bytes/Second where bytes are expected
                    container_memory_limit | "furlongs"     | an unknown unit where bytes are expected
                    container_memory_limit | 1              | unit is missing or not text
                    container_memory_utilization_over_container_limit | "Bytes" | unit Bytes where a percentage is expected
                    """)
    void aRecordInAUnitOfSomethingElseIsUnreadable(String metric, String unit, String reason) {
        String line = StreamLine.line(metric, StreamLine.container("shop-1", "proxy"), NOON, 5, 1)
                .replace("\"None\"", unit);
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(reason);
    }

    @Test
    void restartsAreACount() throws UnreadableException {
        String line = StreamLine.line("pod_number_of_container_restarts", StreamLine.pod("shop-1"), NOON, 3, 2);
        assertThat(parse(line.replace("\"None\"", "\"Count\"")).value()).isEqualTo(3);
        assertThatThrownBy(() -> parse(line.replace("\"None\"", "\"Count/Second\"")))
                .hasMessage("unit Count/Second where a count is expected");
    }

    @Test
    void megabytesOfEcsAreMebibytes() throws UnreadableException {
        String line = ecs(
                "ContainerMemoryUtilized",
                "{\"ClusterName\":\"shop\",\"ServiceName\":\"web\",\"TaskId\":\"7ac4\",\"ContainerName\":\"envoy\"}");
        assertThat(parse(line.replace("\"None\"", "\"Megabytes\"")).value()).isEqualTo(64);
        assertThat(parse(line.replace("\"None\"", "\"Bytes\"")).value()).isEqualTo(64 / 1048576.0);
        assertThatThrownBy(() -> parse(line.replace("\"None\"", "\"Percent\"")))
                .hasMessage("unit Percent where bytes are expected");
    }

    @Test
    void theSmallestAndTheLargestNodeAreOfOneRecord() throws UnreadableException {
        String line = StreamLine.line("node_memory_limit", "{\"ClusterName\":\"eks-prod\"}", NOON, 3000, 2)
                .replace("\"max\":1.0,\"min\":1.0", "\"max\":2000,\"min\":1000");
        assertThat(all(parser, line))
                .extracting(reading -> reading.quantity() + " " + reading.value())
                .containsExactly("SMALLEST_NODE 1000.0", "LARGEST_NODE 2000.0");
    }

    @Test
    void ecsTasksAndTheirContainersAreRead() throws UnreadableException {
        String service =
                "{\"ClusterName\":\"shop\",\"ServiceName\":\"web\",\"TaskId\":\"7ac4\",\"ContainerName\":\"envoy\"}";
        String family = "{\"ClusterName\":\"shop\",\"TaskDefinitionFamily\":\"batch\",\"TaskId\":\"9be1\"}";
        assertThat(parse(ecs("ContainerMemoryUtilized", service)))
                .isEqualTo(new Reading(
                        Quantity.MEGABYTES,
                        new MetricSubject("shop", "ecs", "web", "7ac4", "envoy"),
                        Instant.parse(NOON),
                        64,
                        1));
        assertThat(parse(ecs("MemoryUtilized", family)).subject())
                .isEqualTo(new MetricSubject("shop", "ecs", "batch", "9be1", null, true));
        assertThat(parse(ecs("MemoryUtilized", "{\"ClusterName\":\"shop\",\"ServiceName\":\"web\"}")))
                .as("an average over tasks")
                .isNull();
        assertThat(parse(ecs("container_memory_limit", service))).isNull();
    }

    private static String ecs(String metric, String dimensions) {
        return StreamLine.line(
                "ECS/ContainerInsights", metric, dimensions, Instant.parse(NOON).toEpochMilli(), 64, 1);
    }

    private static MetricStreamParser parser(@Nullable String cluster) {
        return new MetricStreamParser(cluster, new MetricStreamDiagnostics(cluster));
    }

    private @Nullable Reading parse(String line) throws UnreadableException {
        List<Reading> readings = all(parser, line);
        assertThat(readings).hasSizeLessThan(2);
        return readings.isEmpty() ? null : readings.get(0);
    }

    private static List<Reading> all(MetricStreamParser parser, String line) throws UnreadableException {
        return ParsedRecord.of(parser, line).readings();
    }
}
