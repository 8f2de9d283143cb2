package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.report.Reports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose program it is, and what is told to whoever runs it. */
final class RemediesTest {
    private final Remedies remedies = Remedies.load();

    @ParameterizedTest
    @CsvSource({
        "istio_requests_total, source_workload, 'Remove source_workload in the proxy'",
        "istio_unheard_of, destination_app, 'Remove destination_app in the proxy'",
        "envoy_cluster_upstream_rq, envoy_cluster_name, Have Envoy not make",
        "http_server_requests_seconds, uri, Have requests matched by a pattern: the pattern becomes uri",
        "http_client_requests_seconds, uri, 'Give the URL as a template: its variables stay out of uri'",
        "jvm_requests_seconds, uri, Record the route's template instead of uri",
        "hikaricp_connections, pool, Drop pool with a Micrometer MeterFilter",
        "grpc_server_handled_total, customer, Take customer out of the vector",
        "http_requests_total, path, 'Record the route''s template in path, not the path'",
        "http_requests_total, customer, Bound the values of customer where the metric is made",
        "orders_total, customer, Bound the values of customer where the metric is made"
    })
    void withoutATargetTheMetricsNameDecides(String metric, String label, String title) {
        Remedy remedy = remedies.remedyFor(Reports.PROXY, Makers.culprit(List.of(label), metric));
        assertThat(remedy.title()).startsWith(title);
    }

    @ParameterizedTest
    @CsvSource({
        "jvm_threads_live_threads, Drop customer with a Micrometer MeterFilter, java",
        "jvm_threads_current, Bound the values of customer before they reach the collector, java",
        "nodejs_version_info, Bound the values of customer before they reach prom-client, javascript",
        "python_info, Bound the values of customer before they reach prometheus_client, python",
        "go_goroutines, Take customer out of the vector, go",
        "target_info, 'Leave customer out, with an OpenTelemetry view', yaml",
        "push_time_seconds, Push under fewer groups, shell",
        "unheard_of, Bound the values of customer where the metric is made, python"
    })
    void whatTheTargetShowsDecidesNotTheMetricsName(String shown, String title, String language) {
        for (String metric : List.of("orders_total", "http_requests_total", "grpc_server_handled_total")) {
            Remedy remedy = Makers.remedy(shown, null, List.of("customer"), metric);
            assertThat(remedy.title()).startsWith(title);
            assertThat(remedy.language()).isEqualTo(language);
        }
    }

    /** A label that only prometheus_client's workers make tells where nothing else is known. */
    @Test
    void theLabelOfWorkersTellsThatTheyAre() {
        LabelUse workers = new LabelUse(List.of("pid"), List.of("cache_entries"), null);
        assertThat(remedies.remedyFor(Reports.PROXY, workers).title()).startsWith("Sum over the workers");
        assertThat(remedies.elsewhere(Reports.PROXY, workers))
                .singleElement()
                .asString()
                .contains("mark_process_dead");
        Remedies go = remedies.knowing(Map.of(Reports.PROXY, Makers.showing("go_goroutines", null)));
        assertThat(go.remedyFor(Reports.PROXY, workers).language()).isEqualTo("go");
        assertThat(go.elsewhere(Reports.PROXY, workers)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "go_goroutines, go, net_sock_peer_port, true",
        "jvm_thread_count, java, net_sock_peer_port, true",
        "python_info, python, client_address, true",
        "nodejs_version_info, javascript, customer, false",
        "dotnet_gc_collections_count_total, yaml, customer, false"
    })
    void anOpenTelemetryViewIsInTheProgramsLanguage(String shown, String language, String label, boolean peer) {
        Remedy remedy = Makers.remedy("target_info " + shown, null, List.of(label), "requests_inflight");
        assertThat(remedy.language()).isEqualTo(language);
        assertThat(remedy.text().contains("upgrade it first")).isEqualTo(peer);
        assertThat(remedy.alternatives()).anyMatch(other -> other.title().startsWith("Cap the number of series"));
    }

    @Test
    void aPushgatewayIsNotTakenForTheGoProgramThatItIs() {
        Remedies knowing = remedies.knowing(
                Map.of(Reports.PROXY, new Exporter(Set.of("go_goroutines", "push_time_seconds"), null)));
        assertThat(knowing.remedyFor(Reports.PROXY, Makers.culprit(List.of("run"), "job_seconds"))
                        .language())
                .isEqualTo("shell");
    }

    /** Container, its metric, the labels that grew, what the target shows; then how an operator of that software would begin. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pushgateway   | batch_rows_total                      | instance                  | pushgateway_build_info        | Push under fewer groups",
                "pushgateway   | batch_rows_read                       | run_id                    | go_goroutines                 | Push under fewer groups",
                "otel-collector| traces_span_metrics_calls_total       | k8s_pod_name              | target_info                   | Bound the span metrics connector",
                "partner-sync  | http_client_requests_seconds          | uri                       | jvm_threads_live_threads      | Give the URL as a template",
                "gateway       | http_server_requests_seconds          | uri                       | jvm_threads_live_threads      | Have requests matched by a pattern",
                "linkerd-proxy | request_total                         | authority                 | unheard_of                    | Upgrade the Linkerd proxy",
                "vector        | vector_component_received_bytes_total | pod_name                  | unheard_of                    | Let idle internal metrics expire",
                "web           | flask_http_request_duration_seconds   | pid                       | python_info                   | Sum over the workers",
                "api           | litestar_requests_total               | path                      | python_info                   | Record the route's template, with group_path",
                "workflow-controller | argo_workflows_pods_total_count | namespace                 | go_goroutines                 | Let metrics expire, and leave namespace out",
                "controller    | nginx_ingress_controller_requests     | host                      | go_goroutines                 | Leave out hosts and the families that grow",
                "daprd         | dapr_http_server_request_count        | path                      | go_goroutines                 | Switch increasedCardinality off",
                "statsd-exporter | legacy_hits_total                   | user                      | statsd_exporter_metrics_total | Give mappings a ttl",
                "orders        | request_duration_millis_milliseconds  | net_sock_peer_port        | target_info                   | Leave net_sock_peer_port out, with an OpenTelemetry view",
                "caddy         | caddy_http_requests_total             | host                      | go_goroutines                 | Take per_host out",
                "litellm       | litellm_spend_metric_total            | end_user                  | python_info                   | Take end_user out of all metrics",
                "manager       | reflector_lists_total                 | name                      | go_goroutines                 | Upgrade client-go",
                "kube-state-metrics | kube_job_info                    | job_name                  | go_goroutines                 | Let finished objects go",
                "cert-manager-controller | certmanager_certificate_ready_status | name           | go_goroutines                 | Delete certificates and requests",
                "otc-container | otelcol_exporter_sent_spans_total     | exporter                  | go_goroutines                 | Turn the collector's own telemetry down",
                "etcd          | etcd_server_requests_total            | client                    | go_goroutines                 | Look for a switch of etcd"
            })
    void programsThatOthersMakeAreConfigured(
            String container, String metric, String label, String shown, String title) {
        ReplicatedContainer subject = new ReplicatedContainer("prod", "web", "any", container);
        Remedy remedy = remedies.knowing(Map.of(subject, new Exporter(Set.of(shown), null)))
                .remedyFor(subject, Makers.culprit(List.of(label), metric));
        assertThat(remedy.title()).startsWith(title);
    }

    /** What a server keeps of others is left out where it is scraped: by the name that it has there. */
    @Test
    void aServerIsSparedAtTheScrapeOfTheJob() {
        ReplicatedContainer server = new ReplicatedContainer("prod", "monitoring", "prometheus", "prometheus");
        Remedies known = remedies.knowing(Map.of(server, new Exporter(Set.of("prometheus_tsdb_head_series"), null)));
        Remedy remedy = known.remedyFor(
                server, new LabelUse(List.of("path"), List.of("shop:requests", "web:shop:requests", "shop:b"), null));
        assertThat(remedy.title()).contains("where shop and web:shop is scraped");
        assertThat(remedy.snippet())
                .contains("# the scrape job of shop and web:shop", "metric_relabel_configs:", "sample_limit:")
                .contains("regex: \"(requests|b)(_bucket|_sum|_count)?\"");
        assertThat(remedy.query()).contains("\"requests(_bucket|_sum|_count)?\"");
        assertThat(known.remedyFor(server, new LabelUse(List.of("path"), List.of("shop:a", "own"), null))
                        .snippet())
                .as("one of its own too")
                .doesNotContain("sample_limit");
        assertThat(remedies.remedyFor(server, new LabelUse(List.of("path"), List.of("vllm:request_success"), null))
                        .snippet())
                .as("a program whose own names have a colon")
                .doesNotContain("sample_limit");
    }

    @ParameterizedTest
    @MethodSource("dev.culprit.report.remedy.Makers#all")
    void codeIsForOnesOwnProgramAndAnOperatorFindsAnotherWay(String metric, String shown) {
        Remedy remedy = Makers.remedy(shown, null, List.of("customer"), metric);
        boolean operators = remedy.alternatives().stream()
                .anyMatch(other -> other.title().startsWith("If others make istio-proxy"));
        assertThat(remedy.text().contains("for a program of your own")).isEqualTo(operators);
        if (Set.of("java", "go", "javascript").contains(remedy.language())) {
            assertThat(operators).isTrue();
        }
    }
}
