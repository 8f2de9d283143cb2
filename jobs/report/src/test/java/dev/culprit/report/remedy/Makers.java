package dev.culprit.report.remedy;

import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The programs that remedies are tried on, and what their makers' targets show. */
final class Makers {
    /** A metric that grows and what families the target shows beside it; where there are none, nothing is known of the target. */
    static final Map<String, String> MAKERS = Map.ofEntries(
            Map.entry("istio_requests_total", "istio_build"),
            Map.entry("envoy_cluster_upstream_rq", "envoy_server_live"),
            Map.entry("job_last_success", "push_time_seconds"),
            Map.entry("requests", "target_info"),
            Map.entry("requests_inflight", "target_info go_goroutines"),
            Map.entry("requests_parsed", "target_info jvm_thread_count"),
            Map.entry("requests_served", "target_info python_info"),
            Map.entry("requests_sent", "target_info nodejs_version_info"),
            Map.entry("http_client_requests_seconds", "jvm_threads_live_threads"),
            Map.entry("http_server_requests_seconds", "jvm_threads_live_threads"),
            Map.entry("spring_cloud_gateway_requests_seconds", "jvm_threads_live_threads"),
            Map.entry("traces_service_graph_request_total", "target_info"),
            Map.entry("orders_created_total", "jvm_threads_live_threads"),
            Map.entry("orders_total", "jvm_threads_current"),
            Map.entry("orders_seen_total", "nodejs_version_info"),
            Map.entry("orders_paid_total", "python_info"),
            Map.entry("orders_sent_total", "go_goroutines"),
            Map.entry("response_latency_ms", ""),
            Map.entry("dapr_http_server_request_count", "go_goroutines"),
            Map.entry("nginx_ingress_controller_requests", "go_goroutines"),
            Map.entry("traefik_router_requests_total", "go_goroutines"),
            Map.entry("caddy_http_requests_total", "go_goroutines"),
            Map.entry("vector_component_sent_events_total", "unheard_of"),
            Map.entry("traces_span_metrics_calls_total", "target_info"),
            Map.entry("otelcol_exporter_sent_spans_total", "go_goroutines"),
            Map.entry("kube_job_info", "go_goroutines"),
            Map.entry("argo_workflows_gauge", "go_goroutines"),
            Map.entry("certmanager_certificate_ready_status", "go_goroutines"),
            Map.entry("rabbitmq_queue_messages", "unheard_of"),
            Map.entry("litellm_spend_metric_total", "python_info"),
            Map.entry("litestar_requests_total", "python_info"),
            Map.entry("reflector_watches_total", "go_goroutines"),
            Map.entry("legacy_hits_total", "statsd_exporter_metrics_total"),
            Map.entry("log_hits_total", "prog_loads_total"),
            Map.entry("argocd_app_info", "go_goroutines"),
            Map.entry("http_requests_total", ""),
            Map.entry("orders_lost_total", "unheard_of"));

    /** Read once: there are 30 files, and thousands of remedies are asked for. */
    private static final Remedies REMEDIES = Remedies.load();

    private Makers() {}

    /** Each of them, as arguments of a trial: a metric and what the target shows. */
    static Stream<Arguments> all() {
        return MAKERS.entrySet().stream().map(maker -> Arguments.of(maker.getKey(), maker.getValue()));
    }

    /** The remedy for {@link Reports#PROXY}, of which {@code shown} is known. */
    static Remedy remedy(String shown, @Nullable Integer istio, List<String> labels, String... metrics) {
        return knowing(shown, istio).remedyFor(Reports.PROXY, culprit(labels, metrics));
    }

    /** Keeps the templates that it has read: whoever asks for many of one target's remedies asks the same one. */
    static Remedies knowing(String shown, @Nullable Integer istio) {
        return REMEDIES.knowing(Map.of(Reports.PROXY, showing(shown, istio)));
    }

    static List<Remedy> withAlternatives(Remedy remedy) {
        return Stream.concat(Stream.of(remedy), remedy.alternatives().stream()).toList();
    }

    static Exporter showing(String shown, @Nullable Integer istio) {
        return new Exporter(shown.isEmpty() ? Set.of() : Set.of(shown.split(" ", -1)), istio);
    }

    static Culprit culprit(List<String> labels, String... metrics) {
        return new Culprit(
                labels,
                List.of(metrics),
                0.9,
                Findings.FROM,
                1,
                1,
                1,
                null,
                new LabelValues("*", List.of()),
                new Saving(26_000, 61_000_000));
    }
}
