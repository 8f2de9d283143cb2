package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Reports;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnippetNamesTest {
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

    /** A proxy with a name that it does not know does not start. */
    @ParameterizedTest
    @CsvSource({
        "litellm_spend_metric_total, litellm_spend_metric",
        "litellm_spend_metric_created, litellm_spend_metric",
        "litellm_deployment_success_responses_total, litellm_deployment_success_responses",
        "litellm_guardrail_errors_total, litellm_guardrail_errors_total",
        "litellm_managed_file_created_total, litellm_managed_file_created_total",
        "litellm_managed_file_created_created, litellm_managed_file_created_total",
        "litellm_request_total_latency_metric, litellm_request_total_latency_metric"
    })
    void litellmsMetricsHaveTheNamesOfItsConfiguration(String exposed, String name) {
        assertThat(written("litellmMetrics", exposed)).isEqualTo(List.of(name));
    }

    @Test
    void ingressNginxGoesOnToCountRequests() {
        assertThat(written("nginxExcluded", "nginx_ingress_controller_requests", "nginx_ingress_controller_b", "c"))
                .isEqualTo("\"nginx_ingress_controller_b,c\"");
        assertThat(written("nginxExcluded", "nginx_ingress_controller_requests"))
                .isEqualTo("nginx_ingress_controller_requests");
    }

    private static Object written(String name, String... metrics) {
        return new SnippetNames(Reports.PROXY, new LabelUse(List.of("host"), List.of(metrics), null))
                .in(SnippetLanguage.YAML)
                .get(name);
    }

    /** Prometheus anchors its regular expressions; what is in them RE2 and Java read alike. */
    private static long matching(List<String> patterns, String name) {
        return patterns.stream()
                .filter(pattern -> Pattern.matches("^(?s:" + pattern + ")$", name))
                .count();
    }
}
