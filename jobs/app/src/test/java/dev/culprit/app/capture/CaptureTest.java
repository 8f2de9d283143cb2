package dev.culprit.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.culprit.app.Culprit;
import dev.culprit.report.mail.SelfSigned;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapes.container.ArchivePattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptureTest {
    private static final String BODY = "# TYPE requests counter\nrequests{host=\"a\"} 1\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String resident = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4", BODY);
                case "/resident" -> send(exchange, 200, "text/plain", resident);
                case "/html" -> send(exchange, 200, "text/html", "<html>Log in</html>");
                case "/page" -> send(exchange, 200, "text/plain", "\n <!DOCTYPE html>");
                case "/json" -> send(exchange, 200, "application/json", "{\"kind\": \"Status\"}");
                case "/empty" -> send(exchange, 200, "text/plain", "");
                case "/comments" -> send(exchange, 200, "text/plain", "# HELP a b\n");
                case "/large" -> send(exchange, 200, "text/plain", "a 1\n".repeat(1000));
                case "/cut" -> send(exchange, 200, "application/openmetrics-text; version=1.0.0", "a 1\n");
                case "/moved" -> {
                    exchange.getResponseHeaders().set("Location", "https://login.example.com/");
                    send(exchange, 302, "text/html", "<html>");
                }
                case "/broken" -> send(exchange, 500, "text/plain", "no \u001b[31mway\n");
                case "/gzip" -> gzip(exchange);
                case "/hang" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("a 1\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    end.await();
                }
                default -> send(exchange, 404, "text/plain", "");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void gzip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, 0);
        try (GZIPOutputStream zipped = new GZIPOutputStream(exchange.getResponseBody())) {
            zipped.write(BODY.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private int capture(String... words) {
        return Culprit.run(
                Stream.concat(
                                Stream.of(
                                        "capture",
                                        "--output",
                                        folder.resolve("prod").toString()),
                                Arrays.stream(words))
                        .toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                Clock.systemUTC());
    }

    private List<Path> files() {
        try (var walk = Files.walk(folder.resolve("prod"))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/metrics", "/gzip"})
    void aScrapeLiesWhereItIsReadByDefault(String path) throws IOException {
        Instant before = Instant.now().minusSeconds(1);
        assertThat(capture(url(path), "-n", "web", "--pod", "wp-0", "-c", "istio-proxy", "--count", "1"))
                .as(err())
                .isZero();
        Path file = files().get(0);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(BODY);
        }
        var place = ArchivePattern.parse(ScrapeFolder.DEFAULT_PATTERN, Set.of())
                .match(folder.resolve("prod/scrapes").relativize(file).toString())
                .orElseThrow();
        assertThat(place.namespace()).isEqualTo("web");
        assertThat(place.pod()).isEqualTo("wp-0");
        assertThat(place.container()).isEqualTo("istio-proxy");
        assertThat(place.time()).isBetween(before, Instant.now());
        assertThat(files()).hasSize(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 scrapes kept, 0 failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /html     | answers with a page of HTML, not with metrics: see that path and port are right
        /page     | answers with a page of HTML, not with metrics
        /json     | answers with JSON, not with metrics
        /empty    | answers with nothing
        /comments | answers without a single sample
        /large    | answers with more than 2,000 bytes: raise --max-response
        /cut      | answers with a body that is cut off: OpenMetrics ends with # EOF
        /moved    | answers with status 302 and points to https://login.example.com/
        /broken   | answers with status 500: no \\u{1b}[31mway
        /none     | answers with status 404
        /hang     | is not done within 1 s: raise --timeout
        """)
    void aFailedScrapeLeavesNoFileAndIsTold(String path, String message) {
        assertThat(capture(url(path), "--count", "1", "--timeout", "1s", "--max-response", "2000", "--quiet"))
                .isEqualTo(1);
        assertThat(err()).startsWith("culprit: " + url(path) + ": " + message).hasLineCount(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("0 scrapes kept, 1 failed");
        assertThat(files()).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotCostTheOthersAndIsToldOnce() {
        assertThat(capture(
                        url("/metrics"),
                        url("/none").replace("127.0.0.1", "localhost"),
                        "--count",
                        "2",
                        "--interval",
                        "1s"))
                .isEqualTo(1);
        assertThat(files()).hasSize(2);
        assertThat(err()).hasLineCount(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 scrapes kept, 2 failed");
    }

    @Test
    void nobodyListeningIsTold() {
        assertThat(capture("http://127.0.0.1:1/metrics", "--count", "1")).isEqualTo(1);
        assertThat(err()).contains("no connection: nothing listens there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wp-0                                | target wp-0 is neither a URL nor a pod
        http://                             | is no URL
        http://user:hunter2@h/              | put a token in a file and name it with --bearer-token-file
        http://h/ http://h/b                | would be kept as one container, namespace=default/pod=h/container=main
        http://h/ --max-size 5x             | '5x' must be a size like 500M or 2GiB
        http://h/ --interval 0s             | '0s' must be a time like 30s, 5m, 6h or 2d
        http://h/ --count 0                 | --count must be at least 1
        http://h/ --environment a/b         | --environment must be of letters
        http://h/ --bearer-token-file none  | cannot be read: see that the file is there
        """)
    void whatCannotBeMeantIsRefusedBeforeAnything(String line, String message) {
        assertThat(capture(line.split(" +"))).isEqualTo(2);
        assertThat(err()).startsWith("culprit: ").contains(message).doesNotContain("hunter2");
        assertThat(folder.resolve("prod")).doesNotExist();
        assertThat(asked).isEmpty();
    }

    @Test
    void aFileInTheFoldersPlaceIsTold() throws IOException {
        Files.writeString(folder.resolve("prod"), "");
        assertThat(capture(url("/metrics"), "--count", "1")).isEqualTo(2);
        assertThat(err()).startsWith("culprit: --output " + folder.resolve("prod") + ": no folder can be made there");
    }

    @Test
    void aTokenIsSentAndNotShown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "planted-token\n");
        assertThat(capture(url("/metrics"), "--count", "1", "--bearer-token-file", token.toString()))
                .isZero();
        assertThat(asked).containsExactly("/metrics Bearer planted-token");
        assertThat(out + err()).doesNotContain("planted-token");
    }

    @Test
    void itStopsBeforeTheArchiveIsLargerThanAllowed() throws IOException {
        Path earlier = folder.resolve("prod/scrapes/namespace=a/pod=b/container=c/2026-11-01T00-00-00Z.prom.gz");
        Files.createDirectories(earlier.getParent());
        Files.write(earlier, new byte[5000]);
        assertThat(capture(url("/metrics"), "--max-size", "5k")).isEqualTo(1);
        assertThat(err()).contains("holds 5.0 kB, --max-size allows 5.0 kB: raise it");
        assertThat(files()).containsExactly(earlier);
        // Its own days only: whatever else lies there is somebody's.
        Path other = Files.writeString(earlier.resolveSibling("2026-11-01.txt"), "mine");
        assertThat(capture(url("/metrics"), "--max-size", "5k", "--keep-days", "5", "--count", "1"))
                .isZero();
        assertThat(files()).hasSize(2).contains(other).doesNotContain(earlier);
    }

    /** As SIGKILL leaves it; what another capture is writing stays. */
    @Test
    void whatAKillLeftGoesAtTheNextStart() throws IOException {
        Path part = Files.createDirectories(folder.resolve("prod/.part"));
        Path abandoned = Files.writeString(part.resolve("a"), "half");
        Path fresh = Files.writeString(part.resolve("b"), "half");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(capture(url("/metrics"), "--count", "1")).isZero();
        assertThat(abandoned).doesNotExist();
        assertThat(fresh).exists();
    }

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        process_resident_memory_bytes 4.8234496e+07           | 48234496
        envoy_server_memory_physical_size{} 7000000           | 7000000
        process_resident_memory_bytes 1000000 1794916800000   | 1000000
        """)
    void memoryOfAUrlIsWhatTheProcessTells(String line, long bytes) throws IOException {
        resident = line + "\n";
        assertThat(capture(url("/resident"), "-c", "app", "--memory", "--count", "1"))
                .as(err())
                .isZero();
        Path file = files().get(0);
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().endsWith(",default,127.0.0.1,app," + bytes);
        assertThat(capture(url("/metrics"), "--memory", "--count", "1")).isEqualTo(1);
        assertThat(err()).contains("/metrics: its scrape is kept, but it tells no process_resident_memory_bytes");
        assertThat(capture(url("/metrics"), "--memory", "--interval", "10m")).isEqualTo(2);
    }

    @Test
    void behindIstiosPortItIsEnvoyAndNotItsAgent() throws IOException {
        resident = "envoy_server_memory_physical_size{} 7\nprocess_resident_memory_bytes 5\n";
        assertThat(capture(url("/resident"), "--memory", "--count", "1")).isZero();
        assertThat(files().get(0)).content().endsWith(",7\n");
        assertThat(PodMemory.bytes("12Mi")).isEqualTo(12L << 20);
        assertThat(PodMemory.bytes("12")).isEqualTo(12);
        assertThat(PodMemory.bytes("12x")).isNull();
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
