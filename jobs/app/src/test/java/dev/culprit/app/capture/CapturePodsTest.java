package dev.culprit.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.culprit.report.mail.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods, through kubectl or from within the cluster. */
final class CapturePodsTest extends Captures {
    private static final String POD = """
        {"metadata": {"name": "web-1", "annotations": {"prometheus.io/port": "15020", "prometheus.io/path": "/stats/prometheus"}},
         "spec": {"containers": [{"name": "app", "ports": [{"containerPort": 8080}]}],
                  "initContainers": [{"name": "setup"}, {"name": "istio-proxy", "restartPolicy": "Always"}]}}\
        """;

    private static final String POD_MEMORY =
            "{\"metadata\": {\"name\": \"web-1\"}, \"timestamp\": \"2026-11-16T10:00:00Z\", \"containers\":"
                    + " [{\"name\": \"istio-proxy\", \"usage\": {\"cpu\": \"1n\", \"memory\": \"47104Ki\"}}, {\"name\":"
                    + " \"odd\", \"usage\": {}}]}";

    private static final String PODS = "{\"metadata\": {}, \"items\": [" + POD.replace("\n", "")
            + ", {\"metadata\": {\"name\": \"web-2\"}, \"spec\": {\"containers\": [{\"name\": \"app\"}, {\"name\":"
            + " \"b\"}]}}]}";

    private String kubectl() throws IOException {
        Path kubectl = Files.writeString(
                folder.resolve("kubectl"), """
                    #!/usr/bin/env bash
                    echo "$*" >> '%s/asked'
                    case "$*" in
                      */metrics.k8s.io/v1beta1/namespaces/web/pods) echo '{"items": [%s]}' ;;
                      */metrics.k8s.io/v1beta1/namespaces/web/pods/web-1) echo '%s' ;;
                      *'/pods?'*) echo '%s' ;;
                      */pods/web-1) echo '%s' ;;
                      */pods/web-1:15020/proxy/stats/prometheus) echo 'a 1' ;;
                      */pods/web-1:8080/proxy/half) echo 'a 1'; echo 'error: stream error' >&2; exit 1 ;;
                      */pods/web-1:8080/proxy/hang) echo 'a 1'; sleep 60 ;;
                      *) echo 'Error from server (NotFound): pods "web-3" not found' >&2; exit 1 ;;
                    esac
                    """.formatted(folder, POD_MEMORY, POD_MEMORY, PODS, POD.replace("\n", "")));
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        return kubectl.toString();
    }

    @ParameterizedTest
    @CsvSource({"pod/web-1", "pods", "pod/web-1:15020/stats/prometheus"})
    void podsAreScrapedThroughKubectl(String target) throws IOException {
        assertThat(capture(
                        target,
                        "-n",
                        "web",
                        "--selector",
                        "app=web",
                        "--count",
                        "1",
                        "--context",
                        "c",
                        "--kubectl",
                        kubectl()))
                .as(err())
                .isZero();
        assertThat(files())
                .singleElement()
                .asString()
                .contains("/scrapes/namespace=web/pod=web-1/container=istio-proxy/");
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .last()
                .isEqualTo("--context c get --raw /api/v1/namespaces/web/pods/web-1:15020/proxy/stats/prometheus");
        if (target.equals("pods")) {
            assertThat(Files.readAllLines(folder.resolve("asked")).get(0))
                    .endsWith("/pods?fieldSelector=status.phase%3DRunning&limit=500&labelSelector=app%3Dweb");
            assertThat(err())
                    .isEqualTo("culprit: left out: pod web-2 has no annotation prometheus.io/port: give the port, as"
                            + " pod/web-2:15020/stats/prometheus or pods:15020/stats/prometheus\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pod/web-3           | pod/web-3 in web: kubectl: Error from server (NotFound): pods "web-3" not found
        pod/web-1:8080/half | pod/web-1:8080/half in web: kubectl: error: stream error
        pod/web-1:8080/hang | pod/web-1:8080/hang in web: is not done within 1 s: raise --timeout
        pod/web-1:9         | pod web-1 has containers app, istio-proxy: say by --container which of them port 9 shows
        """)
    void whatKubectlCannotDoIsTold(String target, String message) throws IOException {
        assertThat(capture(target, "-n", "web", "--count", "1", "--timeout", "1s", "--kubectl", kubectl()))
                .isEqualTo(1);
        assertThat(err()).contains(message).hasLineCount(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void aMissingKubectlIsTold() {
        assertThat(capture("pods", "--count", "1", "--kubectl", "/nowhere/kubectl"))
                .isEqualTo(1);
        assertThat(err()).contains("/nowhere/kubectl cannot be started: install kubectl, or name it with --kubectl");
    }

    @Test
    void memoryOfPodsIsThatOfMetricsServer() throws IOException {
        assertThat(capture("pods", "-n", "web", "--memory", "--count", "2", "--interval", "1s", "--kubectl", kubectl()))
                .as(err())
                .isZero();
        Path file = files().stream()
                .filter(each -> each.toString().endsWith("/web.csv"))
                .findFirst()
                .orElseThrow();
        assertThat(file.toString()).matches(".*/prod/memory/\\d{4}/\\d\\d/\\d\\d/web\\.csv");
        assertThat(file).hasContent("""
            time,namespace,pod,container,memory_bytes
            2026-11-16T10:00:00Z,web,web-1,istio-proxy,48234496
            2026-11-16T10:00:00Z,web,web-1,istio-proxy,48234496
            """);
        // As a kill leaves it.
        Files.writeString(file, Files.readString(file) + "2026-11-16T10:0");
        assertThat(capture("pod/web-1", "-n", "web", "-c", "other", "--memory", "--count", "1", "--kubectl", kubectl()))
                .isZero();
        assertThat(Files.readAllLines(file)).last().isEqualTo("2026-11-16T10:00:00Z,web,web-1,istio-proxy,48234496");
    }

    /** In a pod: the token and the authority that Kubernetes mounts. */
    @Test
    void theServiceAccountIsAsked() throws Exception {
        SelfSigned company = SelfSigned.make(folder);
        HttpsServer api = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setHttpsConfigurator(new HttpsConfigurator(company.context()));
        List<String> tokens = Collections.synchronizedList(new ArrayList<>());
        api.createContext("/", exchange -> {
            try (exchange) {
                tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                String path = exchange.getRequestURI().getPath();
                send(
                        exchange,
                        200,
                        path.contains("/proxy/") ? "text/plain" : "application/json",
                        path.endsWith("/pods") ? PODS : path.contains("/proxy/") ? "a 1\n" : POD);
            }
        });
        api.start();
        try {
            Path mounted = Files.createDirectories(folder.resolve("mounted"));
            Files.writeString(mounted.resolve("token"), "account-token");
            Files.writeString(mounted.resolve("namespace"), "web");
            Files.copy(company.certificate(), mounted.resolve("ca.crt"));
            ServiceAccount account = ServiceAccount.in(
                    Map.of(
                            "KUBERNETES_SERVICE_HOST",
                            "localhost",
                            "KUBERNETES_SERVICE_PORT",
                            "" + api.getAddress().getPort()),
                    mounted,
                    Duration.ofSeconds(30));
            assertThat(ServiceAccount.namespace(mounted)).isEqualTo("web");
            List<String> skipped = new ArrayList<>();
            List<Target> targets = new PodTargets(account, "web", null, null).targets(Wanted.parse("pods"), skipped);
            assertThat(targets).extracting(Target::pod).containsExactly("web-1");
            assertThat(skipped).singleElement().asString().startsWith("pod web-2 has no annotation");
            assertThat(tokens).containsOnly("Bearer account-token");
        } finally {
            api.stop(0);
        }
        assertThat(ServiceAccount.in(Map.of(), folder.resolve("mounted"), Duration.ofSeconds(1)))
                .isNull();
    }
}
