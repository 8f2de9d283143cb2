package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IstioRemediesTest {
    private final Remedies remedies = Remedies.load();

    @Test
    void istioLabelsAreRemovedByTheirNamesFromTheMetricsThatGrow() {
        Remedy remedy = remedies.remedyFor(
                Reports.PROXY, Makers.culprit(Findings.HOSTS, "istio_requests_total", "istio_response_bytes"));
        assertThat(remedy.snippet()).isEqualTo("""
                        apiVersion: telemetry.istio.io/v1   # v1alpha1 before Istio 1.22
                        kind: Telemetry
                        metadata:
                          name: bound-destination-labels
                          namespace: web   # the root namespace (istio-system) for the whole mesh
                        spec:
                          metrics:
                            - providers:
                                - name: prometheus
                              overrides:
                                - match:
                                    metric: REQUEST_COUNT
                                    mode: CLIENT_AND_SERVER
                                  tagOverrides:
                                    destination_service:
                                      operation: REMOVE
                                    destination_service_name:
                                      operation: REMOVE
                                - match:
                                    metric: RESPONSE_SIZE
                                    mode: CLIENT_AND_SERVER
                                  tagOverrides:
                                    destination_service:
                                      operation: REMOVE
                                    destination_service_name:
                                      operation: REMOVE""");
        assertThat(remedy.language()).isEqualTo("yaml");
        assertThat(remedies.remedyFor(
                                Reports.PROXY,
                                new LabelUse(
                                        Findings.HOSTS, List.of("istio_requests_total", "istio_response_bytes"), null))
                        .snippet())
                .as("of a suspect, too")
                .isEqualTo(remedy.snippet());
        assertThat(remedy.saving())
                .isEqualTo("Saves about 26,000 live series and 61 MB per container, as at the end of the period.");
    }

    @ParameterizedTest
    @CsvSource({
        ", true, true",
        "17, false, false",
        "18, true, false",
        "27, true, false",
        "28, false, true",
        "31, false, true"
    })
    void theWayToLetSeriesExpireIsThatOfTheVersion(Integer minor, boolean rotation, boolean eviction) {
        Remedy remedy = Makers.remedy("istio_build", minor, Findings.HOSTS, "istio_requests_total");
        List<String> snippets =
                remedy.alternatives().stream().map(Remedy::snippet).toList();
        assertThat(snippets.stream().anyMatch(text -> text.contains("METRIC_ROTATION_INTERVAL")))
                .isEqualTo(rotation);
        assertThat(snippets.stream().anyMatch(text -> text.contains("statsEvictionInterval")))
                .isEqualTo(eviction);
        assertThat(snippets.stream().filter(text -> text.contains("disable_host_header_fallback: true")))
                .hasSize(1);
        String api = minor != null && minor < 22 ? "telemetry.istio.io/v1alpha1\n" : "telemetry.istio.io/v1";
        assertThat(remedy.snippet()).startsWith("apiVersion: " + api);
    }

    @ParameterizedTest
    @CsvSource({
        "1.27.3, 27",
        "1.28.0-distroless, 28",
        "1.9, 9",
        "1.24.1-tetrate-v0, 24",
        "unknown,",
        "2.1.0,",
        "1.x,",
        "'',"
    })
    void versionsAreReadAsBuildsWriteThem(String tag, Integer minor) {
        assertThat(Exporter.istioMinor(tag)).isEqualTo(minor);
    }
}
