package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.culprit.report.Browser;
import dev.culprit.report.Browser.Measured;
import dev.culprit.report.Received;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The recorded incident through the whole pipeline, as a user would run it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private static final Path KEPT = Path.of("target", "mail");

    @RegisterExtension
    private static final GreenMailExtension SERVER =
            new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort()).withPerMethodLifecycle(false);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void mailTheReportOfTheDemo() {
        assertThat(run(withMail(
                        "report",
                        "--conf",
                        HOME.resolve("conf/demo.conf").toString(),
                        "--set",
                        "warehouse=" + DemoRun.warehouse(),
                        "--set",
                        "report.output=" + report())))
                .isZero();
    }

    private static String[] withMail(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String setting : List.of(
                "from=culprit@example.com",
                "to=[\"sre@example.com\"]",
                "smtp.port=" + SERVER.getSmtp().getPort())) {
            all.addAll(List.of("--set", "report.mail." + setting));
        }
        return all.toArray(String[]::new);
    }

    private static Path report() {
        return DemoRun.report();
    }

    @Test
    @Order(1)
    void theDemoNamesExactlyTheTwoLabels() throws IOException {
        JsonNode finding = finding(report(), "prod", "wp-proxy");
        assertThat(finding.get("verdict").asText()).isEqualTo("label");
        assertThat(finding.get("namespace").asText()).isEqualTo("web");
        assertThat(finding.get("container").asText()).isEqualTo("istio-proxy");
        assertThat(finding.get("cluster").asText()).isEqualTo("eks-prod");
        assertThat(finding.get("confidence").asDouble()).isGreaterThan(0.9);
        assertThat(finding.get("memory").get("lifetimes").asInt()).isEqualTo(6);
        assertThat(finding.get("culprits")).hasSize(1);
        JsonNode culprit = finding.get("culprits").get(0);
        assertThat(texts(culprit.get("labels"))).containsExactly("destination_service", "destination_service_name");
        assertThat(texts(culprit.get("metrics"))).contains("istio_requests_total", "istio_request_bytes");
        assertThat(culprit.get("seriesPerValue").asDouble()).isBetween(24.0, 26.0);
        assertThat(culprit.get("valuePattern").asText()).isEqualTo("*.*.myftpupload.com");
        JsonNode bytes = culprit.get("bytesPerSeries");
        // Resident memory grows by 12 to 16 MB a day while 11 to 13 thousand series are born.
        assertThat(bytes.get("estimate").asDouble()).isBetween(800.0, 1500.0);
        assertThat(bytes.get("low").asDouble())
                .isBetween(300.0, bytes.get("estimate").asDouble());
        assertThat(bytes.get("high").asDouble()).isBetween(bytes.get("estimate").asDouble(), 3000.0);
        assertThat(culprit.get("remedy").get("snippet").asText()).contains("destination_service_name", "REMOVE");
    }

    @Test
    @Order(1)
    void nobodyElseIsAccused() throws IOException {
        assertThat(finding(report(), "prod", "catalog").get("verdict").asText()).isEqualTo("steady");
        assertThat(finding(report(), "prod", "thumbs").get("verdict").asText()).isEqualTo("no-label");
        assertThat(finding(report(), "test", "wp-proxy").get("verdict").asText())
                .isEqualTo("steady");
        assertThat(finding(report(), "dev", "wp-proxy").get("verdict").asText()).isEqualTo("steady");
        assertThat(json(report()).get("findings")).hasSize(5);
    }

    @Test
    @Order(1)
    void theConsoleEndsWithTheVerdictsAndThePathOfTheReport() {
        List<String> lines = DemoRun.console().lines().toList();
        assertThat(lines).hasSize(7).allMatch(line -> line.length() <= 100);
        assertThat(lines.get(1)).contains("prod", "wp-proxy", "label", "destination_service");
        assertThat(lines.get(6)).isEqualTo(report().resolve("report.html").toString());
        assertThat(report().resolve("report.html")).isNotEmptyFile();
    }

    @Test
    @Order(1)
    void theMailSaysInPlainTextWhatToKnowAndToDo() throws Exception {
        Received mail = mail();
        assertThat(mail.subject()).isEqualTo("prod: destination_service makes wp-proxy leak, 0.59 MB/h (and 1 more)");
        assertThat(mail.html()).contains("destination_service", "REMOVE");
        Files.createDirectories(KEPT);
        Files.writeString(KEPT.resolve("mail.txt"), mail.text());
        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains(
                        "1. LABEL LEAK (new): prod web/wp-proxy/istio-proxy",
                        "destination_service (with destination_service_name) makes wp-proxy/istio-proxy in prod grow by 0.59"
                                + " MB/h: 538 new series an hour",
                        "In test Steady, 0.03 MB/h",
                        "*.*.myftpupload.com",
                        "What to change: Remove destination_service and destination_service_name in the proxy",
                        "destination_service_name: operation: REMOVE",
                        "Saves about",
                        "2. LEAK, NO LABEL (new): prod web/thumbs/istio-proxy");
    }

    @Test
    @Order(1)
    void theMailAndThePageFitPhonesAndDesktops() throws Exception {
        Optional<Browser> browser = Browser.find(folder);
        assumeTrue(browser.isPresent(), "Chromium is not installed: what the demo's mail looks like is not tested");
        String mail = mail().shown();
        String page = Files.readString(report().resolve("report.html"));
        List<Integer> widths = List.of(Browser.PHONE, Browser.DESKTOP);
        List<Measured> measured = browser.get().measure(List.of(mail, page), widths);
        assertThat(measured).hasSize(4).allSatisfy(Measured::assertWhole);
        assertThat(measured.get(0).images()).isEqualTo(2);
        for (int width : widths) {
            browser.get().picture(mail, width, 1600, false, KEPT.resolve("mail-%d.png".formatted(width)));
        }
        browser.get().picture(mail, 700, 1000, false, KEPT.resolve("mail.png"));
        browser.get().picture(page, 1180, 1770, false, KEPT.resolve("report.png"));
        assertThat(KEPT.resolve("report.png")).isNotEmptyFile();
    }

    private static Received mail() throws Exception {
        return Received.of(SERVER.getReceivedMessages()[0]);
    }

    @Test
    @Order(2)
    void anotherLayoutInAnotherWarehouseGivesTheSameReportAndASecondRunTheSameTables() throws IOException {
        Path archive = folder.resolve("archive");
        for (String environment : List.of("prod", "test", "dev")) {
            copyAs(archive.resolve(environment), HOME.resolve("demo/scrapes/environment=" + environment));
        }
        copy(folder.resolve("metric-stream"), HOME.resolve("demo/metric-stream"));
        Path conf = Files.writeString(folder.resolve("other.conf"), configuration(archive));
        assertThat(run("run", "--conf", conf.toString())).isZero();
        assertThat(Files.readString(folder.resolve("other-report/report.json")))
                .isEqualTo(Files.readString(report().resolve("report.json")));
        // But for table runs, which tells of each run.
        Map<String, Integer> tables = hashes(folder.resolve("other-warehouse"));
        tables.keySet().removeIf(file -> file.startsWith("runs/"));
        assertThat(run("run", "--conf", conf.toString())).isZero();
        Map<String, Integer> again = hashes(folder.resolve("other-warehouse"));
        again.keySet().removeIf(file -> file.startsWith("runs/"));
        assertThat(again).isEqualTo(tables);
    }

    @Test
    @Order(3)
    void uglyFilesAreCountedAndNamedAndTheRestGoesOn() throws IOException {
        Path archive = folder.resolve("archive/prod");
        Path pod = archive.resolve("istio-proxy/web.wp-proxy-7d9c5b6f4-k2x8p");
        byte[] whole = Files.readAllBytes(
                HOME.resolve("demo/scrapes/environment=test/namespace=web/pod=wp-proxy-7d9c5b6f4-t7b1c")
                        .resolve("container=istio-proxy/2026-11-17T12-00-12Z.prom.zst"));
        Files.write(pod.resolve("20261117T120301Z.txt"), Arrays.copyOf(whole, whole.length / 2));
        byte[] binary = new byte[5000];
        new Random(1).nextBytes(binary);
        Files.write(pod.resolve("20261117T120302Z.txt"), binary);
        Files.writeString(pod.resolve("20261117T120303Z.txt"), "");
        Files.writeString(pod.resolve("20261117T120304Z.txt"), "up 1\nistio_requests_total{destination_service=\"cut");
        Files.writeString(archive.resolve("README.md"), "not a scrape");
        HostileTarget.write(archive);
        HostileTarget.writeMemory(folder.resolve("metric-stream/prod"));
        Path conf = folder.resolve("other.conf");
        assertThat(run(
                        new ByteArrayOutputStream(),
                        withMail("run", "--conf", conf.toString(), "--set", "report.export=[csv]")))
                .isZero();
        JsonNode coverage = json(folder.resolve("other-report")).get("coverage");
        assertThat(coverage.get("scrapes").asInt()).isEqualTo(716);
        assertThat(coverage.get("rejected").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(coverage.get("partial").asInt() + coverage.get("rejected").asInt())
                .isEqualTo(5);
        assertThat(coverage.get("unmatched").asInt()).isEqualTo(1);
        assertThat(coverage.get("unread").toString()).contains("20261117T120302Z.txt", "README.md");
        assertThat(finding(folder.resolve("other-report"), "prod", "wp-proxy")
                        .get("verdict")
                        .asText())
                .isEqualTo("label");
    }

    @Test
    @Order(4)
    void hostileNamesAndValuesAreReadableEverywhereAndDoNothing() throws Exception {
        Path report = folder.resolve("other-report");
        JsonNode finding = finding(report, "prod", HostileTarget.WORKLOAD);
        assertThat(finding.get("namespace").asText()).isEqualTo(HostileTarget.NAMESPACE);
        assertThat(finding.get("container").asText()).isEqualTo(HostileTarget.CONTAINER);
        assertThat(finding.get("verdict").asText()).isEqualTo("label");
        assertThat(texts(finding.get("culprits").get(0).get("examples")).get(0)).startsWith(HostileTarget.VALUE);

        String csv = Files.readString(report.resolve("findings.csv"));
        assertThat(csv)
                .contains("'=cmd('x')")
                .doesNotContain("\"=cmd", ",=cmd", "\"@SUM", ",@SUM", "\"+1<", ",+1<", ",-2+3", "\"-2+3");
        assertThat(csv.replace("\r\n", "").chars()).noneMatch(c -> c < ' ' || c == 0x202e);

        String page = Files.readString(report.resolve("report.html"));
        assertThat(page.split("<script", -1)).as("only the page's own script").hasSize(2);
        assertThat(page)
                .contains("&lt;img src=x onerror=", "\\r\\nBcc: e***@e***.com\\t\\u{202e}gnp\\u{0}")
                .doesNotContain("<img", "<b>\\u{1b}", "\u202e", "\u001b");

        MimeMessage message = SERVER.getReceivedMessages()[1];
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(Collections.list(message.getAllHeaderLines()))
                .noneMatch(line -> line.startsWith("Bcc") || line.contains("document"));
        Received mail = Received.of(message);
        assertThat(mail.text()).contains("\\r\\nBcc:").doesNotContain("\nBcc:", "\u202e", "\u001b");
        Optional<Browser> browser = Browser.find(folder);
        assumeTrue(browser.isPresent(), "Chromium is not installed: what hostile texts look like is not tested");
        assertThat(browser.get().measure(List.of(mail.shown(), page), List.of(Browser.PHONE, Browser.DESKTOP)))
                .hasSize(4)
                .allSatisfy(measured -> {
                    measured.assertWhole();
                    assertThat(measured.title()).isNotEqualTo("1");
                });
    }

    private static String configuration(Path archive) {
        StringBuilder environments = new StringBuilder();
        for (String environment : List.of("prod", "test", "dev")) {
            environments.append("""
                    { name = %s
                      memory { source = metric-stream, path = "%s" }
                      scrapes { path = "%s", pattern = "{container}/{namespace}.{pod}/{time}.txt" } }
                    """.formatted(
                    environment, folder.resolve("metric-stream").resolve(environment), archive.resolve(environment)));
        }
        return """
                culprit {
                  warehouse = "%s"
                  period { from = "2026-11-16", to = "2026-11-19T00:00:00Z" }
                  environments = [ %s ]
                  report { output = "%s" }
                }
                """.formatted(folder.resolve("other-warehouse"), environments, folder.resolve("other-report"));
    }

    private static void copy(Path to, Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** {@code namespace=N/pod=P/container=C/TIME.prom.zst} as {@code C/N.P/TIME.txt}, the time in basic ISO. */
    private static void copyAs(Path to, Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Map<String, String> parts = new TreeMap<>();
                from.relativize(file).forEach(part -> {
                    String[] pair = part.toString().split("=", 2);
                    parts.put(pair.length == 2 ? pair[0] : "time", pair[pair.length - 1]);
                });
                String time = parts.get("time").replace(".prom.zst", "").replace("-", "");
                Path copy = to.resolve(parts.get("container"))
                        .resolve(parts.get("namespace") + "." + parts.get("pod"))
                        .resolve(time + ".txt");
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static Map<String, Integer> hashes(Path tables) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tables)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/_commits/"))
                    .toList()) {
                hashes.put(tables.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        assertThat(hashes).isNotEmpty();
        return hashes;
    }

    private static int run(String... arguments) {
        return run(new ByteArrayOutputStream(), arguments);
    }

    private static int run(ByteArrayOutputStream out, String... arguments) {
        return DemoRun.command(out, arguments);
    }

    private static JsonNode json(Path report) throws IOException {
        return new ObjectMapper().readTree(report.resolve("report.json").toFile());
    }

    private static JsonNode finding(Path report, String environment, String workload) throws IOException {
        return StreamSupport.stream(json(report).get("findings").spliterator(), false)
                .filter(finding -> finding.get("environment").asText().equals(environment))
                .filter(finding -> finding.get("workload").asText().equals(workload))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
