package dev.culprit.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapes.container.ArchivePattern;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptureTest extends Captures {
    private static final String BODY = "# TYPE requests counter\nrequests{host=\"a\"} 1\n";

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
        assertThat(out()).contains("1 scrapes kept, 0 failed");
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
        assertThat(out()).startsWith("0 scrapes kept, 1 failed");
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
        assertThat(out()).contains("2 scrapes kept, 2 failed");
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
        assertThat(out() + err()).doesNotContain("planted-token");
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
}
