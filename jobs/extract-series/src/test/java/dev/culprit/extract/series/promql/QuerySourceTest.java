package dev.culprit.extract.series.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Kept days are those of the same question, asked of the same. */
final class QuerySourceTest {
    private static @Nullable String billed(
            String service, @Nullable String role, Map<String, String> headers, QueryLimits limits) {
        PrometheusServer server = new PrometheusServer(
                "prod",
                "https://h",
                new Credentials.AwsSignature("us-west-2", service, role, null),
                headers,
                Map.of("cluster", "eks"),
                null,
                limits);
        return new QuerySource(server, SubjectLabels.DEFAULT).billed();
    }

    @Test
    void whoeverElseIsAskedIsAnotherQuestion() {
        Map<String, String> tenant = Map.of("X-Scope-OrgID", "tenant-one");
        String first = billed(Credentials.WORKSPACES, "arn:1", tenant, QueryLimits.DEFAULT);
        assertThat(first)
                .contains("https://h", "arn:1", "eks")
                .doesNotContain("tenant-one")
                .isEqualTo(billed(Credentials.WORKSPACES, "arn:1", tenant, QueryLimits.DEFAULT.withMaxSamples(7L)))
                .isNotEqualTo(billed(Credentials.WORKSPACES, "arn:1", Map.of(), QueryLimits.DEFAULT))
                .isNotEqualTo(billed(
                        Credentials.WORKSPACES, "arn:1", Map.of("X-Scope-OrgID", "tenant-two"), QueryLimits.DEFAULT))
                .isNotEqualTo(billed(Credentials.WORKSPACES, "arn:2", tenant, QueryLimits.DEFAULT));
    }

    @Test
    void anotherStepIsAnotherQuestionWhereMomentsAreAskedFor() {
        QueryLimits five = QueryLimits.CLOUDWATCH.withStep(Duration.ofMinutes(5));
        assertThat(billed(Credentials.CLOUDWATCH, null, Map.of(), QueryLimits.CLOUDWATCH))
                .isNotEqualTo(billed(Credentials.CLOUDWATCH, null, Map.of(), five));
        assertThat(billed(Credentials.WORKSPACES, null, Map.of(), QueryLimits.DEFAULT))
                .isEqualTo(billed(
                        Credentials.WORKSPACES, null, Map.of(), QueryLimits.DEFAULT.withStep(Duration.ofMinutes(5))));
    }

    @Test
    void whatCostsNothingIsAlwaysAskedFor() {
        PrometheusServer server = PrometheusServer.open("prod", "http://h:9090");
        assertThat(new QuerySource(server, SubjectLabels.DEFAULT).billed()).isNull();
    }
}
