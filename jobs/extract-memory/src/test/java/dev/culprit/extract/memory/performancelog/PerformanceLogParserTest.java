package dev.culprit.extract.memory.performancelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.files.ParsedRecord;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PerformanceLogParserTest {
    private static final Instant TIME = Instant.parse("2026-11-17T12:00:31.364Z");
    private static final MetricSubject PROXY =
            new MetricSubject("eks-prod", "web", "wp-proxy", "wp-proxy-7d9c5b6f4-k2x8p", "istio-proxy");

    private final PerformanceLogDiagnostics diagnostics = new PerformanceLogDiagnostics(null);
    private final PerformanceLogParser parser = new PerformanceLogParser(null, diagnostics);

    @Test
    void anEventOfKubernetesTellsTheWorkingSetItself() throws UnreadableException {
        assertThat(ParsedRecord.of(parser, PerformanceLogEvents.eks(TIME, 41_795_584))
                        .readings())
                .containsExactly(
                        reading(Quantity.WORKING_SET, 41_795_584),
                        reading(Quantity.LIMIT, 67_108_864),
                        reading(Quantity.RESTARTS, 0),
                        reading(Quantity.OOM_KILLED, 0));
    }

    /** The agent adds limit, restarts and status to {@code spec.containers} only. */
    @Test
    void anInitContainersEventHasItsWorkingSetAllTheSame() throws UnreadableException {
        assertThat(ParsedRecord.of(parser, PerformanceLogEvents.nativeSidecar(TIME, 41_795_584))
                        .readings())
                .containsExactly(reading(Quantity.WORKING_SET, 41_795_584), reading(Quantity.OOM_KILLED, 0));
    }

    @Test
    void theLastTerminationIsTheGaugeOfKills() throws UnreadableException {
        String event = PerformanceLogEvents.eks(TIME, 1)
                .replace(
                        "\"number_of_container_restarts\":0",
                        "\"number_of_container_restarts\":1," + "\"container_last_termination_reason\":\"OOMKilled\"");
        assertThat(ParsedRecord.of(parser, event).readings())
                .contains(reading(Quantity.RESTARTS, 1), reading(Quantity.OOM_KILLED, 1));
    }

    @Test
    void namesOutsideOfTheBlobDoToo() throws UnreadableException {
        String event = PerformanceLogEvents.eks(TIME, 1)
                .replaceAll(
                        "\"kubernetes\":\\{.*\\}\\}",
                        "\"kubernetes\":{},"
                                + "\"ContainerName\":\"istio-proxy\",\"FullPodName\":\"wp-proxy-7d9c5b6f4-k2x8p\"}");
        assertThat(ParsedRecord.of(parser, event).readings()).contains(reading(Quantity.WORKING_SET, 1));
    }

    @Test
    void anEventOfEcsTellsMegabytes() throws UnreadableException {
        MetricSubject task =
                new MetricSubject("MyCluster", "ecs", "sleep360", "7ac4dfba69214411b4783a3b8189c9ba", "sleep");
        Instant time = Instant.ofEpochMilli(1_623_963_900_000L);
        assertThat(ParsedRecord.of(parser, PerformanceLogEvents.ecs(time, 12)).readings())
                .containsExactly(new Reading(Quantity.MEGABYTES, task, time, 12, 1));
        String ofService =
                PerformanceLogEvents.ecs(time, 12).replace("\"TaskId\"", "\"ServiceName\":\"web\",\"TaskId\"");
        assertThat(ParsedRecord.of(parser, ofService)
                        .readings()
                        .get(0)
                        .subject()
                        .workload())
                .isEqualTo("web");
    }

    @Test
    void anExportsTimeAndASubscriptionsEnvelopeAreTakenOff() throws UnreadableException {
        String event = PerformanceLogEvents.eks(TIME, 7);
        assertThat(ParsedRecord.of(parser, "2026-11-17T12:00:31.364Z " + event).readings())
                .hasSize(4);
        String message = PerformanceLogEvents.message(event, "not JSON", PerformanceLogEvents.ecs(TIME, 5));
        ParsedRecord parsed = ParsedRecord.of(parser, message);
        assertThat(parsed.readings()).hasSize(5);
        assertThat(parsed.unreadable()).containsExactly("not JSON");
        assertThat(ParsedRecord.of(parser, "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"x\"}]}"))
                .isEqualTo(new ParsedRecord(java.util.List.of(), java.util.List.of()));
    }

    @Test
    void otherTypesAndClustersAreNotOurs() throws UnreadableException {
        String pod = PerformanceLogEvents.eks(TIME, 7).replace("\"Type\":\"Container\"", "\"Type\":\"Pod\"");
        assertThat(ParsedRecord.of(parser, pod).readings()).isEmpty();
        assertThat(diagnostics.ofOthers()).isEqualTo(1);
        PerformanceLogParser ofTest = new PerformanceLogParser("eks-test", diagnostics);
        assertThat(ParsedRecord.of(ofTest, PerformanceLogEvents.eks(TIME, 7)).readings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            "Type":"Container",                       | -                                    | Type is missing or not text
            "ClusterName":"eks-prod",                 | -                                    | ClusterName is missing or not text
            "container_memory_working_set":1,         | -                                    | container_memory_working_set is missing or not a number
            "container_memory_working_set":1,         | "container_memory_working_set":"1",  | container_memory_working_set is missing or not a number
            "container_memory_working_set":1,         | "container_memory_working_set":-1,   | container_memory_working_set is negative
            "container_memory_limit":67108864,        | "container_memory_limit":NaN,        | container_memory_limit is not a finite number
            "Timestamp":"1794916831364",              | "Timestamp":"noon",                  | Timestamp is missing or not a number of milliseconds
            "pod_name":"wp-proxy-7d9c5b6f4-k2x8p"     | "pod_id":"1"                         | pod_name is missing or not text
            {                                         | -                                    | not JSON
            """)
    void anEventOfAnotherShapeIsUnreadable(String part, @Nullable String replacement, String reason) {
        String event = PerformanceLogEvents.eks(TIME, 1);
        assertThat(event).contains(part);
        String bad = event.replace(part, replacement == null ? "" : replacement);
        assertThatThrownBy(() -> ParsedRecord.of(parser, bad))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(reason);
    }

    @Test
    void anExportsTestFileIsNoEvent() {
        assertThatThrownBy(() -> ParsedRecord.of(parser, "Permission Check Successful"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("not JSON");
    }

    private static Reading reading(Quantity quantity, double value) {
        return new Reading(quantity, PROXY, TIME, value, 1);
    }
}
