package dev.culprit.prometheus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.model.CulpritException;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role of another account is assumed at STS, and its session signs. */
final class RequestSignerTest {
    private static final String ROLE = "arn:aws:iam::222222222222:role/reader";
    private static final String EXTERNAL_ID = "an-agreed-word";

    private CloudWatchStandIn sts;

    @BeforeEach
    void start() {
        sts = CloudWatchStandIn.builder().start();
        sts.role(ROLE, EXTERNAL_ID);
        System.setProperty("aws.endpointUrlSts", sts.endpoint().toString());
        System.setProperty("aws.accessKeyId", CloudWatchStandIn.USER);
        System.setProperty("aws.secretAccessKey", "any");
    }

    @AfterEach
    void stop() {
        sts.close();
        System.clearProperty("aws.endpointUrlSts");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private PromqlStandIn service(String name) {
        PromqlStandIn service = name.equals(Credentials.CLOUDWATCH)
                ? PromqlStandIn.cloudWatch("us-west-2", 0)
                : PromqlStandIn.workspace("us-west-2", "ws-1", 0);
        service.onlyRolesOf(sts);
        return service;
    }

    private static PrometheusClient client(
            PromqlStandIn service, String name, @Nullable String role, @Nullable String externalId) {
        return PrometheusClient.of(new PrometheusServer(
                "prod-of-the-shop",
                service.url(),
                new Credentials.AwsSignature("us-west-2", name, role, externalId),
                Map.of(),
                Map.of(),
                null,
                QueryLimits.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {Credentials.CLOUDWATCH, Credentials.WORKSPACES})
    void ofARole(String name) throws QueryException {
        try (PromqlStandIn service = service(name)) {
            client(service, name, ROLE, EXTERNAL_ID).query("vector(1)", 0, AnswerSink.NONE);
            assertThat(service.bill().calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.status()).isEqualTo(200));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Credentials.CLOUDWATCH, Credentials.WORKSPACES})
    void withoutTheAgreedWord(String name) {
        try (PromqlStandIn service = service(name)) {
            for (String word : new @Nullable String[] {null, "another"}) {
                assertThatThrownBy(() -> client(service, name, ROLE, word).query("vector(1)", 0, AnswerSink.NONE))
                        .isInstanceOf(CulpritException.class)
                        .hasMessageStartingWith("environment prod-of-the-shop: role-arn " + ROLE
                                + " cannot be assumed: User is not authorized to perform: sts:AssumeRole")
                        .hasMessageNotContaining("\n");
            }
            assertThat(service.bill().calls()).as("nobody is asked").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Credentials.CLOUDWATCH, Credentials.WORKSPACES})
    void theUserAloneIsNotEnough(String name) {
        try (PromqlStandIn service = service(name)) {
            assertThatThrownBy(() -> client(service, name, null, null).query("vector(1)", 0, AnswerSink.NONE))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContainingAll(
                            "HTTP status 403", "The security token included in the request is invalid");
        }
    }
}
