package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.report.Reports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the report tells people to paste is code: compilers and interpreters take it. */
final class SnippetsTest {
    /** What the snippets leave to the reader: names of their own code, and of frameworks that are no matter of ours. */
    private static final String AROUND_JAVA = """
            import io.micrometer.core.instrument.config.MeterFilter;
            import io.opentelemetry.sdk.metrics.InstrumentSelector;
            import io.opentelemetry.sdk.metrics.SdkMeterProvider;
            import io.opentelemetry.sdk.metrics.View;
            import io.opentelemetry.sdk.metrics.export.MetricReader;
            import io.prometheus.metrics.core.metrics.Counter;
            import java.util.Set;

            public class Snippet%d {
                @interface Bean {}
                interface Request { Request uri(String template, Object... variables); Request retrieve(); }
                interface RestClient { Request get(); }

                RestClient restClient;
                long id;
                Set<String> KNOWN = Set.of();
                String value;
                Counter counter;
                MetricReader reader;

                void statements() {
            %s
                }

            %s
            }
            """;

    private static final Remedies REMEDIES = Remedies.load();
    private static final Set<String> QUERIES = new TreeSet<>();
    private static final Map<String, Set<String>> SNIPPETS = allSnippets();

    @TempDir
    private Path folder;

    @Test
    void javaCompilesWithTheLibrariesThatItIsFor() throws Exception {
        Set<String> snippets = snippets("java");
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(6);
        compile(snippets);
    }

    @ParameterizedTest
    @CsvSource({
        "http_client_requests_seconds, http.client.requests, uri, 100",
        "http_server_requests_seconds, http.server.requests, uri, 100",
        "orders_created_total, orders.created, customer, 1"
    })
    void micrometersFiltersBoundTheMeters(String metric, String meter, String tag, int most) throws Exception {
        Remedy remedy = remedy(metric, "jvm_threads_live_threads", null, tag);
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(filter(compile(Set.of(remedy.snippet()))));
        for (int i = 0; i < 300; i++) {
            registry.counter(meter, tag, "value-" + i).increment();
        }
        assertThat(registry.getMeters()).hasSize(most);
    }

    /** The exposition's name of an attribute finds it however the code spells it. */
    @Test
    void openTelemetrysViewLeavesTheAttributeOut() {
        Set<String> denied = Set.of("net_sock_peer_port");
        assertThat(remedy("requests_parsed", "target_info jvm_thread_count", null, "net_sock_peer_port")
                        .snippet())
                .contains("Set.of(\"net_sock_peer_port\")", "key -> !denied.contains(key.replace('.', '_'))");
        List<MetricData> read = new ArrayList<>();
        MetricReader reader = new MetricReader() {
            private CollectionRegistration registration = CollectionRegistration.noop();

            @Override
            public void register(CollectionRegistration given) {
                registration = given;
            }

            @Override
            public AggregationTemporality getAggregationTemporality(InstrumentType type) {
                return AggregationTemporality.CUMULATIVE;
            }

            @Override
            public CompletableResultCode forceFlush() {
                read.addAll(registration.collectAllMetrics());
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerView(
                        InstrumentSelector.builder().setName("*").build(),
                        View.builder()
                                .setAttributeFilter(key -> !denied.contains(key.replace('.', '_')))
                                .build())
                .registerMetricReader(reader)
                .build()) {
            LongCounter counter =
                    provider.get("shop").counterBuilder("requests").build();
            for (int port = 0; port < 300; port++) {
                counter.add(1, Attributes.of(AttributeKey.longKey("net.sock.peer.port"), (long) port));
            }
            provider.forceFlush();
        }
        assertThat(read)
                .singleElement()
                .satisfies(metric -> assertThat(metric.getLongSumData().getPoints())
                        .singleElement()
                        .satisfies(point -> assertThat(point.getValue()).isEqualTo(300)));
    }

    private MeterFilter filter(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> snippet = loader.loadClass("Snippet0");
            var method = snippet.getDeclaredMethod("boundedTags");
            method.setAccessible(true);
            return (MeterFilter) method.invoke(snippet.getDeclaredConstructor().newInstance());
        }
    }

    @Test
    void pythonIsPython() throws Exception {
        check("python", "python3 -m py_compile", "snippets.py", "", "%s\n");
    }

    @Test
    void javascriptIsJavascript() throws Exception {
        check("javascript", "node --check", "snippets.js", "", "{\n%s\n}\n");
    }

    @Test
    void goIsGo() throws Exception {
        check("go", "gofmt -e", "snippets.go", "package p\n", "func f() {\n%s\n}\n");
    }

    @Test
    void shellIsShell() throws Exception {
        check("shell", "bash -n", "snippets.sh", "", "%s\n");
    }

    @Test
    void yamlIsYaml() throws Exception {
        for (String snippet : snippets("yaml")) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(snippet);
            assertThat(tree).as(snippet).isInstanceOf(Map.class);
        }
    }

    /** Relabel rules go into a scrape job, queries into a recording rule; Prometheus' own tool reads both. */
    @Test
    void prometheusTakesRulesAndQueries() throws Exception {
        List<String> rules = snippets("yaml").stream()
                .filter(snippet -> snippet.contains("metric_relabel_configs:"))
                .toList();
        assertThat(rules).isNotEmpty();
        StringBuilder jobs = new StringBuilder("scrape_configs:\n");
        for (int i = 0; i < rules.size(); i++) {
            jobs.append("  - job_name: job-%d%n".formatted(i))
                    .append(rules.get(i).indent(4));
        }
        StringBuilder queries = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        QUERIES.forEach(query ->
                queries.append("      - record: values\n        expr: |\n").append(query.indent(12)));
        String config = run("promtool", "config.yml", "check config --syntax-only", jobs.toString());
        assertThat(config).contains("SUCCESS");
        assertThat(run("promtool", "rules.yml", "check rules --lint=none", queries.toString()))
                .contains("SUCCESS: %d rules found".formatted(QUERIES.size()));
    }

    private String run(String program, String file, String arguments, String content) throws Exception {
        assumeInstalled(program, "what Prometheus is to read is not tested");
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments.split(" ", -1)));
        words.add(Files.writeString(folder.resolve(file), content).toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(content + "\n" + said).isZero();
        return said;
    }

    private static void assumeInstalled(String program, String otherwise) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
                program + " is not installed: " + otherwise);
    }

    /** @param around what a snippet stands in, after {@code head} */
    private void check(String language, String command, String file, String head, String around)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        assumeInstalled(words.get(0), "the syntax of " + language + " snippets is not tested");
        Set<String> snippets = snippets(language);
        assertThat(snippets).isNotEmpty();
        String all = head + snippets.stream().map(around::formatted).collect(Collectors.joining());
        words.add(Files.writeString(folder.resolve(file), all).toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(all + "\n" + said).isZero();
    }

    /** All at once, as the libraries are looked through once for each call; the folder of the classes Snippet0 and so on. */
    private Path compile(Set<String> snippets) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String snippet : snippets) {
            Path source = folder.resolve("Snippet%d.java".formatted(sources.size()));
            sources.add(Files.writeString(source, java(sources.size(), snippet)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(done).as(snippets + "\n" + errors).isTrue();
        }
        return folder;
    }

    /** Statements come before members; a member begins with its annotation. */
    private static String java(int number, String snippet) {
        int members = snippet.indexOf("@Bean");
        String statements = members < 0 ? snippet : snippet.substring(0, members);
        return AROUND_JAVA.formatted(number, statements, members < 0 ? "" : snippet.substring(members));
    }

    private static Set<String> snippets(String language) {
        return SNIPPETS.get(language);
    }

    /** All that the report may tell, by language: with one label and with several. */
    private static Map<String, Set<String>> allSnippets() {
        Map<String, Set<String>> snippets = new TreeMap<>();
        Makers.MAKERS.forEach((metric, shown) -> {
            for (Integer istio : new Integer[] {null, 17, 28}) {
                for (String label : List.of(
                        "path",
                        "destination_service",
                        "customer",
                        "pid",
                        "host",
                        "file",
                        "instance",
                        "ingress",
                        "authority",
                        "end_user",
                        "label_app",
                        "net_sock_peer_port")) {
                    Stream.of(remedy(metric, shown, istio, label), remedy(metric, shown, istio, label, "other"))
                            .flatMap(remedy -> Stream.concat(Stream.of(remedy), remedy.alternatives().stream()))
                            .forEach(remedy -> {
                                QUERIES.add(remedy.query());
                                snippets.computeIfAbsent(remedy.language(), name -> new TreeSet<>())
                                        .add(remedy.snippet());
                            });
                }
            }
        });
        return snippets;
    }

    private static Remedy remedy(String metric, String shown, Integer istio, String... labels) {
        Culprit culprit = Makers.culprit(List.of(labels), metric);
        return REMEDIES.knowing(Map.of(Reports.PROXY, Makers.showing(shown, istio)))
                .remedyFor(Reports.PROXY, culprit);
    }
}
