package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Saving;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemediesTest {
    private final Remedies remedies = Remedies.load();

    @Test
    void istioLabelsAreRemovedByTheirNamesFromTheMetricsThatGrow() {
        Remedy remedy = remedies.remedyFor(
                Samples.PROXY, culprit(Findings.HOSTS, "istio_requests_total", "istio_response_bytes"));
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
        assertThat(String.join(" ", remedy.caveats()))
                .contains("statsEvictionInterval", "METRIC_ROTATION_INTERVAL", "1.28", "disable_host_header_fallback");
    }

    @ParameterizedTest
    @CsvSource({
        "istio_requests_total, source_workload, 'Remove source_workload in the proxy'",
        "istio_unheard_of, destination_app, 'Remove destination_app in the proxy'",
        "envoy_cluster_upstream_rq, envoy_cluster_name, Have Envoy not make",
        "http_server_requests_seconds, uri, Record the route's template instead of uri",
        "hikaricp_connections, pool, Drop pool with a Micrometer MeterFilter",
        "grpc_server_handled_total, customer, Take customer out of the vector",
        "http_requests_total, path, 'Record the route''s template in path, not the path'",
        "orders_total, customer, Bound the values of customer where the metric is made"
    })
    void everyEcosystemHasItsOwn(String metric, String label, String title) {
        Remedy remedy = remedies.remedyFor(Samples.PROXY, culprit(List.of(label), metric));
        assertThat(remedy.title()).startsWith(title);
        assertThat(remedy.text() + remedy.snippet() + remedy.caveats())
                .doesNotContain("{{", "{%")
                .contains("Lost: ");
    }

    @Test
    void namesThatWouldBreakASnippetAreQuotedThere() {
        Remedy remedy = remedies.remedyFor(
                Samples.PROXY, culprit(List.of("a:\n  operation: UPSERT #\""), "istio_requests_total"));
        assertThat(remedy.snippet()).contains("            \"a:\\\\n  operation: UPSERT #\\\"\":\n");
    }

    private static Culprit culprit(List<String> labels, String... metrics) {
        return new Culprit(
                labels, List.of(metrics), 0.9, Findings.FROM, 1, 1, 1, null, "*", List.of(), new Saving(1, 1));
    }
}
