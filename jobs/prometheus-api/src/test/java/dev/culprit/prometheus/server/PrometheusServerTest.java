package dev.culprit.prometheus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusServerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h:9090/p",
                "http://h:9090/p/",
                "http://h:9090/p/api/v1",
                "http://h:9090/p/api/v1/",
                "http://h:9090/p/api/v1/query",
                "http://h:9090/p/graph"
            })
    void anAddressAsPeopleCopyIt(String text) {
        assertThat(PrometheusServer.parseUrl(text)).isEqualTo("http://h:9090/p");
    }

    @Test
    void aHostMayBeCalledAsAPageIs() {
        assertThat(PrometheusServer.parseUrl("http://query")).isEqualTo("http://query");
        assertThat(PrometheusServer.parseUrl("http://graph/")).isEqualTo("http://graph");
        assertThat(PrometheusServer.parseUrl("http://query/graph")).isEqualTo("http://query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9090", "/data/prometheus", "ftp://h", "http://", "http://a b"})
    void whatIsNoAddress(String text) {
        assertThatThrownBy(() -> PrometheusServer.parseUrl(text)).hasMessageStartingWith("must be");
    }

    @Test
    void noPasswordInAnAddress() {
        assertThatThrownBy(() -> PrometheusServer.parseUrl("https://me:geheimnis@h"))
                .hasMessage("must not hold a password: give username and password as keys");
        assertThat(Secrets.masked("https://me:geheimnis@h")).doesNotContain("geheimnis");
    }

    @Test
    void secretsAreNotTold() {
        PrometheusServer server = new PrometheusServer(
                "prod",
                "https://h",
                new Credentials.Bearer("very-secret-1"),
                Map.of("X-Api-Key", "very-secret-2"),
                Map.of(),
                new KeyStoreFile("no.p12", "very-secret-3"),
                QueryLimits.DEFAULT);
        assertThat(server + " " + server.credentials() + " " + server.keyStore())
                .doesNotContain("very-secret");
        assertThat(Secrets.masked("very-secret-1 very-secret-2 very-secret-3")).isEqualTo("*** *** ***");
        assertThat(new Credentials.Basic("me", "very-secret-4")).hasToString("Basic[me]");
        assertThat(new Credentials.AwsSignature("r", "aps", "arn", "very-secret-5"))
                .hasToString("AwsSignature[r, aps, arn]");
        assertThatThrownBy(() -> server.keyStore().context())
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("key-store no.p12 cannot be read: ");
    }

    private static PrometheusServer with(Credentials credentials, Map<String, String> headers) {
        return new PrometheusServer("prod", "https://h", credentials, headers, Map.of(), null, QueryLimits.DEFAULT);
    }

    @Test
    void whoIsAskedIsToldWithoutSecrets() {
        Credentials role = new Credentials.AwsSignature("r", "aps", "arn", null);
        assertThat(with(role, Map.of()).askedAs()).isEqualTo("AwsSignature[r, aps, arn]");
        String tenant = with(role, Map.of("X-Scope-OrgID", "tenant-one")).askedAs();
        assertThat(tenant).startsWith("AwsSignature[r, aps, arn], headers ").doesNotContain("tenant");
        assertThat(with(role, Map.of("x-scope-orgid", "tenant-one")).askedAs()).isEqualTo(tenant);
        assertThat(with(role, Map.of("X-Scope-OrgID", "tenant-two")).askedAs()).isNotEqualTo(tenant);
        assertThat(with(role, Map.of("ab", "c")).askedAs())
                .isNotEqualTo(with(role, Map.of("a", "bc")).askedAs());
    }
}
