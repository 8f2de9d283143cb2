package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

final class RemediesTest {
    /** What comes before a closing quote, a comment, an end of line, an interpolation; words that YAML reads otherwise. */
    private static final List<String> HOSTILE = List.of(
            "a:\n  operation: UPSERT #\"",
            "\");System.exit(1);//",
            "\\",
            "\\\"); evil(); (\"",
            "\\u000a evil();",
            "'; rm -rf / #",
            "$(reboot)${HOME}`id`",
            "*/ evil() /*",
            "no",
            "{{ labels }}{% set x = 1 %}",
            "]: *anchor",
            "\u202eright\u0000",
            "# comment",
            "- item",
            "!!java.net.URL [x]");

    /** A metric that grows and what the target shows beside it; where that is empty, nothing is known of the target. */
    static final Map<String, String> MAKERS = Map.ofEntries(
            Map.entry("istio_requests_total", "istio_build"),
            Map.entry("envoy_cluster_upstream_rq", "envoy_server_live"),
            Map.entry("job_last_success", "push_time_seconds"),
            Map.entry("requests", "target_info"),
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
            Map.entry("argocd_app_info", "go_goroutines"),
            Map.entry("http_requests_total", ""),
            Map.entry("orders_lost_total", "unheard_of"));

    private final Remedies remedies = Remedies.load();

    @Test
    void istioLabelsAreRemovedByTheirNamesFromTheMetricsThatGrow() {
        Remedy remedy = remedies.remedyFor(
                Reports.PROXY, culprit(Findings.HOSTS, "istio_requests_total", "istio_response_bytes"));
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
        Remedy remedy = with("istio_build", minor, Findings.HOSTS, "istio_requests_total");
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

    @ParameterizedTest
    @CsvSource({
        "istio_requests_total, source_workload, 'Remove source_workload in the proxy'",
        "istio_unheard_of, destination_app, 'Remove destination_app in the proxy'",
        "envoy_cluster_upstream_rq, envoy_cluster_name, Have Envoy not make",
        "http_server_requests_seconds, uri, Record the route's template instead of uri",
        "hikaricp_connections, pool, Drop pool with a Micrometer MeterFilter",
        "grpc_server_handled_total, customer, Take customer out of the vector",
        "http_requests_total, path, 'Record the route''s template in path, not the path'",
        "http_requests_total, customer, Bound the values of customer where the metric is made",
        "orders_total, customer, Bound the values of customer where the metric is made"
    })
    void withoutATargetTheMetricsNameDecides(String metric, String label, String title) {
        Remedy remedy = remedies.remedyFor(Reports.PROXY, culprit(List.of(label), metric));
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
            Remedy remedy = with(shown, null, List.of("customer"), metric);
            assertThat(remedy.title()).startsWith(title);
            assertThat(remedy.language()).isEqualTo(language);
        }
    }

    @Test
    void aPushgatewayIsNotTakenForTheGoProgramThatItIs() {
        Remedies knowing = remedies.knowing(
                Map.of(Reports.PROXY, new Exporter(Set.of("go_goroutines", "push_time_seconds"), null)));
        assertThat(knowing.remedyFor(Reports.PROXY, culprit(List.of("run"), "job_seconds"))
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
                "partner-sync  | http_client_requests_seconds          | uri                       | jvm_threads_live_threads      | Record the route's template instead of uri",
                "gateway       | http_server_requests_seconds          | uri                       | jvm_threads_live_threads      | Record the route's template instead of uri",
                "linkerd-proxy | request_total                         | authority                 | unheard_of                    | Upgrade the Linkerd proxy",
                "vector        | vector_component_received_bytes_total | pod_name                  | unheard_of                    | Let idle internal metrics expire",
                "web           | flask_http_request_duration_seconds   | pid                       | python_info                   | Sum over the workers",
                "api           | litestar_requests_total               | path                      | python_info                   | Record the route's template, with group_path",
                "workflow-controller | argo_workflows_pods_total_count | namespace                 | go_goroutines                 | Let metrics expire, and leave namespace out",
                "controller    | nginx_ingress_controller_requests     | host                      | go_goroutines                 | Leave hosts and undefined hosts out",
                "daprd         | dapr_http_server_request_count        | path                      | go_goroutines                 | Switch increasedCardinality off",
                "statsd-exporter | legacy_hits_total                   | user                      | statsd_exporter_metrics_total | Give mappings a ttl",
                "orders        | request_duration_millis_milliseconds  | net_sock_peer_port        | target_info                   | Leave net_sock_peer_port out, with an OpenTelemetry view",
                "caddy         | caddy_http_requests_total             | host                      | go_goroutines                 | Take per_host out",
                "litellm       | litellm_spend_metric_total            | end_user                  | python_info                   | Choose the labels in LiteLLM's",
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
                .remedyFor(subject, culprit(List.of(label), metric));
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
    @MethodSource("makers")
    void codeIsForOnesOwnProgramAndAnOperatorFindsAnotherWay(String metric, String shown) {
        Remedy remedy = with(shown, null, List.of("customer"), metric);
        boolean operators = remedy.alternatives().stream()
                .anyMatch(other -> other.title().startsWith("If others make istio-proxy"));
        assertThat(remedy.text().contains("for a program of your own")).isEqualTo(operators);
        if (Set.of("java", "go", "javascript").contains(remedy.language())) {
            assertThat(operators).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void noSnippetIsShortenedHoweverLongTheNames(String metric, String shown) {
        String longMetric = metric + "_" + "m".repeat(300);
        String longLabel = "destination_" + "l".repeat(300);
        for (Remedy remedy : all(with(shown, null, List.of(longLabel), longMetric, metric))) {
            assertThat(remedy.snippet() + remedy.query()).doesNotContain("…", "...");
        }
        Remedy rule = last(with(shown, null, List.of("customer"), longMetric, metric));
        assertThat(rule.snippet()).contains("regex: " + '"' + longMetric + "(_bucket|_sum|_count)?" + '"');
    }

    /** The trials of this class run over {@link #MAKERS}: a program without a line there would be tried by none of them. */
    @Test
    void everyProgramHasALineAmongTheMakersAndNoSnippetAnEllipsis() throws IOException {
        Map<String, Ecosystem> programs = new LinkedHashMap<>();
        for (String file : Remedies.FILES) {
            programs.put(file, ecosystem(file));
        }
        Set<String> tried = new HashSet<>();
        MAKERS.forEach((metric, shown) -> programs.entrySet().stream()
                .filter(program -> program.getValue()
                        .makes(new LabelUse(List.of("customer"), List.of(metric), null), "app", showing(shown, null)))
                .findFirst()
                .ifPresent(program -> tried.add(program.getKey())));
        assertThat(tried).containsExactlyInAnyOrderElementsOf(Remedies.FILES);
        for (String file : List.of(Remedies.SCRAPE_FILE, Remedies.OPERATOR_FILE, Remedies.OBSERVER_FILE)) {
            programs.put(file, ecosystem(file));
        }
        programs.forEach((file, program) -> program.remedies()
                .forEach(remedy ->
                        assertThat(String.join("\n", remedy.snippet())).as(file).doesNotContain("…", "...")));
    }

    private static Ecosystem ecosystem(String file) throws IOException {
        try (InputStream json = Remedies.class.getResourceAsStream(file)) {
            return new ObjectMapper().readValue(json, Ecosystem.class);
        }
    }

    @Test
    void aNameThatNoProgramGivesIsReplacedAndSaidToBe() {
        Remedy remedy = remedies.remedyFor(Reports.PROXY, culprit(List.of("l".repeat(501)), "orders_total"));
        assertThat(remedy.snippet()).contains("NAME_OF_501_CHARACTERS");
        assertThat(remedy.query()).contains("NAME_OF_501_CHARACTERS");
        assertThat(remedy.caveats()).anyMatch(caveat -> caveat.contains("NAME_OF_"));
    }

    @Test
    void longPatternsAreSplitIntoRulesThatMatchTheseFamiliesOnly() {
        List<String> metrics = IntStream.range(0, 40)
                .mapToObj("envoy_cluster_upstream_rq_of_kind_%d"::formatted)
                .toList();
        List<String> patterns = SnippetNames.patterns(metrics);
        assertThat(patterns)
                .hasSizeBetween(2, 20)
                .allSatisfy(pattern -> assertThat(pattern).hasSizeLessThan(260).matches("[a-zA-Z0-9_:.()|?]+"));
        for (String metric : metrics) {
            assertThat(matching(patterns, metric)).isEqualTo(1);
            assertThat(matching(patterns, metric + "_bucket")).isEqualTo(1);
            assertThat(matching(patterns, metric + "_total")).isZero();
            assertThat(matching(patterns, "my_" + metric)).isZero();
        }
    }

    /** Prometheus anchors its regular expressions; what is in them RE2 and Java read alike. */
    private static long matching(List<String> patterns, String name) {
        return patterns.stream()
                .filter(pattern -> Pattern.matches("^(?s:" + pattern + ")$", name))
                .count();
    }

    private static Remedy last(Remedy remedy) {
        return remedy.alternatives().get(remedy.alternatives().size() - 1);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void theRelabelRuleComesLastAndPromisesNothing(String metric, String shown) {
        Remedy remedy = with(shown, null, List.of("customer"), metric);
        Remedy last = last(remedy);
        assertThat(last.title()).contains("it frees nothing in the container");
        assertThat(last.saving()).startsWith("Saves 0 MB in the container");
        Map<String, Object> config = yaml(last.snippet());
        assertThat(config.toString()).contains("action=drop").contains("regex=" + metric + "(_bucket|_sum|_count)?");
        assertThat(remedy.alternatives())
                .allSatisfy(each -> assertThat(each.alternatives()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void everyRemedyIsWholeAndSaysWhatIsLost(String metric, String shown) {
        for (String label : List.of("path", "destination_service", "customer")) {
            for (Remedy remedy : all(with(shown, null, List.of(label), metric))) {
                assertThat(remedy.title() + remedy.text() + remedy.snippet() + remedy.caveats())
                        .doesNotContain("{%", "[]", "  ,")
                        .contains("Lost: ");
                assertThat(remedy.snippet()).isNotBlank();
                assertThat(remedy.saving()).startsWith("Saves ").endsWith(".");
                assertThat(remedy.watch()).startsWith("Afterwards ").endsWith(".");
                assertThat(remedy.query())
                        .isEqualTo("count(count by (%s) ({__name__=~\"%s(_bucket|_sum|_count)?\"}))"
                                .formatted(label, metric));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void hostileNamesStayNamesInEveryLanguage(String metric, String shown) {
        for (String label : List.of("path", "destination_service", "customer")) {
            Remedy plain = with(shown, null, List.of(label), metric);
            for (String hostile : HOSTILE) {
                // A prefix of the label chooses the entry, so keep it.
                Remedy attacked = with(shown, null, List.of(label, hostile), metric, hostile);
                Remedy harmless = with(shown, null, List.of(label, "other"), metric, "other_metric");
                assertThat(all(attacked)).hasSameSizeAs(all(plain));
                for (int i = 0; i < all(attacked).size(); i++) {
                    assertSameShape(all(attacked).get(i), all(harmless).get(i));
                }
            }
        }
    }

    /** The same lines and, literals taken away, the same code; in YAML the same tree but for the names in it. */
    private static void assertSameShape(Remedy attacked, Remedy harmless) {
        assertThat(attacked.snippet().lines().count())
                .isEqualTo(harmless.snippet().lines().count());
        assertThat(attacked.snippet().chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'))
                .isTrue();
        switch (attacked.language()) {
            case "yaml" -> assertThat(outline(yaml(attacked.snippet()))).isEqualTo(outline(yaml(harmless.snippet())));
            case "java", "go", "javascript", "python" ->
                assertThat(withoutLiterals(attacked.snippet())).isEqualTo(withoutLiterals(harmless.snippet()));
            case "shell" -> assertThat(attacked.snippet()).isEqualTo(harmless.snippet());
            default -> throw new AssertionError(attacked.language());
        }
    }

    @Test
    void aShellGetsHostileNamesInSingleQuotes() {
        assertThat(SnippetLanguage.SHELL.write("a'; rm -rf / #")).isEqualTo("'a'\\''; rm -rf / #'");
    }

    @Test
    void yamlWordsAreQuotedAndPlainNamesAreNot() {
        assertThat(SnippetLanguage.YAML.write("no")).isEqualTo("\"no\"");
        assertThat(SnippetLanguage.YAML.write("NULL")).isEqualTo("\"NULL\"");
        assertThat(SnippetLanguage.YAML.write("destination_service")).isEqualTo("destination_service");
        assertThat(SnippetLanguage.YAML.write("12")).isEqualTo("\"12\"");
    }

    /** A literal in double or single quotes ends at the first of its quotes that no backslash escapes. */
    private static String withoutLiterals(String code) {
        return Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'")
                .matcher(code)
                .replaceAll("@")
                .replaceAll("@(, @)+", "@");
    }

    /** Keys and values that are names are all alike; lists and maps keep their sizes. */
    private static Object outline(Object node) {
        if (node instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, value) -> {
                assertThat(key).isInstanceOf(String.class);
                entries.add(outline(value));
            });
            return entries;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(RemediesTest::outline).toList();
        }
        return node.getClass().getSimpleName();
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static List<Remedy> all(Remedy remedy) {
        return Stream.concat(Stream.of(remedy), remedy.alternatives().stream()).toList();
    }

    private static Stream<Arguments> makers() {
        return MAKERS.entrySet().stream().map(maker -> Arguments.of(maker.getKey(), maker.getValue()));
    }

    @Test
    void whatASuspectWouldSaveIsNotKnownAndWhatIsGoneSavesNothing() {
        List<String> metrics = List.of("istio_requests_total");
        assertThat(all(remedies.remedyFor(Reports.PROXY, new LabelUse(Findings.HOSTS, metrics, null))))
                .allSatisfy(remedy -> assertThat(remedy.saving()).isEmpty());
        assertThat(remedies.remedyFor(Reports.PROXY, new LabelUse(Findings.HOSTS, metrics, new Saving(0, 0)))
                        .saving())
                .startsWith("Saves what is still to come");
    }

    static Exporter showing(String shown, Integer istio) {
        return new Exporter(shown.isEmpty() ? Set.of() : Set.of(shown), istio);
    }

    private Remedy with(String shown, Integer istio, List<String> labels, String... metrics) {
        return remedies.knowing(Map.of(Reports.PROXY, showing(shown, istio)))
                .remedyFor(Reports.PROXY, culprit(labels, metrics));
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
